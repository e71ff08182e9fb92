"""How a run ends: its exit code, what it leaves, and what it says of it."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from conformance import cli, launcher, profile
from conformance.exits import Exit
from conformance.ledger import Ledger
from conformance.run_id import RunId
from tests.cli.servers import Answer, Server, answering, relaying, say
from tests.proof.runs import INTERRUPTIBLE, conformance, report_of, statuses

BOUND = 60
MAKES_A_CLIENT = ("--requirement", "LG-CLI-001")


@pytest.fixture
def sandbox() -> Iterator[Path]:
    """The profile of a sandbox without defects, for this test alone."""
    with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as file:
        yield file


def clients_left(file: Path) -> list[str]:
    """The names of the clients of a run that the owner of company A sees, asked without the harness."""
    found = profile.read(file)
    actor = found.actors["owner_a"]
    login = {"username": actor.username, "password": actor.secret("password")}
    with httpx.Client(base_url=found.origin.text, trust_env=False) as client:
        token = client.post("/api/auth", json=login).json()["tokens"]["accessToken"]
        rows = client.get("/api/clients?limit=1000", headers={"Authorization": f"Bearer {token}"}).json()["clients"]
    return [row["clientName"] for row in rows if row["clientName"].startswith("lgc-")]


@contextmanager
def without_deletion(target: str) -> Iterator[Server]:
    """A target in front of another, which answers every removal of a client with 500 and passes the rest on."""
    refusal = Answer(500, b'{"success": false, "error": "no", "errorType": "internal_error"}')

    def refuse(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "DELETE" and handler.path.startswith("/api/clients"):
            say(handler, refusal)
        else:
            relay(handler)

    with relaying(target) as relay, answering(refuse) as server:
        yield server


def test_what_cannot_be_removed_is_told_and_is_exit_code_5(sandbox: Path, tmp_path: Path) -> None:
    with without_deletion(profile.read(sandbox).origin.text) as server:
        where = ("--profile", str(sandbox), "--base-url", server.origin, "--out", str(tmp_path / "out"))
        ran = conformance("run", *where, *MAKES_A_CLIENT, "-q", state=tmp_path)
    assert ran.returncode == Exit.LEFTOVERS, ran.stdout + ran.stderr
    assert "left behind: 1" in ran.stdout
    assert "status 500" in ran.stdout
    assert f"left     this removes it: conformance sweep {tmp_path / 'out'}" in ran.stdout
    assert len(clients_left(sandbox)) == 1


def test_what_was_not_to_be_removed_stays_and_is_told(sandbox: Path, tmp_path: Path) -> None:
    where = ("--profile", str(sandbox), "--out", str(tmp_path / "out"))
    ran = conformance("run", *where, *MAKES_A_CLIENT, "--skip-cleanup", "-q", state=tmp_path)
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr
    assert "kept as asked (--skip-cleanup): 1" in ran.stdout
    assert [each["wanted"] for each in report_of(tmp_path / "out")["leftovers"]] == [True]
    assert len(clients_left(sandbox)) == 1
    (line,) = [each for each in ran.stdout.splitlines() if "conformance sweep" in each]
    swept = conformance(*shlex.split(line.partition("conformance ")[2]), state=tmp_path)
    assert (swept.returncode, clients_left(sandbox)) == (Exit.CONFORMANT, [])


def test_nothing_is_said_of_a_sweep_where_nothing_was_kept(sandbox: Path, tmp_path: Path) -> None:
    where = ("--profile", str(sandbox), "--out", str(tmp_path / "out"))
    ran = conformance("run", *where, "--requirement", "LG-AUTH-027", "--skip-cleanup", "-q", state=tmp_path)
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr
    assert "conformance sweep" not in ran.stdout


@pytest.mark.parametrize("given", ["typed", "piped"])
def test_a_password_that_others_can_read_is_told_of_and_one_from_standard_input_is_not(
    sandbox: Path, tmp_path: Path, given: str
) -> None:
    known = profile.read(sandbox)
    owner = known.actors["owner_a"]
    assert owner.username is not None
    assert owner.password is not None
    password, text = (owner.password, None) if given == "typed" else ("-", f"{owner.password}\n")
    where = ("--base-url", known.origin.text, "--username", owner.username, "--password", password)
    out = ("--out", str(tmp_path / "out"), "-q")
    ran = conformance("run", *where, *MAKES_A_CLIENT, *out, state=tmp_path, text=text)
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr
    assert ("--password - asks for it" in ran.stdout) == (given == "typed")
    assert owner.password not in ran.stdout + ran.stderr


def test_what_a_sweep_tells_of_a_row_is_one_line_whatever_its_id(sandbox: Path, tmp_path: Path) -> None:
    run = RunId.new(datetime.now(UTC) - timedelta(hours=3))
    ledger = Ledger(tmp_path / "left" / "ledger", "main", run.text, profile.read(sandbox).origin.text)
    ledger.made(ledger.intend("client", "createClient", "owner_a", "a"), id="i\x1b[31m\nremoved everything")
    ledger.close()
    swept = conformance("sweep", str(tmp_path / "left"), "--profile", str(sandbox), "--dry-run", state=tmp_path)
    assert swept.stdout.splitlines()[0] == "would remove client i\\x1b[31m removed everything of owner_a"


def test_a_sweep_tells_of_a_password_on_the_command_line_too(sandbox: Path, tmp_path: Path) -> None:
    known = profile.read(sandbox)
    owner = known.actors["owner_a"]
    where = ("--base-url", known.origin.text, "--username", str(owner.username), "--password", str(owner.password))
    swept = conformance("sweep", *where, state=tmp_path)
    assert (swept.returncode, "--password - asks for it" in swept.stdout) == (Exit.CONFORMANT, True)


def test_a_run_leaves_nothing(sandbox: Path, tmp_path: Path) -> None:
    where = ("--profile", str(sandbox), "--out", str(tmp_path / "out"))
    conformance("run", *where, "--suite", "clients", "-q", state=tmp_path)
    assert report_of(tmp_path / "out")["leftovers"] == []
    assert clients_left(sandbox) == []


@pytest.mark.parametrize(("strict", "code"), [((), Exit.CONFORMANT), (("--strict",), Exit.NOT_CONFORMANT)])
def test_an_advisory_finding_fails_a_strict_run_alone(tmp_path: Path, strict: tuple[str, ...], code: Exit) -> None:
    arguments = (*launcher.arguments_of_a_run(seed=1), "--defect", "client-name-taken-by-strangers")
    with launcher.sandbox(arguments) as file:
        where = ("--profile", str(file), "--out", str(tmp_path / "out"))
        ran = conformance("run", *where, *MAKES_A_CLIENT, "--requirement", "LG-CLI-027", "-q", *strict, state=tmp_path)
    assert statuses(report_of(tmp_path / "out"))["LG-CLI-027"] == "advisory"
    assert ran.returncode == code, ran.stdout


def test_a_finding_tells_what_was_expected_what_came_and_how_to_see_it_again(tmp_path: Path) -> None:
    with launcher.sandbox((*launcher.arguments_of_a_run(seed=1), "--defect", "client-delete-keeps-row")) as file:
        where = ("--profile", str(file), "--out", str(tmp_path / "out"))
        ran = conformance("run", *where, "--requirement", "LG-CLI-020", "-q", state=tmp_path)
    assert ran.returncode == Exit.NOT_CONFORMANT
    told = [line.split()[0] for line in ran.stdout.splitlines() if line.strip()]
    assert told[:6] == ["failed", "expected", "actual", "seen", "request", "again"]
    again = f"--profile {file} --level standard --seed 1 --out {tmp_path / 'out'} --requirement LG-CLI-020"
    assert f"conformance run {again}" in ran.stdout


def test_two_workers_come_to_the_verdict_of_one(tmp_path: Path) -> None:
    said = []
    for workers in ("1", "2"):
        out = tmp_path / workers
        ran = conformance("run", "--suite", "clients", "--workers", workers, "--out", str(out), "-q", state=tmp_path)
        report = report_of(out)
        said.append((ran.returncode, report["sentence"], statuses(report)))
        assert report["run"]["workers"] == int(workers)
    assert said[0] == said[1]


UNUSABLE = {
    "--no-such-option": "unrecognized arguments: --no-such-option",
    "no/such/file.py": "file or directory not found: no/such/file.py",
    "-pnosuchplugin": 'Error importing plugin "nosuchplugin"',
    "--collect-only": "--collect-only runs no test",
    "--help": "--help runs no test",
    "--version": "--version runs no test",
}


@pytest.mark.parametrize("argument", UNUSABLE)
def test_an_argument_that_pytest_cannot_use_is_told_in_one_line(tmp_path: Path, argument: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    ran = conformance("run", "--suite", "clients", "--", argument, state=tmp_path / "state", cwd=here)
    assert ran.returncode == Exit.USAGE
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    assert UNUSABLE[argument] in ran.stderr
    assert list(here.iterdir()) == []


def test_a_folder_that_was_there_before_is_still_there_after_a_refused_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    conformance("run", "--suite", "clients", "--out", str(out), "--", "no/such/file.py", state=tmp_path / "state")
    assert out.is_dir()


@pytest.fixture
def begun(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A run that waits for the first answer of its target."""
    (tmp_path / "here").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(BOUND)
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        login = ("--username", "somebody@example.com", "--password", "not-the-password")
        process = subprocess.Popen(
            [*INTERRUPTIBLE, "-m", "conformance", "run", "--base-url", origin, *login],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path / "here",
            env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
        )
        try:
            with listener.accept()[0]:
                yield process
        finally:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_before_its_first_test_is_incomplete_and_leaves_nothing(
    begun: "subprocess.Popen[str]", number: signal.Signals, tmp_path: Path
) -> None:
    begun.send_signal(number)
    _, errors = begun.communicate(timeout=BOUND)
    assert (begun.returncode, errors) == (Exit.INCOMPLETE, "conformance: interrupted\n")
    assert list((tmp_path / "here").iterdir()) == []


