"""What hand-written tests showed is told apart from what generated ones did."""

from conformance.journal.records import Planned
from conformance.outcome.judge import judge
from tests.outcome.building import Journal, requirement, row
from tests.proof.handwritten import without_generated

NAME = "LG-CLI-001"


def run() -> Journal:
    """A run in which a hand-written test saw a requirement kept, and a generated one saw it broken."""
    journal = Journal(requirement(NAME))
    journal.attempt({NAME: "passed"}, test="by hand")
    journal.add(Planned(test="drawn", requirements=(NAME,), generated=True))
    journal.begin(test="drawn")
    journal.verify(NAME, "failed", test="drawn", exchanges=(journal.exchange(500, test="drawn"),))
    journal.end("failed", test="drawn")
    journal.finish()
    return journal


def test_the_verdict_of_the_run_is_that_of_all_tests() -> None:
    assert row(judge(run().records)).status == "failed"


def test_the_verdict_of_hand_written_tests_is_their_own() -> None:
    assert row(judge(without_generated(run().records))).status == "passed"


def test_nothing_of_a_generated_test_is_left() -> None:
    assert [each for each in without_generated(run().records) if getattr(each, "test", None) == "drawn"] == []


def test_what_belongs_to_no_test_stays() -> None:
    journal = run()
    name = journal.exchange(test=None, purpose="cleanup")
    assert name in {getattr(each, "id", None) for each in without_generated(journal.records)}
