"""The order of a matrix puts first what judges most for a request, and shares what tests share."""

from conformance.proving.order import by_worth
from conformance.proving.worth import Worth


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


def test_equals_stand_by_their_names_though_their_sums_of_parts_differ() -> None:
    def judging(need: str, requirement: str, *places: int) -> Worth:
        return Worth(frozenset(need), frozenset((requirement, f"operation {each}") for each in places))

    opening = Worth(frozenset("o"), frozenset({("R3", "operation 0"), ("R9", "operation 0")}))
    tests = {
        "b": judging("b", "R9", *range(1, 7)),
        "a": judging("a", "R3", 1, 2),
        "last": judging("l", "R9", 7, 8),
        "opening": opening,
    }
    assert by_worth(tests) == ["opening", "a", "b", "last"]