def test_latest_names_a_run_that_was_killed(sandbox: Path, tmp_path: Path) -> None:
    met, over = threading.Event(), threading.Event()

    def wait(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "POST" and handler.path == "/api/clients":
            met.set()
            over.wait(BOUND)
            handler.close_connection = True
        else:
            relay(handler)

    with relaying(profile.read(sandbox).origin.text) as relay, answering(wait) as server:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "conformance", "run", "--profile", str(sandbox)),
                *("--base-url", server.origin, "--out", str(tmp_path / "out"), "-q", *MAKES_A_CLIENT),
            ],
            env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
        )
        assert met.wait(BOUND)
        process.kill()
        process.wait(BOUND)
        over.set()
    assert (tmp_path / "out" / "latest" / "ledger" / "main.jsonl").is_file()


def test_a_run_that_came_to_nothing_leaves_latest_as_it_was(tmp_path: Path) -> None:
    short = ("run", "--requirement", "LG-CLI-005", "--out", str(tmp_path / "out"), "-q")
    conformance(*short, state=tmp_path / "state")
    before = (tmp_path / "out" / "latest").readlink()
    conformance(*short, "--", "no/such/file.py", state=tmp_path / "state")
    assert (tmp_path / "out" / "latest").readlink() == before
    assert (tmp_path / "out" / "latest" / "report.json").is_file()


@pytest.mark.parametrize("verb", [("run", *MAKES_A_CLIENT, "-q"), ("list",)], ids=lambda verb: verb[0])
def test_a_reader_that_is_gone_changes_nothing(tmp_path: Path, verb: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "conformance", *verb],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    assert process.wait(BOUND) == Exit.CONFORMANT
    process.stderr.close()


def test_a_fault_of_the_harness_is_exit_code_70_and_tells_where_but_not_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(**_flags: object) -> None:
        raise KeyError("a-secret-of-the-target")

    monkeypatch.setattr(cli, "app", breaks)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().err
    assert ended.value.code == Exit.BROKEN
    assert told.endswith("conformance: the harness itself broke: KeyError\n")
    assert "test_verbs_endings" in told
    assert "a-secret-of-the-target" not in told.replace('raise KeyError("a-secret-of-the-target")', "")
