"""A command line that cannot be understood: one line in our own words, with the value, the remedy, exit code 2."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conformance.exits import Exit
from conformance.ledger import Ledger
from conformance.run_id import RunId
from tests.cli.servers import REFUSAL, Answer, answering
from tests.proof.runs import conformance

TOLD = {
    "run --level fast": "--level takes no 'fast'. It takes smoke, standard, deep",
    "run --workers two": "--workers takes no 'two'. It takes a whole number from 1 to 32",
    "run --workers 99": "--workers takes no '99'. It takes a whole number from 1 to 32",
    "run --profile": "--profile needs a value. Give it one: --profile …",
    "run --strict=1": "--strict takes no value. Give --strict alone",
    "run --base-ur x": "there is no option --base-ur. Near it: --base-url, ",
    "sweeep": "there is no verb sweeep. Near it: sweep; ",
    "explain": "ID is missing. ",
    "explain a b": "nothing takes the further words: b. ",
    "explain listClient": "listClient is no requirement and no operation. Near it: listClients, ",
    "explain CLI-021": "CLI-021 is no requirement and no operation. Near it: LG-CLI-021, ",
    "run --operation listClient": "there is no operation listClient. Near it: listClients, ",
    "run --requirement CLI-021": "there is no requirement CLI-021. Near it: LG-CLI-021, ",
    "run --suite client": "there is no suite client. Near it: clients; `conformance list suites` shows them all",
    "list requirements --area FOO": "there is no area FOO. There are ADM, AUTH, ",
    "list nosuch": "list takes no 'nosuch'. It takes requirements, operations, suites, levels, scopes",
    "list levels --area CLI": "--area goes with requirements, not with levels. Leave --area out",
    "list suites --operation listClients": "--operation goes with requirements, not with suites. ",
}


def refused(tmp_path: Path, *arguments: str) -> str:
    """The one line of a usage error."""
    ran = conformance(*arguments, state=tmp_path / "state", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (Exit.USAGE, ""), ran.stdout + ran.stderr
    (line,) = ran.stderr.splitlines()
    return line


@pytest.mark.parametrize("line", TOLD)
def test_what_cannot_be_understood_is_told_in_one_line_with_what_to_type(tmp_path: Path, line: str) -> None:
    assert refused(tmp_path, *line.split()).startswith(f"conformance: {TOLD[line]}")


def test_a_password_without_a_value_is_not_asked_for_on_the_command_line(tmp_path: Path) -> None:
    assert "Give it one: --password -" in refused(tmp_path, "run", "--password")


@pytest.mark.parametrize("words", [(), ("catalogue",)], ids=" ".join)
def test_no_verb_at_all_is_answered_by_the_help(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = conformance(*words, state=tmp_path / "state", cwd=tmp_path)
    assert (ran.returncode, ran.stderr.startswith("Usage: ")) == (Exit.USAGE, True)


def test_a_sweep_whose_login_is_refused_says_so_once_and_touches_nothing(tmp_path: Path) -> None:
    run = RunId.new(datetime.now(UTC) - timedelta(hours=3))
    with answering(Answer(401, REFUSAL)) as server:
        ledger = Ledger(tmp_path / "left" / "ledger", "main", run.text, server.origin)
        for number in range(3):
            ledger.made(ledger.intend("lead", "createLeads", "owner_a", "a"), id=f"lead-{number}")
        ledger.close()
        login = ("--base-url", server.origin, "--username", "somebody@example.com", "--password", "not-the-password")
        line = refused(tmp_path, "sweep", "left", *login)
    assert "refused the login of somebody@example.com" in line
    assert server.requests <= 3
