import pytest

from conformance.errors import UsageError
from conformance.exits import Exit
from conformance.journal.records import Aborted, Broken, Leftover
from conformance.outcome.judge import judge
from tests.outcome.building import Journal, requirement

ONE, TWO, THREE = "LG-CLI-001", "LG-CLI-002", "LG-CLI-003"


def a_run(**outcomes: str) -> Journal:
    """A run over three requirements, the last of them a SHOULD, that pass unless said otherwise."""
    journal = Journal(requirement(ONE), requirement(TWO), requirement(THREE, level="SHOULD"))
    for name in (ONE, TWO, THREE):
        journal.attempt({name: outcomes.get(name[-3:].replace("00", "n"), "passed")}, test=name)
    return journal


def test_the_whole_catalogue_passed_is_plainly_conformant() -> None:
    outcome = a_run().finish()
    assert outcome.sentence == "CONFORMANT: 2 of 2 MUST at standard"


def test_a_conformant_run_exits_with_zero() -> None:
    assert a_run().finish().exit_code == Exit.CONFORMANT


def test_what_passed_in_part_is_counted_beside_what_passed() -> None:
    journal = Journal(requirement(ONE), without=("permanent",))
    journal.partly(ONE, wanted="permanent")
    assert journal.finish().sentence == "CONFORMANT: 1 of 1 MUST at standard; in part: 1 of them"


def test_a_narrower_claim_is_always_named_with_what_it_leaves_out() -> None:
    deep = requirement(THREE, **{"from": "deep"})
    left_out = {TWO: "outside the scope", THREE: "begins at level deep"}
    journal = Journal(requirement(ONE), requirement(TWO), deep, excluded=left_out)
    journal.attempt({ONE: "passed"})
    expected = "CONFORMANT for core at standard: 1 of 1 MUST; outside the claim: 1; deep only: 1"
    assert journal.finish().sentence == expected


@pytest.mark.parametrize("status", ["inconclusive", "not tested"])
def test_an_unproven_must_inside_the_claim_is_incomplete(status: str) -> None:
    outcome = a_run(n2=status).finish()
    assert (outcome.verdict, outcome.exit_code) == ("INCOMPLETE", Exit.INCOMPLETE)
    assert outcome.sentence == f"INCOMPLETE: 1 of 2 MUST at standard; {status}: 1"


def test_a_must_without_a_test_is_incomplete() -> None:
    assert Journal(requirement(ONE)).finish().verdict == "INCOMPLETE"


def test_an_unproven_should_leaves_the_run_conformant() -> None:
    assert a_run(n3="not tested").finish().verdict == "CONFORMANT"


def test_a_broken_must_is_not_conformant_whatever_is_missing() -> None:
    outcome = a_run(n1="failed", n2="inconclusive").finish()
    assert (outcome.verdict, outcome.exit_code) == ("NOT CONFORMANT", Exit.NOT_CONFORMANT)
    assert outcome.sentence == "NOT CONFORMANT: 0 of 2 MUST at standard; failed: 1; inconclusive: 1"


def test_a_flaky_must_is_not_conformant() -> None:
    journal = a_run(n1="failed")
    journal.attempt({ONE: "passed"}, attempt=2, test=ONE)
    outcome = journal.finish()
    assert outcome.sentence == "NOT CONFORMANT: 1 of 2 MUST at standard; flaky: 1; what is flaky fails the run"


def test_a_broken_should_leaves_the_run_conformant() -> None:
    outcome = a_run(n3="failed").finish()
    assert (outcome.verdict, outcome.counts["SHOULD"]["advisory"]) == ("CONFORMANT", 1)


def test_under_strict_a_broken_should_is_not_conformant() -> None:
    journal = Journal(requirement(ONE), requirement(THREE, level="SHOULD"), strict=True)
    journal.attempt({ONE: "passed", THREE: "failed"})
    outcome = journal.finish()
    expected = "NOT CONFORMANT: 1 of 1 MUST at standard; advisory, counted under --strict: 1"
    assert (outcome.sentence, outcome.exit_code) == (expected, Exit.NOT_CONFORMANT)


def test_what_is_broken_outside_the_claim_fails_the_run_by_name() -> None:
    journal = Journal(requirement(ONE), requirement(TWO), excluded={TWO: "not chosen"})
    journal.attempt({ONE: "passed"})
    journal.verify(TWO, "failed", check="no_server_error")
    sentence = journal.finish().sentence
    expected = "NOT CONFORMANT for core at standard: 1 of 1 MUST; broken outside the claim: LG-CLI-002; "
    assert sentence == f"{expected}outside the claim: 1"


def test_a_claim_of_which_nothing_passed_is_never_conformant() -> None:
    assert Journal(requirement(THREE, level="SHOULD")).finish().verdict == "INCOMPLETE"


def test_a_cut_off_journal_is_incomplete_even_if_all_passed() -> None:
    outcome = a_run().outcome()
    assert (outcome.verdict, outcome.exit_code) == ("INCOMPLETE", Exit.INCOMPLETE)
    assert outcome.sentence.endswith("ended early: the journal is cut off")


def test_a_cut_off_journal_with_a_broken_must_is_not_conformant() -> None:
    outcome = a_run(n1="failed").outcome()
    assert (outcome.verdict, outcome.exit_code) == ("NOT CONFORMANT", Exit.NOT_CONFORMANT)


def test_an_interrupted_run_is_incomplete() -> None:
    outcome = a_run().finish(interrupted=True)
    assert (outcome.verdict, outcome.run.ended_early) == ("INCOMPLETE", "interrupted")


@pytest.mark.parametrize(
    ("asked", "given"),
    [(2, Exit.USAGE), (3, Exit.INCOMPLETE), (4, Exit.REFUSED), (0, Exit.INCOMPLETE), (99, Exit.INCOMPLETE)],
)
def test_an_aborted_run_exits_with_the_code_of_its_end(asked: int, given: Exit) -> None:
    journal = a_run()
    journal.add(Aborted(reason="the target is gone", code=asked))
    outcome = journal.finish()
    assert (outcome.verdict, outcome.exit_code) == ("INCOMPLETE", given)


def test_a_defect_of_the_harness_exits_seventy_before_all_else() -> None:
    journal = a_run(n1="failed")
    journal.add(Broken(where="t", message="no evidence"))
    assert journal.finish().exit_code == Exit.BROKEN


def test_a_broken_test_alone_exits_seventy() -> None:
    journal = a_run()
    journal.plan(test="other")
    journal.begin(test="other")
    journal.end("broken", test="other")
    outcome = journal.finish()
    assert (outcome.verdict, outcome.exit_code) == ("INCOMPLETE", Exit.BROKEN)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("neither", Exit.LEFTOVERS), ("wanted", Exit.CONFORMANT), ("permanent", Exit.CONFORMANT)],
)
def test_only_unwanted_removable_leftovers_exit_five(kind: str, code: Exit) -> None:
    journal = a_run()
    leftover = Leftover(what="client", id="c-1", actor="owner_a", reason="answered 500")
    journal.add(leftover.model_copy(update={kind: True} if kind != "neither" else {}))
    assert journal.finish().exit_code == code


def test_leftovers_weigh_less_than_a_broken_must() -> None:
    journal = a_run(n1="failed")
    journal.add(Leftover(what="client", id="c-1", actor="owner_a", reason="answered 500"))
    assert journal.finish().exit_code == Exit.NOT_CONFORMANT


def test_records_without_a_beginning_cannot_be_judged() -> None:
    with pytest.raises(UsageError, match="no beginning"):
        judge(a_run().records[1:])
