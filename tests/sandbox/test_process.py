import json
import signal
import socket
from pathlib import Path

import pytest

from conformance.sandbox.actors import CAST
from tests.sandbox.process import Process, run


def test_it_announces_where_it_listens_and_answers_there(tmp_path: Path) -> None:
    with Process(tmp_path) as process:
        assert process.announced.startswith("LeadGenius sandbox on http://127.0.0.1:")
        assert process.send("GET", "/api/clients")[0] == 401


def test_it_tells_where_the_profile_lies(tmp_path: Path) -> None:
    with Process(tmp_path) as process:
        assert process.process.stdout is not None
        told = process.process.stdout.readline()
    assert told == f"its profile, with all actors and their secrets, is {process.profile_path}\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    with Process(tmp_path) as process:
        process.process.send_signal(number)
        assert process.ended() == 0


def test_it_stops_when_its_input_closes(tmp_path: Path) -> None:
    with Process(tmp_path) as process:
        process.close_stdin()
        assert process.ended() == 0


def test_the_profile_names_every_actor_and_is_private(tmp_path: Path) -> None:
    with Process(tmp_path, "--window", "10", "--rate", "standard=20", "--lag", "1.5") as process:
        profile = process.profile()
        assert process.profile_path.stat().st_mode & 0o777 == 0o600
        assert profile["base_url"] == process.base_url
        assert set(profile["actors"]) == {part.name for part in CAST}
        assert profile["limits"] == {"window": 10, "standard": 20, "premium": 1000}
        assert profile["bounds"]["consistency"] == 3


def test_every_actor_of_the_profile_can_log_in(tmp_path: Path) -> None:
    with Process(tmp_path) as process:
        statuses = {
            process.send("POST", "/api/auth", {"username": actor["username"], "password": actor["password"]})[0]
            for actor in process.profile()["actors"].values()
        }
        assert statuses == {200}


def test_a_restart_with_the_same_database_changes_no_view(tmp_path: Path) -> None:
    views = []
    for attempt in ("first", "second"):
        with Process(tmp_path, "--db", str(tmp_path / "state.db")) as process:
            key = process.key("owner_a")
            if attempt == "first":
                assert process.send("POST", "/api/clients", {"clientName": "Kept"}, key)[0] == 201
            token = process.send("GET", "/api/clients?limit=1", headers=key)[1]["nextToken"]
            views.append((process.send("GET", "/api/clients", headers=key), token, process.profile()["actors"]))
    assert views[0] == views[1]


def test_two_seeds_draw_two_databases(tmp_path: Path) -> None:
    views = []
    for seed in ("1", "2"):
        with Process(tmp_path, "--seed", seed) as process:
            views.append(process.send("GET", "/api/clients", headers=process.key("owner_a"))[1])
    assert views[0] != views[1]


def test_exact_bytes_that_are_no_http_do_not_stop_it(tmp_path: Path) -> None:
    with Process(tmp_path) as process:
        for garbage in (
            b"\x00\xff\r\n\r\n",
            b"GET / HTTP/9\r\n\r\n",
            b"GET /api/clients HTTP/1.1\r\nHost: x\r\nA: \xff\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", process.port), timeout=10) as connection:
                connection.sendall(garbage)
                assert b" 5" not in connection.recv(65_536).split(b"\r\n")[0]
        assert process.send("GET", "/api/clients")[0] == 401


def test_a_port_in_use_is_one_line_and_exit_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run("--port", str(taken.getsockname()[1]))
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--defect", "unknown"),
        ("--variant", "unknown"),
        ("--port", "70000"),
        ("--window", "0"),
        ("--lag", "nan"),
        ("--rate", "gold=1"),
        ("--rate", "standard=0"),
        ("--token-seconds", "x"),
        ("--colour", "red"),
        ("--port", "0", "--db", "/nowhere/at/all.db"),
        ("--port", "0", "--profile-out", "/nowhere/at/all.toml"),
    ],
)
def test_a_bad_value_is_one_line_and_exit_2(arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (2, "", 1)
    assert ended.stderr.startswith("conformance sandbox: ")


@pytest.mark.parametrize(
    ("flag", "near"), [("--defect", "client-delete-keeps-row"), ("--variant", "amplify-cookie-last")]
)
def test_a_mistyped_name_is_told_with_those_near_it(flag: str, near: str) -> None:
    ended = run(flag, f"{near}s")
    assert near in ended.stderr
    assert len(ended.stderr) < 200


def test_a_file_that_is_no_database_is_one_line_and_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("not a database, but long enough to be looked at as one" * 20, encoding="utf-8")
    ended = run("--port", "0", "--db", str(path))
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)


def test_the_defects_are_listed_with_digests_of_their_code_where_asked() -> None:
    told = json.loads(run("--list-defects", "--codes", "--defect", "client-delete-keeps-row").stdout)
    assert [len(each["code"]) for each in told] == [64]


def test_the_defects_are_listed_as_json() -> None:
    ended = run("--list-defects")
    keys = {"id", "sentence", "faults", "operations", "choices", "requirement", "advisory", "because"}
    assert keys == set(json.loads(ended.stdout)[0])
