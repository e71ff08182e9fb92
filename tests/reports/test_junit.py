from xml.etree import ElementTree as Xml

import pytest

from conformance.outcome.model import RunOutcome
from conformance.reports import junit
from tests.outcome.building import Journal, requirement
from tests.reports.outcomes import generated, hostile, ordinary


def parsed(outcome: RunOutcome) -> Xml.Element:
    """The report as an XML document."""
    return Xml.fromstring(junit.render(outcome))


def case(outcome: RunOutcome, name: str) -> Xml.Element:
    """The test case of one requirement."""
    return next(each for each in parsed(outcome).iter("testcase") if each.get("name", "").startswith(name))


def test_requirements_are_cases_and_areas_their_suites() -> None:
    suites = {each.get("name"): len(each.findall("testcase")) for each in parsed(ordinary()).iter("testsuite")}
    assert suites == {"CLI": 4, "LEAD": 1, "MAIL": 1, "RATE": 1}


@pytest.mark.parametrize("scope", [".", "testsuite"])
def test_the_counts_are_those_of_the_cases(scope: str) -> None:
    for each in parsed(ordinary()).findall(scope):
        for name, kind in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert each.get(name) == str(len(list(each.iter(kind))))


@pytest.mark.parametrize(
    ("name", "children"),
    [
        ("LG-CLI-001", ["failure"]),
        ("LG-CLI-002", []),
        ("LG-CLI-003", ["skipped", "system-out"]),
        ("LG-CLI-004", ["failure"]),
        ("LG-LEAD-001", ["skipped"]),
        ("LG-RATE-001", ["skipped"]),
    ],
)
def test_only_what_passed_is_a_plain_case(name: str, children: list[str]) -> None:
    assert [each.tag for each in case(ordinary(), name)] == children


def test_an_inconclusive_must_of_the_claim_is_an_error() -> None:
    journal = Journal(requirement())
    journal.attempt({"LG-CLI-001": "inconclusive"})
    assert [each.tag for each in case(journal.finish(), "LG-CLI-001")] == ["error"]


def test_under_strict_an_advisory_finding_is_a_failure() -> None:
    journal = Journal(requirement(level="SHOULD"), strict=True)
    journal.attempt({"LG-CLI-001": "failed"})
    assert [each.tag for each in case(journal.finish(), "LG-CLI-001")] == ["failure"]


def test_a_failure_says_how_to_see_it_again() -> None:
    failure = case(ordinary(), "LG-CLI-001").find("failure")
    assert failure is not None
    assert "again: conformance run --requirement LG-CLI-001" in (failure.text or "")


def test_hostile_text_stays_text() -> None:
    failure = case(hostile(), "LG-CLI-001").find("failure")
    assert failure is not None
    assert "<script>alert(1)</script>\"'>&]]>\\x1b[31m" in (failure.text or "")


def test_a_generated_finding_tells_its_smallest_request() -> None:
    failure = parsed(generated()).find(".//failure")
    assert failure is not None
    assert "smallest (made as small as possible): ?limit=0" in (failure.text or "").splitlines()
