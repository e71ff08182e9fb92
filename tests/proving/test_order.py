"""The order of a matrix puts first what judges most for a request, and shares what tests share."""

from conformance.proving.order import Worth, by_worth, worths
from tests.outcome.building import Journal, requirement
from tests.proving.building import told


def worth(requests: str, *judges: str) -> Worth:
    """A test that needs some requests, a letter each, and judges requirements on one operation."""
    return Worth(frozenset(requests), frozenset((each, "listClients") for each in judges))


def test_more_requirements_for_as_many_requests_come_first() -> None:
    assert by_worth({"one": worth("a", "R1"), "two": worth("b", "R2", "R3")}) == ["two", "one"]


def test_fewer_requests_for_as_many_requirements_come_first() -> None:
    assert by_worth({"dear": worth("abc", "R1"), "cheap": worth("d", "R2")}) == ["cheap", "dear"]


def test_what_has_been_judged_is_worth_little() -> None:
    tests = {"a": worth("a", "R1", "R2"), "again": worth("b", "R1", "R2"), "new": worth("cd", "R3")}
    assert by_worth(tests) == ["a", "new", "again"]


def test_a_requirement_on_another_operation_is_worth_something() -> None:
    other = Worth(frozenset("b"), frozenset({("R1", "createClient")}))
    assert by_worth({"a first": worth("a", "R1"), "same": worth("c", "R1"), "other": other})[1] == "other"


def test_what_another_test_has_sent_costs_nothing() -> None:
    tests = {
        "maker": worth("abcd", "R1", "R2", "R3", "R4", "R5"),
        "sharer": worth("abcd", "R6"),
        "other": worth("e", "R7"),
    }
    assert by_worth(tests) == ["maker", "sharer", "other"]


def test_equals_stand_by_their_names() -> None:
    assert by_worth({"b": worth("x", "R1"), "a": worth("y", "R2")}) == ["a", "b"]


def test_a_test_needs_what_it_sent_and_what_the_makers_of_its_evidence_sent() -> None:
    journal = Journal(requirement(), requirement("LG-CLI-002"))
    journal.plan("LG-CLI-001", test="maker")
    journal.plan("LG-CLI-002", test="sharer")
    journal.begin(test="maker")
    made = journal.exchange(test="maker")
    journal.verify("LG-CLI-001", "passed", test="maker", exchanges=(made,))
    journal.begin(test="sharer")
    journal.verify("LG-CLI-002", "passed", test="sharer", exchanges=(made,))
    assert worths(told(journal))["sharer"] == Worth(frozenset({made}), frozenset({("LG-CLI-002", "listClients")}))


def test_what_checks_pass_on_a_test_s_exchanges_is_its_worth() -> None:
    journal = Journal(requirement("LG-ENV-005", judged="passively"))
    journal.plan(test="t")
    journal.exchange(passed=("LG-ENV-005",))
    assert worths(told(journal))["t"].judges == {("LG-ENV-005", "listClients")}
