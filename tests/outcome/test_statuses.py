import pytest

from conformance.journal.records import EvidenceRecord
from conformance.outcome import statuses
from tests.outcome.building import Journal, requirement, row

ONE = "LG-CLI-001"
PASSIVE = requirement(ONE, judged="passively")


def test_a_requirement_with_evidence_has_passed() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "passed"})
    assert row(journal.finish()).status == "passed"


def test_a_requirement_without_a_test_is_not_tested() -> None:
    told = row(Journal(requirement(ONE)).finish())
    assert (told.status, told.reason) == ("not tested", statuses.NO_TEST)


def test_a_requirement_whose_tests_were_all_deselected_says_so() -> None:
    told = row(Journal(requirement(ONE)).finish(deselected=3))
    assert (told.status, told.reason) == ("not tested", statuses.NONE_CHOSEN)


@pytest.mark.parametrize("judged", ["actively", "passively"])
def test_what_nobody_asked_for_and_nothing_chosen_touches_is_outside_the_claim(judged: str) -> None:
    told = row(Journal(requirement(ONE, judged=judged), incidental=(ONE,)).finish())
    assert (told.status, told.claimed) == ("not tested", False)
    assert told.reason in statuses.UNFED


@pytest.mark.parametrize("judged", ["actively", "passively"])
def test_what_was_asked_for_by_name_is_claimed_though_nothing_touches_it(judged: str) -> None:
    told = row(Journal(requirement(ONE, judged=judged)).finish())
    assert (told.status, told.claimed) == ("not tested", True)


def test_what_pytests_arguments_leave_out_stays_claimed() -> None:
    told = row(Journal(requirement(ONE), incidental=(ONE,)).finish(deselected=3))
    assert (told.reason, told.claimed) == (statuses.NONE_CHOSEN, True)


def test_a_run_that_was_interrupted_says_so_of_what_it_had_not_reached() -> None:
    told = row(Journal(requirement(ONE)).finish(interrupted=True))
    assert (told.reason, told.claimed) == (statuses.CUT_OFF, True)


def test_a_test_that_ends_without_judging_proves_nothing() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "silent"})
    told = row(journal.finish())
    assert (told.status, told.reason) == ("inconclusive", statuses.NOT_JUDGED)


def test_a_planned_test_that_never_began_is_inconclusive() -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    told = row(journal.finish())
    assert (told.status, told.reason) == ("inconclusive", statuses.NEVER_BEGUN)


def test_a_pass_in_a_test_that_did_not_end_is_inconclusive() -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    journal.verify(ONE, "passed")
    told = row(journal.outcome())
    assert (told.status, told.reason) == ("inconclusive", statuses.CUT_OFF)


@pytest.mark.parametrize("ending", ["inconclusive", "broken"])
def test_a_pass_in_a_test_that_something_stopped_is_inconclusive(ending: str) -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    journal.verify(ONE, "passed")
    journal.end(ending, reason="connection reset")
    told = row(journal.finish())
    assert (told.status, told.reason) == ("inconclusive", "connection reset")


@pytest.mark.parametrize("ending", ["failed", "not tested"])
def test_a_pass_stands_where_only_another_requirement_was_broken_or_could_not_be_tried(ending: str) -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    journal.verify(ONE, "passed")
    journal.end(ending)
    assert row(journal.finish()).status == "passed"


def test_a_failure_in_a_test_that_did_not_end_is_a_failure() -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    journal.verify(ONE, "failed")
    assert row(journal.outcome()).status == "failed"


def test_a_repeat_that_did_not_end_leaves_the_failure() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "failed"})
    journal.begin(attempt=2)
    journal.verify(ONE, "passed", attempt=2)
    assert row(journal.outcome()).status == "failed"


def test_a_test_that_was_left_out_gives_its_reason() -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    journal.end("not tested", reason="no second tenant")
    told = row(journal.finish())
    assert (told.status, told.reason) == ("not tested", "no second tenant")


def test_what_could_not_be_tried_says_what_to_add() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "not tested"})
    assert row(journal.finish()).reason == "no second tenant (add owner_b)"


def test_what_wants_something_that_the_claim_is_without_takes_nothing_from_what_has_passed() -> None:
    journal = Journal(requirement(ONE), without=("permanent",))
    journal.attempt({ONE: "passed"})
    _left_out(journal)
    assert row(journal.finish()).status == "passed"


def test_a_test_that_has_passed_what_it_tried_says_what_it_left_out() -> None:
    journal = Journal(requirement(ONE), without=("permanent",))
    journal.partly(ONE, wanted="permanent")
    assert row(journal.finish()).reason == "in part; outside the claim: no second tenant (add owner_b)"


def test_what_passed_in_part_says_what_was_left_out() -> None:
    journal = Journal(requirement(ONE), without=("permanent",))
    journal.attempt({ONE: "passed"})
    _left_out(journal)
    assert row(journal.finish()).reason == "in part; outside the claim: no second tenant (add owner_b)"


def test_what_wants_something_that_the_claim_is_without_passes_nothing() -> None:
    journal = Journal(requirement(ONE), without=("permanent",))
    _left_out(journal)
    told = row(journal.finish())
    assert (told.status, told.reason) == ("not tested", "no second tenant (add owner_b)")


