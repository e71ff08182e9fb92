"""Findings: one a cause for what checks and generated tests find, one a test for what hand-written ones decide."""

import json
from typing import Any

from conformance.exchange import Json
from conformance.journal.records import Cause, OperationFact, Planned, RequestFact
from conformance.outcome.model import Finding
from tests.outcome.building import Journal, requirement, row

NAME = "LG-ENV-005"
URL = "http://127.0.0.1:8765/api/leads"
LABEL = "lgc-20260131t101500z-3fa9c1-a"


class Found(Journal):
    """A run whose requests of `createLeads` break a requirement that every exchange is judged by."""

    def __init__(self) -> None:
        super().__init__(
            requirement(NAME, judged="passively"),
            operations=(OperationFact(id="createLeads", method="POST", path="/leads"),),
        )

    def breach(self, body: Json, *, test: str = "t", operation: str = "createLeads", check: str = "no_5xx") -> str:
        """A request that breaks it, as evidence of a check; gives the exchange's id."""
        headers = (("Content-Type", "application/json"),)
        sent = RequestFact(method="POST", url=URL, headers=headers, body=json.dumps(body))
        exchange = self.exchange(500, operation=operation, request=sent, test=test, purpose="generated")
        words: dict[str, Any] = {
            "curl": f"curl {exchange}",
            "rerun": f"again {exchange}",
            "actual": f"status 500 in {exchange}",
        }
        self.verify(NAME, "failed", test=test, check=check, exchanges=(exchange,), **words)
        return exchange

    def cause(self, shape: str, *exchanges: str, **facts: Any) -> None:
        """What some exchanges come down to; the first one shows it."""
        values: dict[str, Any] = {"operation": "createLeads", "test": "t", "minimal": True, "exchange": exchanges[0]}
        self.add(Cause(requirement=NAME, shape=shape, exchanges=exchanges, **(values | facts)))

    def generated(self, test: str) -> None:
        """A planned test whose requests are drawn."""
        self.add(Planned(test=test, requirements=(NAME,), generated=True))

    def findings(self) -> tuple[Finding, ...]:
        """The findings against the requirement."""
        return row(self.finish(), NAME).findings

    def finding(self) -> Finding:
        """The one finding against it."""
        (found,) = self.findings()
        return found


def test_what_is_put_down_to_a_cause_is_one_finding() -> None:
    run = Found()
    first, least = run.breach({"a": 1, "b": 2}), run.breach({"a": 1})
    run.cause('{"a": 1}', least, first)
    found = run.finding()
    assert (found.shape, found.minimal, found.times) == ('{"a": 1}', True, 2)


def test_the_smallest_request_stands_first() -> None:
    run = Found()
    first, least = run.breach({"a": 1, "b": 2}), run.breach({"a": 1})
    run.cause('{"a": 1}', least, first)
    found = run.finding()
    assert (found.exchanges, found.excerpts[0].id) == ((least, first), least)


def test_curl_command_and_actual_are_those_of_the_smallest_request() -> None:
    run = Found()
    first, least = run.breach({"a": 1, "b": 2}), run.breach({"a": 1})
    run.cause('{"a": 1}', least, first)
    found = run.finding()
    assert (found.curl, found.rerun, found.actual) == (f"curl {least}", f"again {least}", f"status 500 in {least}")


def test_two_causes_are_two_findings() -> None:
    run = Found()
    run.cause('{"a": 1}', run.breach({"a": 1}))
    run.cause('{"b": []}', run.breach({"b": []}))
    assert {each.shape for each in run.findings()} == {'{"a": 1}', '{"b": []}'}


def test_the_same_value_in_another_field_is_no_other_cause() -> None:
    run = Found()
    run.cause('{"a": "", "c": 1}', run.breach({"a": "", "c": 1}))
    run.cause('{"b": "", "c": 1}', run.breach({"b": "", "c": 1}))
    assert run.finding().shape == '{"a": "", "c": 1}, and so with `b` in its place'


def test_what_has_only_the_other_field_is_put_down_to_it_too() -> None:
    run = Found()
    run.cause('{"a": ""}', run.breach({"a": ""}))
    run.cause('{"b": ""}', run.breach({"b": ""}))
    run.breach({"b": "x", "d": 1}, test="other")
    assert run.finding().times == 3


def test_one_and_true_are_not_the_same_value() -> None:
    run = Found()
    run.cause('{"a": 1}', run.breach({"a": 1}))
    run.cause('{"b": true}', run.breach({"b": True}))
    assert len(run.findings()) == 2


def test_one_cause_of_two_tests_is_one_finding() -> None:
    run = Found()
    run.cause('{"a": 1}', run.breach({"a": 1}, test="valid"), test="valid")
    run.cause('{"a": 1}', run.breach({"a": 1}, test="fuzzing"), test="fuzzing")
    assert run.finding().tests == 2


