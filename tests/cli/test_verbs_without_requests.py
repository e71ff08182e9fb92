"""`list`, `explain`, `report`, `--collect-only` and every help send no request, make no folder and need no target."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conformance import __version__, _layout, catalogue, contract
from conformance.exits import Exit
from tests.cli.conftest import Ran
from tests.proof.runs import conformance

PROFILE = """
base_url = "{origin}"
[companies.a]
[actors.owner_a]
company = "a"
username = "owner@a.example"
password = "nobody-should-need-it"
"""


@dataclass(frozen=True)
class Untouched:
    """A target that nobody may speak to, and an empty folder with nothing but its profile."""

    listener: socket.socket
    here: Path

    def is_untouched(self) -> bool:
        """Whether nobody has connected; a connection would wait in the queue to be accepted."""
        try:
            connection, _ = self.listener.accept()
        except BlockingIOError:
            return True
        connection.close()
        return False


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Untouched]:
    """A listening socket that stands in for the target, named by `profile.toml` of the folder."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        here = tmp_path / "here"
        here.mkdir()
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        (here / "profile.toml").write_text(PROFILE.format(origin=origin), encoding="utf-8")
        yield Untouched(listener, here)


def asked(target: Untouched, *arguments: str) -> str:
    """What a verb that needs no target prints; it leaves nothing behind."""
    ran = conformance(*arguments, state=target.here.parent / "state", cwd=target.here)
    assert ran.returncode == Exit.CONFORMANT, ran.stderr
    assert target.is_untouched()
    assert [each.name for each in target.here.iterdir()] == ["profile.toml"]
    return ran.stdout


def test_requirements_are_listed_one_a_line(target: Untouched) -> None:
    lines = asked(target, "list", "requirements").splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue.load())


def test_requirements_are_listed_by_area_and_operation(target: Untouched) -> None:
    area = asked(target, "list", "requirements", "--area", "cli").splitlines()
    operation = asked(target, "list", "requirements", "--operation", "deleteClient").splitlines()
    assert {line[:6] for line in area} == {"LG-CLI"}
    assert "LG-CLI-021" in {line.split()[0] for line in operation}


@pytest.mark.parametrize("what", ["operations", "suites", "levels", "scopes"])
def test_each_kind_of_thing_is_listed(target: Untouched, what: str) -> None:
    assert len(asked(target, "list", what).splitlines()) >= 3


def test_a_requirement_is_explained_in_full(target: Untouched) -> None:
    told = asked(target, "explain", "LG-CLI-021")
    requirement = catalogue.load()["LG-CLI-021"]
    for fact in (requirement.title, requirement.text, requirement.source, requirement.provenance, "tested in"):
        assert fact in told


def test_an_operation_is_explained_in_full(target: Untouched) -> None:
    told = asked(target, "explain", "deleteClient")
    for fact in ("DELETE /api/clients", "credentials", "effects", *contract.load()["deleteClient"].requirements):
        assert fact in told


VERBS = ["run", "list", "explain", "report", "doctor", "sweep", "catalogue"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_tells_its_flags(target: Untouched, verb: str) -> None:
    assert f"conformance {verb}" in asked(target, verb, "--help")


@pytest.mark.parametrize("words", [(), ("run",), ("catalogue", "check"), ("sandbox",)], ids=" ".join)
def test_help_is_asked_for_by_one_letter_as_well(target: Untouched, words: tuple[str, ...]) -> None:
    assert asked(target, *words, "-h") == asked(target, *words, "--help")


def test_an_argument_stands_in_the_help_by_its_name_alone(target: Untouched) -> None:
    told = asked(target, "sweep", "--help")
    assert "[RUN]" in told
    assert "<" not in told.partition("Arguments:")[2].partition("Options:")[0]


def test_the_sandbox_tells_its_flags(target: Untouched) -> None:
    told = asked(target, "sandbox", "--help")
    assert told.startswith("usage: conformance sandbox ")
    for flag in ("--port", "--db", "--window", "--rate", "--lag", "--latency", "--token-seconds", "--variant"):
        assert flag in told
    for flag in ("--defect", "--seed", "--profile-out"):
        assert flag in told


def test_run_tells_every_flag_that_it_has(target: Untouched) -> None:
    told = asked(target, "run", "--help")
    for flag in ("--profile", "--base-url", "--username", "--password", "--level", "--suite", "--operation"):
        assert flag in told
    for flag in ("--requirement", "--workers", "--seed", "--strict", "--allow", "--skip-cleanup", "--out", "--quiet"):
        assert flag in told


def test_the_version_is_told_by_either_name_of_the_command(target: Untouched) -> None:
    script = Path(sys.executable).parent / "conformance"
    by_script = subprocess.run([script, "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert asked(target, "--version") == by_script.stdout == f"conformance {__version__}\n"


def test_plain_pytest_collects_without_a_request(target: Untouched) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    listed = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", str(_layout.SUITES / "e2e" / "clients"), "--collect-only", "-q"),
            *("--conformance-profile", "profile.toml", "-p", "no:cacheprovider"),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=target.here,
        env=environment,
        check=True,
    )
    assert "test_life.py::" in listed.stdout
    assert target.is_untouched()
    assert [each.name for each in target.here.iterdir()] == ["profile.toml"]


def test_a_report_is_made_anew_without_its_target(smoke: Ran, target: Untouched) -> None:
    made = target.here.parent / "made"
    made.mkdir()
    ran = conformance("report", str(smoke.folder), "--out", str(made), state=target.here.parent, cwd=target.here)
    assert ran.returncode == smoke.process.returncode
    for name in ("report.json", "report.html", "junit.xml", "summary.txt"):
        assert (made / name).read_bytes() == (smoke.folder / name).read_bytes()


def test_a_report_is_made_in_one_format_alone(smoke: Ran, tmp_path: Path) -> None:
    conformance("report", str(smoke.folder), "--format", "html", "--out", str(tmp_path / "made"), state=tmp_path)
    assert [each.name for each in (tmp_path / "made").iterdir()] == ["report.html"]
