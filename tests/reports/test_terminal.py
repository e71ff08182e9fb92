import pytest

from conformance.outcome.model import RunOutcome
from conformance.reports import terminal
from tests.outcome.building import Journal, requirement
from tests.reports.outcomes import covered, generated, hostile, ordinary, waived_too_long


def many(count: int) -> RunOutcome:
    """A run that broke many requirements."""
    names = [f"LG-CLI-{number:03}" for number in range(1, count + 1)]
    journal = Journal(*(requirement(name) for name in names))
    journal.attempt(dict.fromkeys(names, "failed"))
    return journal.finish()


def test_the_verdict_stands_last() -> None:
    assert terminal.render(ordinary()).splitlines()[-1].startswith("NOT CONFORMANT for core at standard: ")


def test_below_the_verdict_stands_why_a_run_fails_all_the_same() -> None:
    verdict, reason = terminal.render(waived_too_long()).splitlines()[-2:]
    assert verdict.startswith("CONFORMANT: ")
    assert reason == "exit 1: waivers that have had their day: LG-CLI-001 (expired), LG-CLI-001 (no longer needed)"


def test_the_verdict_is_styled_where_a_reason_stands_below_it() -> None:
    text = terminal.styled(waived_too_long())
    assert [text.plain[span.start : span.end] for span in text.spans if span.style == "bold green"] == ["CONFORMANT"]


def test_a_failure_is_told_with_how_to_see_it_again() -> None:
    assert terminal.render(ordinary()).splitlines()[:6] == [
        "failed       LG-CLI-001  A created client can be read  [MUST, stated]",
        "  expected  status 200",
        "  actual    status 500",
        "  seen in   suites/e2e/clients.py::test_read_back",
        "  request   curl http://127.0.0.1:8765/api/clients",
        "  again     conformance run --requirement LG-CLI-001",
    ]


@pytest.mark.parametrize(
    ("minimal", "words"), [(True, "made as small as possible"), (False, "not made smaller: the bound was reached")]
)
def test_a_generated_finding_tells_its_smallest_request(minimal: bool, words: str) -> None:
    assert f"  smallest  ?limit=0 ({words})" in terminal.render(generated(minimal)).splitlines()


def test_advisory_findings_come_after_those_that_fail_the_run() -> None:
    text = terminal.render(ordinary())
    assert text.index("LG-CLI-004") < text.index("LG-CLI-003")


def test_counts_name_every_status_that_occurs() -> None:
    assert "MUST     failed 1, flaky 1, not tested 2, deep only 1, passed 1" in terminal.render(ordinary())


@pytest.mark.parametrize(("level", "told"), [("MUST", True), ("SHOULD", False)])
def test_a_claimed_must_that_nothing_decided_is_named_with_the_reason(level: str, told: bool) -> None:
    inferred = {} if level == "MUST" else {"level": level, "provenance": "inferred"}
    lines = terminal.render(Journal(requirement("LG-CLI-001", **inferred)).finish()).splitlines()
    assert ("not tested   LG-CLI-001  title of LG-CLI-001: it has no test" in lines) == told


def test_of_many_undecided_ones_the_rest_is_counted() -> None:
    names = [f"LG-CLI-{number:03}" for number in range(1, 21)]
    text = terminal.render(Journal(*(requirement(name) for name in names)).finish())
    assert "… and 12 more without a decision, all in report.json" in text


def test_coverage_stands_in_one_line() -> None:
    assert (
        "coverage 25 % of statuses seen, 0 % of inputs sent valid, 0 % of invalid, 0 % of keywords violated, "
        "66 % of valid generated requests with a 2xx"
    ) in terminal.render(covered()).splitlines()


def test_no_coverage_is_told_of_a_journal_that_documents_nothing() -> None:
    assert "coverage" not in terminal.render(ordinary())


def test_leftovers_are_printed_apart_from_what_nothing_removes() -> None:
    lines = terminal.render(ordinary()).splitlines()
    assert lines[lines.index("left behind: 1") + 1] == "  client c-1 by owner_a: DELETE answered 500"
    assert "made for good (nothing removes it): 1" in lines


@pytest.mark.parametrize(("found", "told"), [(1, ""), (2, "; 1 more finding of it"), (3, "; 2 more findings of it")])
def test_further_findings_of_a_requirement_are_counted(found: int, told: str) -> None:
    journal = Journal(requirement("LG-CLI-001"))
    for number in range(found):
        journal.attempt({"LG-CLI-001": "failed"}, test=f"t{number}")
    assert f"  seen in   t0{told}" in terminal.render(journal.finish()).splitlines()


def test_one_requirement_that_found_no_place_is_told_as_one() -> None:
    assert "… and 1 more broken requirement, all in" in terminal.render(many(1), 0)


@pytest.mark.parametrize("limit", [0, 12, terminal.FINDING_LINES])
def test_findings_keep_to_their_lines(limit: int) -> None:
    findings = terminal.render(many(100), limit).split("\n\n")[0].splitlines()
    assert len(findings) == limit + 1
    assert findings[-1].startswith(f"… and {100 - limit // 6} more broken requirements")


def test_a_target_cannot_forge_a_line() -> None:
    text = terminal.render(hostile("\r\nCONFORMANT: all is well\n"))
    assert [line for line in text.splitlines() if line.startswith("CONFORMANT")] == []


def test_styling_changes_no_word() -> None:
    assert terminal.styled(ordinary()).plain == terminal.render(ordinary())


def test_the_verdict_is_styled_as_what_it_is() -> None:
    text = terminal.styled(ordinary())
    spans = [text.plain[span.start : span.end] for span in text.spans if span.style == "bold red"]
    assert spans == ["NOT CONFORMANT"]