def test_a_cause_that_has_all_of_a_smaller_one_is_no_other() -> None:
    run = Found()
    run.cause('{"a": 5, "b": 2}', run.breach({"a": 5, "b": 2}), minimal=False)
    run.cause('{"a": 1}', run.breach({"a": 1}))
    found = run.finding()
    assert (found.shape, found.minimal) == ('{"a": 1}', True)


def test_a_cause_with_another_type_in_its_place_is_another() -> None:
    run = Found()
    run.cause('{"a": 1}', run.breach({"a": 1}))
    run.cause('{"a": "1"}', run.breach({"a": "1"}))
    assert len(run.findings()) == 2


def test_what_another_test_saw_of_a_cause_is_no_finding_of_its_own() -> None:
    run = Found()
    run.cause('{"a": 1}', run.breach({"a": 1}))
    run.breach({"a": 7, "b": []}, test="e2e/leads/test_life.py::test_x")
    assert (run.finding().times, run.finding().tests) == (2, 2)


def test_what_lacks_something_of_the_cause_is_a_finding_of_its_own() -> None:
    run = Found()
    run.cause('{"a": 1}', run.breach({"a": 1}))
    run.breach({"b": 1}, test="other")
    assert [each.shape for each in run.findings()] == ['{"a": 1}', ""]


def test_a_cause_on_another_operation_explains_nothing_here() -> None:
    run = Found()
    run.cause("{}", run.breach({}))
    run.breach({"b": 1}, operation="updateLeads")
    assert [each.operation for each in run.findings()] == ["createLeads", "updateLeads"]


def test_a_cause_of_another_check_explains_nothing_here() -> None:
    run = Found()
    run.cause("{}", run.breach({}))
    run.breach({"b": 1}, check="other")
    assert [each.check for each in run.findings()] == ["no_5xx", "other"]


def test_the_label_that_the_harness_adds_is_no_part_of_a_cause() -> None:
    run = Found()
    run.cause("{}", run.breach({"notes": LABEL}))
    run.breach({"email": "a"})
    assert run.finding().times == 2


def test_a_remark_of_other_words_is_part_of_a_cause() -> None:
    run = Found()
    run.cause('{"notes": "a"}', run.breach({"notes": f"{LABEL} a"}))
    run.breach({"email": "a"})
    assert len(run.findings()) == 2


def test_what_a_check_found_in_many_tests_is_one_finding() -> None:
    run = Found()
    run.breach({"a": 1, "long": "text"}, test="one")
    short = run.breach({"a": 1}, test="two")
    found = run.finding()
    assert (found.shape, found.minimal, found.tests, found.test, found.exchanges[0]) == ("", False, 2, "two", short)


def test_what_hand_written_tests_decide_is_one_finding_a_test() -> None:
    run = Found()
    run.breach({}, test="one", check="")
    run.breach({}, test="two", check="")
    assert [each.test for each in run.findings()] == ["one", "two"]


def test_what_generated_tests_decide_is_one_finding() -> None:
    run = Found()
    for test in ("one", "two"):
        run.generated(test)
        run.breach({}, test=test, check="")
    assert (run.finding().tests, run.finding().generated) == (2, True)


def test_a_sequence_of_calls_is_a_shape_of_many_lines() -> None:
    run = Found()
    calls = "1. createClient {}\n2. createLeads {}"
    run.cause(calls, run.breach({"client_id": "x"}, check=""), operation="createClient")
    run.generated("t")
    assert run.finding().shape == calls


def test_a_sequence_of_calls_explains_no_request_but_its_own() -> None:
    run = Found()
    run.cause("1. createClient {}\n2. createLeads {}", run.breach({}))
    run.breach({"a": 1})
    assert len(run.findings()) == 2


def test_a_cause_whose_request_the_journal_lacks_is_told_by_its_shape() -> None:
    run = Found()
    run.cause('{"a": 1}', "main.99", run.breach({"a": 1}))
    assert (run.finding().shape, len(run.finding().excerpts)) == ('{"a": 1}', 1)


def test_the_order_of_records_makes_no_other_findings() -> None:
    run = Found()
    run.cause('{"a": 1}', run.breach({"a": 1}))
    run.breach({"a": 2, "b": 1}, test="other")
    beginning, *rest = run.records
    turned = Found()
    turned.records = [beginning, *reversed(rest)]
    assert turned.finding().shape == '{"a": 1}'


def test_a_body_that_nobody_can_read_breaks_no_outcome() -> None:
    run = Found()
    run.cause("{}", run.breach({}))
    headers = (("Content-Type", "application/json"),)
    for body in ("[" * 100_000, "\ud800", '{"a": ', "9" * 5000):
        sent = RequestFact(method="POST", url="http://[half", headers=headers, body=body)
        exchange = run.exchange(500, operation="createLeads", request=sent)
        run.verify(NAME, "failed", check="no_5xx", exchanges=(exchange,))
    assert sum(each.times for each in run.findings()) == 5
