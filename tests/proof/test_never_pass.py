"""Servers that must never pass: each ends a run soon, with one clear line, and proves nothing."""

import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from conformance import catalogue, cli, launcher, profile
from conformance.exits import Exit
from conformance.journal.reader import read
from conformance.journal.records import EvidenceRecord, ExchangeRecord
from tests.cli.servers import Server, answering
from tests.proof.never_pass import HELD_UNTIL_THE_BOUND, HOSTILE, NEVER, SAME_ROW_FOR_EVERYTHING, turncoat
from tests.proof.runs import conformance, report_of

SECONDS = 60
REQUESTS = 30

WINDOW = "2"
"""Seconds of the rate window of the sandbox that begins well, so that nobody waits long for its end."""

ANSWER = "answer = 1.5"
"""The bound of an answer where servers hold whoever asks, and where an honest one has a busy machine behind it."""

LOGIN = ("--username", "somebody@example.com", "--password", "not-the-password")

NO_ANSWER = "does not answer"
STRANGER = "not the LeadGenius API"
WORDS = {
    "always 401": "refused the login",
    "always 429": "answers the login with status 429",
    "always 429 for an hour": "answers the login with status 429",
    "always 500 in the envelope": "answers the login with status 500",
    "success for everything": "answers the login with status 200 and no tokens",
    "closes": NO_ANSWER,
    "endless headers": NO_ANSWER,
    **dict.fromkeys(HELD_UNTIL_THE_BOUND, NO_ANSWER),
}
"""What the line says of a server; of all others that they are not this API."""

GIANT = {"an endless body", "a JSON of 100 MiB", "a gzip bomb"}
"""Servers whose answers take a while to be read, as far as they are."""


@pytest.fixture(scope="module")
def target() -> Iterator[Path]:
    """The profile of a sandbox without defects, which a server can pass requests on to while it is honest."""
    with launcher.sandbox(["--window", WINDOW]) as file:
        yield file


@pytest.fixture
def everybody(target: Path, tmp_path: Path) -> Path:
    """A profile of the sandbox's kind with all actors, and a short bound for answers."""
    file = tmp_path / "everybody.toml"
    file.write_text(target.read_text(encoding="utf-8").replace("answer = 10", ANSWER), encoding="utf-8")
    return file


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, what it printed, and the seconds that it took."""

    code: int
    screen: str
    errors: str
    seconds: float


class Command:
    """Runs the command in this process, within the bound of time; a run that ends in preflight needs no more."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.here = folder / "here"
        self.here.mkdir()

    def __call__(self, *arguments: str) -> Ended:
        self._monkeypatch.setattr(sys, "argv", ["conformance", *arguments])
        self._monkeypatch.chdir(self.here)
        before = signal.signal(signal.SIGALRM, _too_long)
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        begun = time.monotonic()
        try:
            with pytest.raises(SystemExit) as ended:
                cli.main()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        told = self._capsys.readouterr()
        return Ended(int(ended.value.code or 0), told.out + told.err, told.err, time.monotonic() - begun)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise AssertionError(f"the command took more than {SECONDS} s")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    return Command(monkeypatch, capsys, tmp_path)


def holds(ended: Ended, server: Server, name: str, command: Command) -> None:
    """One clear line with a remedy and the right code, within the bounds, and no file left."""
    lines = ended.errors.splitlines()
    assert ended.code == (Exit.USAGE if name == "always 401" else Exit.INCOMPLETE), ended.screen
    assert len(lines) == 1, ended.screen
    assert WORDS.get(name, STRANGER) in lines[0]
    assert any(word in lines[0] for word in ("Check", "check", "wait"))
    assert server.requests <= REQUESTS
    assert list(command.here.iterdir()) == []


@pytest.mark.parametrize("name", [*NEVER, *HOSTILE])
def test_a_run_with_all_actors_ends_before_its_first_test(command: Command, everybody: Path, name: str) -> None:
    with answering((NEVER | HOSTILE)[name]) as server:
        ended = command("run", "--profile", str(everybody), "--base-url", server.origin)
    holds(ended, server, name, command)


@pytest.mark.parametrize("name", [each for each in (*NEVER, *HOSTILE) if each not in HELD_UNTIL_THE_BOUND | GIANT])
def test_a_run_of_a_single_login_ends_before_its_first_test(command: Command, name: str) -> None:
    with answering((NEVER | HOSTILE)[name]) as server:
        ended = command("run", "--base-url", server.origin, *LOGIN)
    holds(ended, server, name, command)


def test_a_server_that_hangs_ends_a_run_in_time_without_a_bound_of_the_profiles(command: Command) -> None:
    with answering(NEVER["hangs"]) as server:
        ended = command("run", "--base-url", server.origin, *LOGIN)
    holds(ended, server, "hangs", command)
    assert ended.seconds < SECONDS


@pytest.mark.parametrize("flags", [("--suite", "limits"), ("--suite", "properties"), ("--workers", "2")], ids=" ".join)
@pytest.mark.parametrize("name", ["always 200 with {}", "always 401", "closes"])
def test_no_choice_of_tests_or_workers_changes_that(
    command: Command, everybody: Path, name: str, flags: Sequence[str]
) -> None:
    with answering(NEVER[name]) as server:
        ended = command("run", "--profile", str(everybody), "--base-url", server.origin, *flags)
    holds(ended, server, name, command)


@pytest.mark.parametrize("name", [each for each in (*NEVER, *HOSTILE) if each not in GIANT])
def test_doctor_finds_something_to_mend(command: Command, everybody: Path, name: str) -> None:
    with answering((NEVER | HOSTILE)[name]) as server:
        ended = command("doctor", "--profile", str(everybody), "--base-url", server.origin)
    mend = [line for line in ended.screen.splitlines() if line.startswith("MEND")]
    assert (ended.code, ended.errors) == (Exit.INCOMPLETE, "")
    assert any(WORDS.get(name, STRANGER) in line for line in mend), ended.screen
    assert server.requests <= REQUESTS


