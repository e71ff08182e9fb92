"""Bad input: one clear line with the remedy, the documented exit code, no traceback, nothing left behind."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.exits import Exit
from tests.cli.servers import REFUSAL, Answer, answering, close, echo
from tests.proof.runs import conformance

LOGIN = ("--username", "somebody@example.com", "--password", "not-the-password")


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def refused(tmp_path: Path, *arguments: str, code: Exit, text: str | None = None) -> str:
    """The one line of a refused command, which leaves nothing behind."""
    here = tmp_path / "here"
    here.mkdir(exist_ok=True)
    before = sorted(here.iterdir())
    ran = conformance(*arguments, state=tmp_path / "state", cwd=here, text=text)
    lines = ran.stderr.strip().splitlines()
    assert ran.returncode == code, ran.stderr
    assert "Traceback" not in ran.stderr + ran.stdout
    assert len(lines) == 1, ran.stderr
    assert sorted(here.iterdir()) == before
    return lines[0]


def test_an_unreachable_target_is_incomplete(tmp_path: Path, closed_port: int) -> None:
    line = refused(tmp_path, "run", "--base-url", f"http://127.0.0.1:{closed_port}", *LOGIN, code=Exit.INCOMPLETE)
    assert "does not answer" in line
    assert "--base-url" in line


WRONG_ANSWERS = {
    "always 200 {}": Answer(200, b"{}"),
    "always 404": Answer(404, b"not found", "text/plain"),
    "a 401 without an envelope": Answer(401, b"no"),
    "always 429": Answer(429, b"slow down", headers={"Retry-After": "1"}),
    "always 500": Answer(500, b"oops"),
    "HTML for everything": Answer(200, b"<!doctype html><title>Welcome</title>", "text/html"),
    "a redirect": Answer(302, b"", headers={"Location": "https://elsewhere.example/login"}),
    "an empty body": Answer(200, b""),
    "a list": Answer(200, b"[]"),
}


@pytest.mark.parametrize("wrong", WRONG_ANSWERS)
def test_something_that_is_not_this_api_is_incomplete(tmp_path: Path, wrong: str) -> None:
    with answering(WRONG_ANSWERS[wrong]) as server:
        line = refused(tmp_path, "run", "--base-url", server.origin, *LOGIN, code=Exit.INCOMPLETE)
    assert "not the LeadGenius API" in line
    assert server.requests <= 30


@pytest.mark.parametrize("behaviour", [echo, close], ids=["echo", "close"])
def test_a_server_that_says_nothing_of_its_own_is_incomplete(tmp_path: Path, behaviour: object) -> None:
    with answering(behaviour) as server:  # type: ignore[arg-type]  # parametrised as an object
        refused(tmp_path, "run", "--base-url", server.origin, *LOGIN, code=Exit.INCOMPLETE)
    assert server.requests <= 30


def test_credentials_that_the_target_refuses_are_a_usage_error(tmp_path: Path) -> None:
    with answering(Answer(401, REFUSAL)) as server:
        line = refused(tmp_path, "run", "--base-url", server.origin, *LOGIN, code=Exit.USAGE)
    assert "refused the login of somebody@example.com" in line
    assert "not-the-password" not in line


PROFILES = {
    "an unknown key": ('base_url = "http://127.0.0.1:9"\ncolour = "red"\n', "unknown key `colour`"),
    "no TOML": ("base_url = \n", "is not TOML"),
    "a wrong type": ('base_url = "http://127.0.0.1:9"\nallow = "permanent"\n', "`allow`"),
    "no base_url": ("allow = []\n", "`base_url`"),
    "a base_url that is none": ('base_url = "ftp://x"\n', "`base_url`"),
    "an actor of an unknown company": (
        'base_url = "http://127.0.0.1:9"\n[actors.owner_a]\ncompany = "z"\nusername = "u"\npassword = "p-p-p-p"\n',
        "company 'z'",
    ),
    "a variable that is not set": (
        'base_url = "http://127.0.0.1:9"\n[companies.a]\n[actors.owner_a]\ncompany = "a"\nusername = "u"\n'
        'password_env = "NO_SUCH_VARIABLE_HERE"\n',
        "NO_SUCH_VARIABLE_HERE is not set",
    ),
}


@pytest.mark.parametrize("wrong", PROFILES)
def test_a_profile_that_cannot_be_used_says_which_key_to_mend(tmp_path: Path, wrong: str) -> None:
    text, told = PROFILES[wrong]
    file = tmp_path / "profile.toml"
    file.write_text(text, encoding="utf-8")
    assert told in refused(tmp_path, "run", "--profile", str(file), code=Exit.USAGE)


def test_a_profile_that_is_missing_says_how_to_write_one(tmp_path: Path) -> None:
    line = refused(tmp_path, "run", "--profile", "missing.toml", code=Exit.USAGE)
    assert "--profile-out" in line


UNKNOWN = {
    ("--suite", "nothing"): "no suite nothing",
    ("--operation", "nothing"): "no operation nothing",
    ("--requirement", "LG-CLI-999"): "LG-CLI-001 …",
    ("--allow", "nothing"): "--allow takes no 'nothing'",
    ("--username", "alone"): "--base-url",
    ("--base-url", "http://127.0.0.1:9"): "--username",
    ("--base-url", "not-a-url", *LOGIN): "begins with http:// or https://",
}


@pytest.mark.parametrize("flags", UNKNOWN, ids=" ".join)
def test_an_unknown_name_or_half_a_target_is_a_usage_error(tmp_path: Path, flags: tuple[str, ...]) -> None:
    assert UNKNOWN[flags] in refused(tmp_path, "run", *flags, code=Exit.USAGE)


def test_a_password_that_is_not_piped_in_is_a_usage_error(tmp_path: Path) -> None:
    flags = ("--base-url", "http://127.0.0.1:9", "--username", "u", "--password", "-")
    assert "standard input" in refused(tmp_path, "run", *flags, code=Exit.USAGE, text="")


@pytest.mark.parametrize("verb", ["run", "doctor", "sweep"])
def test_the_production_origin_is_refused_without_consent(tmp_path: Path, verb: str) -> None:
    line = refused(tmp_path, verb, "--base-url", "https://last.leadgenius.app/api", *LOGIN, code=Exit.REFUSED)
    assert "--allow production" in line


def test_an_effect_asked_for_by_name_without_consent_is_refused(tmp_path: Path) -> None:
    flags = ("--base-url", "http://127.0.0.1:9", *LOGIN, "--operation", "createWebhook")
    assert "--allow permanent" in refused(tmp_path, "run", *flags, code=Exit.REFUSED)


def test_a_report_of_no_run_is_a_usage_error(tmp_path: Path) -> None:
    assert "no journal" in refused(tmp_path, "report", "nowhere", code=Exit.USAGE)


def test_a_sweep_without_a_target_is_a_usage_error(tmp_path: Path) -> None:
    assert "--profile" in refused(tmp_path, "sweep", code=Exit.USAGE)


def test_a_sweep_by_a_damaged_ledger_is_a_usage_error_with_another_way(tmp_path: Path) -> None:
    ledger = tmp_path / "left" / "ledger"
    ledger.mkdir(parents=True)
    (ledger / "main.jsonl").write_text('{"event":"what"}\n', encoding="utf-8")
    where = (str(tmp_path / "left"), "--base-url", "http://127.0.0.1:9", *LOGIN)
    line = refused(tmp_path, "sweep", *where, code=Exit.USAGE)
    assert "line 1 of " in line
    assert "Leave RUN out" in line


def test_a_sandbox_port_in_use_is_a_usage_error(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        line = refused(tmp_path, "sandbox", "--port", str(held.getsockname()[1]), code=Exit.USAGE)
    assert "in use" in line
