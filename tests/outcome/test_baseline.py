"""What is new since a baseline, and what exit code that makes."""

import json
from pathlib import Path
from typing import Any

import pytest

from conformance import baseline
from conformance.errors import UsageError
from conformance.exits import Exit
from conformance.journal.records import Planned
from conformance.outcome.model import RunOutcome
from tests.outcome.building import Journal, requirement
from tests.outcome.test_waivers import waiver

ONE, TWO = "LG-CLI-001", "LG-CLI-002"


def ran(one: str, two: str = "passed", test: str = "t", **facts: Any) -> RunOutcome:
    """A run of two requirements, each with a test."""
    journal = Journal(requirement(ONE), requirement(TWO), **facts)
    journal.attempt({ONE: one}, test=test)
    journal.attempt({TWO: two}, test="other")
    return journal.finish()


def code(now: RunOutcome, before: RunOutcome) -> int:
    return baseline.exit_code(now, baseline.compare(now, before))


def test_a_breach_that_the_baseline_holds_does_not_fail() -> None:
    assert code(ran("failed"), ran("failed")) == Exit.CONFORMANT


def test_the_verdict_stays_as_it_is() -> None:
    assert ran("failed").verdict == "NOT CONFORMANT"


def test_a_breach_of_another_requirement_is_new() -> None:
    assert code(ran("failed", "failed"), ran("failed")) == Exit.NOT_CONFORMANT


def test_a_breach_seen_by_another_test_is_new() -> None:
    assert code(ran("failed", test="t[createLeads]"), ran("failed", test="t[listLeads]")) == Exit.NOT_CONFORMANT


def test_a_breach_of_another_operation_by_the_same_test_is_new() -> None:
    runs = []
    for operation in ("createClient", "listClients"):
        journal = Journal(requirement(ONE))
        journal.plan(ONE)
        journal.begin()
        journal.verify(ONE, "failed", exchanges=(journal.exchange(500, operation=operation),))
        journal.end("failed")
        runs.append(journal.finish())
    assert code(*runs) == Exit.NOT_CONFORMANT


def drawn(test: str, *, check: str = "", operation: str = "listClients") -> RunOutcome:
    """A run in which a generated test, or a check in its course, found a breach."""
    journal = Journal(requirement(ONE))
    journal.add(Planned(test=test, requirements=(ONE,), generated=True))
    journal.begin(test=test)
    journal.verify(ONE, "failed", test=test, check=check, exchanges=(journal.exchange(500, operation=operation),))
    journal.end("failed", test=test)
    return journal.finish()


def test_what_a_check_found_is_known_whichever_test_meets_it() -> None:
    assert code(drawn("fuzzing", check="no_5xx"), drawn("valid", check="no_5xx")) == Exit.CONFORMANT


def test_what_a_generated_test_decided_is_known_whichever_meets_it() -> None:
    assert code(drawn("model"), drawn("links")) == Exit.CONFORMANT


def test_what_is_drawn_is_known_where_a_hand_written_test_found_it_before() -> None:
    assert code(drawn("model"), ran("failed")) == Exit.CONFORMANT


def test_what_is_drawn_on_another_operation_is_new() -> None:
    assert code(drawn("model"), drawn("model", operation="createClient")) == Exit.NOT_CONFORMANT


def test_a_drawn_breach_that_a_hand_written_test_sees_now_is_not_gone() -> None:
    assert baseline.compare(ran("failed"), drawn("model")).gone == 0


def test_a_hand_written_breach_is_new_where_only_drawn_data_found_it_before() -> None:
    assert code(ran("failed"), drawn("model")) == Exit.NOT_CONFORMANT


def test_an_incomplete_run_without_a_new_breach_passes() -> None:
    assert code(ran("inconclusive"), ran("failed")) == Exit.CONFORMANT


def test_a_run_that_ended_early_stays_incomplete() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "passed"})
    assert code(journal.finish(interrupted=True), ran("failed")) == Exit.INCOMPLETE


def test_a_waiver_that_has_had_its_day_fails_all_the_same() -> None:
    assert code(ran("passed", waivers=(waiver(),)), ran("failed")) == Exit.NOT_CONFORMANT


def test_the_sentence_counts_what_is_new_known_and_gone() -> None:
    told = baseline.compare(ran("passed", "failed"), ran("failed")).sentence
    assert told == f"baseline 1 new finding, of {TWO}; 0 known; 1 gone"


def test_the_sentence_counts_findings_and_names_each_requirement_once() -> None:
    journal = Journal(requirement(ONE), requirement(TWO))
    journal.attempt({ONE: "failed"})
    journal.attempt({ONE: "failed", TWO: "failed"}, test="other")
    told = baseline.compare(journal.finish(), ran("passed")).sentence
    assert told == f"baseline 3 new findings, of {ONE}, {TWO}; 0 known; 0 gone"


def test_an_advisory_breach_is_new_only_under_strict() -> None:
    journal = Journal(requirement(ONE, level="SHOULD"))
    journal.attempt({ONE: "failed"})
    assert baseline.compare(journal.finish(), ran("passed")).new == ()


def test_a_report_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text(ran("failed").model_dump_json(), encoding="utf-8")
    assert baseline.read(file) == ran("failed")


def test_a_report_that_tells_no_cause_is_read_as_well(tmp_path: Path) -> None:
    known = json.loads(ran("failed").model_dump_json())
    for finding in (each for row in known["requirements"] for each in row["findings"]):
        for name in ("tests", "generated", "shape", "minimal"):
            del finding[name]
    file = tmp_path / "report.json"
    file.write_text(json.dumps(known), encoding="utf-8")
    assert baseline.read(file) == ran("failed")


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema_version": 99}'])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no report"):
        baseline.read(file)


def test_a_missing_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        baseline.read(tmp_path / "none.json")