def test_what_wants_something_that_the_claim_is_not_without_stays_untested() -> None:
    journal = Journal(requirement(ONE), without=("billable",))
    journal.attempt({ONE: "passed"})
    _left_out(journal)
    assert row(journal.finish()).status == "not tested"


@pytest.mark.parametrize("shown", [(), ("main.99",)])
def test_a_pass_that_shows_no_exchange_of_the_journal_is_inconclusive(shown: tuple[str, ...]) -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    journal.verify(ONE, "passed", exchanges=shown)
    journal.end()
    told = row(journal.finish())
    assert (told.status, told.reason) == ("inconclusive", statuses.UNSHOWN)


@pytest.mark.parametrize(("held", "status"), [(True, "passed"), (False, "inconclusive")])
def test_a_denial_passes_only_with_a_positive_control_that_held(held: bool, status: str) -> None:
    journal = Journal(requirement(ONE, control=True))
    journal.plan(ONE)
    journal.begin()
    journal.verify(ONE, "passed", controls=(journal.control(held=held),))
    journal.end()
    assert row(journal.finish()).status == status


def test_a_denial_without_any_control_is_inconclusive() -> None:
    journal = Journal(requirement(ONE, control=True))
    journal.attempt({ONE: "passed"})
    told = row(journal.finish())
    assert (told.status, told.reason) == ("inconclusive", statuses.NO_CONTROL)


@pytest.mark.parametrize("facts", [{"provenance": "inferred"}, {"level": "SHOULD"}])
def test_a_broken_inferred_or_should_requirement_is_advisory(facts: dict[str, str]) -> None:
    journal = Journal(requirement(ONE, **facts))
    journal.attempt({ONE: "failed"})
    assert row(journal.finish()).status == "advisory"


def test_a_passive_requirement_passes_by_one_judged_exchange() -> None:
    journal = Journal(PASSIVE)
    journal.exchange(passed=(ONE,))
    assert row(journal.finish()).status == "passed"


def test_a_passive_requirement_that_judged_nothing_is_not_tested() -> None:
    journal = Journal(PASSIVE)
    journal.exchange()
    told = row(journal.finish())
    assert (told.status, told.reason) == ("not tested", statuses.NOTHING_TO_JUDGE)


@pytest.mark.parametrize(("status", "purpose"), [(200, "preflight"), (200, "cleanup"), (None, "test")])
def test_an_exchange_that_proves_nothing_passes_nothing(status: int | None, purpose: str) -> None:
    journal = Journal(PASSIVE)
    journal.exchange(status, purpose=purpose, passed=(ONE,))
    assert row(journal.finish()).status == "not tested"


def test_an_actively_judged_requirement_does_not_pass_in_passing() -> None:
    journal = Journal(requirement(ONE))
    journal.exchange(passed=(ONE,))
    assert row(journal.finish()).status == "not tested"


@pytest.mark.parametrize("judged", ["passively", "actively"])
def test_one_passive_failure_outweighs_every_pass(judged: str) -> None:
    journal = Journal(requirement(ONE, judged=judged))
    journal.exchange(passed=(ONE,))
    journal.verify(ONE, "failed", check="no_server_error", test="some other test")
    journal.attempt({ONE: "passed"})
    assert row(journal.finish()).status == "failed"


def test_a_passive_failure_in_a_first_attempt_is_never_flaky() -> None:
    journal = Journal(PASSIVE)
    journal.plan()
    journal.begin()
    journal.verify(ONE, "failed", check="no_server_error")
    journal.end("failed")
    journal.begin(attempt=2)
    journal.exchange(passed=(ONE,), attempt=2)
    journal.end(attempt=2)
    assert row(journal.finish()).status == "failed"


def test_what_is_outside_the_claim_keeps_its_reason() -> None:
    journal = Journal(requirement(ONE), requirement("LG-CLI-002"), excluded={ONE: "has billable effects"})
    journal.attempt({ONE: "passed"})
    told = row(journal.finish())
    assert (told.status, told.reason, told.claimed) == ("not tested", "has billable effects", False)


def test_what_only_a_deeper_level_claims_is_deep_only_and_never_passed() -> None:
    deep = requirement(ONE, **{"from": "deep", "judged": "passively"})
    journal = Journal(deep, requirement("LG-CLI-002"), excluded={ONE: "begins at level deep"})
    journal.exchange(passed=(ONE,))
    assert row(journal.finish()).status == "deep only"


def test_what_is_broken_outside_the_claim_is_shown_as_broken() -> None:
    journal = Journal(requirement(ONE), requirement("LG-CLI-002"), excluded={ONE: "not chosen"})
    journal.verify(ONE, "failed", check="no_server_error")
    assert row(journal.finish()).status == "failed"


def test_the_order_of_the_records_of_two_workers_changes_nothing() -> None:
    journal = Journal(requirement(ONE), requirement("LG-CLI-002"))
    journal.attempt({ONE: "failed", "LG-CLI-002": "passed"})
    journal.attempt({ONE: "passed", "LG-CLI-002": "passed"}, attempt=2)
    forwards = journal.finish()
    journal.records.sort(key=lambda record: isinstance(record, EvidenceRecord))
    backwards = journal.outcome()
    assert [each.status for each in forwards.requirements] == [each.status for each in backwards.requirements]


def _left_out(journal: Journal) -> None:
    journal.plan(ONE, test="u")
    journal.begin(test="u")
    journal.untested(ONE, test="u", wanted="permanent")
    journal.end("not tested", test="u")
