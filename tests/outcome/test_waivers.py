"""What a waiver changes, and when it has had its day."""

from datetime import date
from typing import Any

import pytest

from conformance.exits import Exit
from conformance.outcome.model import RunOutcome
from conformance.waivers import Waiver
from tests.outcome.building import Journal, requirement, row

ONE, TWO = "LG-CLI-001", "LG-CLI-002"
FAR, GONE = date(2030, 1, 1), date(2020, 1, 1)


def waiver(**facts: Any) -> Waiver:
    """A waiver of the one requirement that has not expired, unless said otherwise."""
    values: dict[str, Any] = {"requirement": ONE, "owner": "ada", "reason": "known", "expires": FAR}
    return Waiver.model_validate(values | facts)


def ran(outcome: str, *waivers: Waiver, **facts: Any) -> RunOutcome:
    """A run whose one test ended so, under these waivers."""
    journal = Journal(requirement(ONE, **facts), requirement(TWO), waivers=waivers)
    journal.attempt({ONE: outcome})
    journal.attempt({TWO: "passed"}, test="other")
    return journal.finish()


def test_a_waived_breach_is_waived_and_not_failed() -> None:
    assert row(ran("failed", waiver())).status == "waived"


def test_a_waived_breach_still_shows_its_finding() -> None:
    assert len(row(ran("failed", waiver())).findings) == 1


def test_a_waived_must_leaves_the_run_incomplete() -> None:
    outcome = ran("failed", waiver())
    assert (outcome.verdict, outcome.exit_code) == ("INCOMPLETE", Exit.INCOMPLETE)


def test_the_reason_of_a_waived_row_names_owner_and_day() -> None:
    assert row(ran("failed", waiver())).reason == "known (ada, until 2030-01-01)"


def test_an_expired_waiver_no_longer_waives() -> None:
    assert row(ran("failed", waiver(expires=GONE))).status == "failed"


def test_a_waiver_waives_on_its_last_day() -> None:
    journal = Journal(requirement(ONE), waivers=(waiver(expires=date(2026, 1, 31)),))
    journal.attempt({ONE: "failed"})
    assert row(journal.finish()).status == "waived"  # the journals of these tests begin on that day


@pytest.mark.parametrize(
    ("outcome", "expires", "state"),
    [
        ("failed", FAR, "waiving"),
        ("passed", FAR, "no longer needed"),
        ("passed", GONE, "expired"),
        ("inconclusive", FAR, "not tried"),
    ],
)
def test_a_waiver_tells_what_became_of_it(outcome: str, expires: date, state: str) -> None:
    assert [each.state for each in ran(outcome, waiver(expires=expires)).waivers] == [state]


@pytest.mark.parametrize("had_its_day", [waiver(), waiver(expires=GONE)], ids=["no longer needed", "expired"])
def test_a_waiver_that_has_had_its_day_fails_a_conformant_run(had_its_day: Waiver) -> None:
    outcome = ran("passed", had_its_day)
    assert (outcome.verdict, outcome.exit_code) == ("CONFORMANT", Exit.NOT_CONFORMANT)


def test_a_waiver_of_another_operation_waives_nothing() -> None:
    assert row(ran("failed", waiver(operation="createClient"))).status == "failed"


def test_a_waiver_of_the_operation_that_the_breach_was_seen_on_waives_it() -> None:
    assert row(ran("failed", waiver(operation="listClients"))).status == "waived"


def test_a_breach_beside_the_waived_one_fails() -> None:
    journal = Journal(requirement(ONE), waivers=(waiver(operation="listClients"),))
    journal.attempt({ONE: "failed"})
    journal.plan(ONE, test="other")
    journal.begin(test="other")
    journal.verify(ONE, "failed", test="other", exchanges=(journal.exchange(500, operation="createClient"),))
    journal.end("failed", test="other")
    assert row(journal.finish()).status == "failed"


def test_a_flaky_requirement_can_be_waived() -> None:
    journal = Journal(requirement(ONE), waivers=(waiver(),))
    journal.attempt({ONE: "failed"})
    journal.attempt({ONE: "passed"}, attempt=2)
    assert row(journal.finish()).status == "waived"


def test_a_waiver_of_a_passive_requirement_that_is_kept_is_no_longer_needed() -> None:
    journal = Journal(requirement(ONE, judged="passively"), waivers=(waiver(),))
    journal.exchange(passed=(ONE,))
    assert [each.state for each in journal.finish().waivers] == ["no longer needed"]


CHAT = "chat"


def test_a_waiver_of_an_operation_that_nothing_showed_on_is_not_needed_where_all_tests_passed() -> None:
    outcome = ran("passed", waiver(operation=CHAT))
    assert ([each.state for each in outcome.waivers], outcome.exit_code) == (["no longer needed"], Exit.NOT_CONFORMANT)


def test_a_waiver_of_an_operation_that_nothing_showed_on_is_not_tried_where_the_requirement_broke_elsewhere() -> None:
    assert [each.state for each in ran("failed", waiver(operation=CHAT)).waivers] == ["not tried"]


@pytest.mark.parametrize(
    ("claim", "finish"),
    [({"thorough": False}, {}), ({}, {"interrupted": True})],
    ids=["a part of its tests", "interrupted"],
)
def test_a_run_that_left_tests_out_says_nothing_of_an_operation_that_it_did_not_look_at(
    claim: dict[str, Any], finish: dict[str, Any]
) -> None:
    journal = Journal(requirement(ONE), waivers=(waiver(operation=CHAT),), **claim)
    journal.attempt({ONE: "passed"})
    assert [each.state for each in journal.finish(**finish).waivers] == ["not tried"]


def test_a_requirement_tried_in_part_says_nothing_of_an_operation_that_was_left_out() -> None:
    journal = Journal(requirement(ONE), waivers=(waiver(operation=CHAT),), without=("billable",))
    journal.partly(ONE, "billable")
    assert [each.state for each in journal.finish().waivers] == ["not tried"]


def test_what_is_judged_passively_says_nothing_of_an_operation_that_was_not_called() -> None:
    journal = Journal(requirement(ONE, judged="passively"), waivers=(waiver(operation=CHAT),))
    journal.exchange(passed=(ONE,))
    assert [each.state for each in journal.finish().waivers] == ["not tried"]