@pytest.mark.parametrize("name", ["always 200 with {}", "success for everything", "always 429", "closes"])
def test_doctor_takes_no_answer_for_good_from_a_server_that_only_logs_everybody_in(
    command: Command, everybody: Path, name: str
) -> None:
    with turncoat(profile.read(everybody).origin.text, NEVER[name], after=2) as (server, _):
        ended = command("doctor", "--profile", str(everybody), "--base-url", server.origin)
    mend = [line for line in ended.screen.splitlines() if line.startswith("MEND")]
    assert (ended.code, ended.errors) == (Exit.INCOMPLETE, "")
    assert mend, ended.screen


@dataclass(frozen=True)
class Turned:
    """A run against a server that turned: how it ended, its report, and what it took for proof that was none."""

    code: int
    screen: str
    report: dict[str, Any]
    unfounded: set[str]
    wrong_answers: int


def turned(everybody: Path, name: str, after: int, *flags: str) -> Turned:
    """A run against a server that begins well."""
    out = everybody.parent / "out"
    where = ("--profile", str(everybody), "--out", str(out), "-q")
    with turncoat(profile.read(everybody).origin.text, (NEVER | HOSTILE)[name], after) as (server, honest):
        ran = conformance("run", *where, "--base-url", server.origin, *flags, state=everybody.parent / "state")
        report = report_of(out)
        unfounded = passed_without(honest, out / "latest" / "journal", report)
        return Turned(ran.returncode, ran.stdout + ran.stderr, report, unfounded, server.requests - len(honest))


def passed_without(honest: set[str], journal: Path, report: dict[str, Any]) -> set[str]:
    """The MUST requirements that passed although no answer of the target itself speaks for them.

    Those that are judged by the form of any answer may pass: an answer that is wrong may still have the right form.
    """
    shown: dict[str, set[str]] = defaultdict(set)
    for record in read(journal):
        if isinstance(record, EvidenceRecord) and record.outcome == "passed":
            shown[record.requirement].update(record.exchanges)
        elif isinstance(record, ExchangeRecord):
            for each in record.passed:
                shown[each].add(record.id)
    passed = {row["id"] for row in report["requirements"] if row["status"] == "passed" and row["level"] == "MUST"}
    known = catalogue.load()
    return {each for each in passed if known[each].judged == "actively" and shown[each].isdisjoint(honest)}


TOLD_BY_A_STATUS = {"LG-INT-027", "LG-MAIL-001", "LG-MAIL-005"}
"""Requirements that say no more than that the answer is a success, which a bare `success: true` is."""

SUITES = ("--suite", "clients", "--suite", "email", "--suite", "messaging")
LOST = {"hangs", "closes", "endless headers"}
TURNING = [
    *(each for each in NEVER if "without an envelope" not in each),
    "endless headers",
    "invalid UTF-8",
    "a JSON of a thousand levels",
]


@pytest.mark.parametrize("name", TURNING)
def test_a_server_that_turns_after_preflight_proves_nothing(everybody: Path, name: str) -> None:
    ran = turned(everybody, name, 2, *SUITES)
    assert ran.unfounded == (TOLD_BY_A_STATUS if name == "success for everything" else set())
    assert ran.report["run"]["broken"] == []
    assert "Traceback" not in ran.screen
    if name in LOST:
        assert (ran.code, ran.report["verdict"]) == (Exit.INCOMPLETE, "INCOMPLETE"), ran.screen
        assert "the target stopped answering" in ran.report["sentence"]
        assert ran.wrong_answers <= REQUESTS
    else:
        assert ran.code in (Exit.NOT_CONFORMANT, Exit.INCOMPLETE), ran.screen
        assert ran.report["verdict"] in ("NOT CONFORMANT", "INCOMPLETE")


def test_a_server_that_turns_to_429_for_ever_is_lost_after_three_windows(everybody: Path) -> None:
    ran = turned(everybody, "always 429", 2, "--suite", "clients")
    assert "the target answered nothing but 429 for 6 s" in ran.report["sentence"]
    assert ran.wrong_answers <= REQUESTS


@pytest.mark.parametrize("flags", [("--suite", "limits"), ("--suite", "clients", "--workers", "2")], ids=" ".join)
@pytest.mark.parametrize("name", ["always 200 with {}", "closes"])
def test_a_server_that_turns_later_is_no_better(everybody: Path, name: str, flags: Sequence[str]) -> None:
    ran = turned(everybody, name, 20, *flags)
    assert ran.code in ((Exit.INCOMPLETE,) if name in LOST else (Exit.NOT_CONFORMANT, Exit.INCOMPLETE)), ran.screen
    assert ran.report["run"]["broken"] == []
    # A worker that has few tests left does not come to five lost requests in a row.
    assert name not in LOST or re.search("the target stopped answering|inconclusive: [1-9]", ran.report["sentence"])


def test_a_server_that_has_one_row_for_everything_is_not_conformant(everybody: Path) -> None:
    out = everybody.parent / "out"
    with answering(SAME_ROW_FOR_EVERYTHING) as server:
        where = ("--profile", str(everybody), "--base-url", server.origin, "--out", str(out), "-q")
        ran = conformance("run", *where, "--suite", "clients", state=everybody.parent / "state")
    report = report_of(out)
    assert (ran.returncode, report["verdict"]) == (Exit.NOT_CONFORMANT, "NOT CONFORMANT"), ran.stdout + ran.stderr
    assert report["run"]["broken"] == []
