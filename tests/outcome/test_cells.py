"""Which operations and faults a run has tried."""

from typing import Any

from conformance.outcome.model import Cells
from tests.outcome.building import Journal, requirement

ONE = "LG-CLI-001"


def cells(outcome: str = "passed", **facts: Any) -> Cells:
    """The cells of a run with one requirement of two operations and a fault, judged on one exchange."""
    journal = Journal(requirement(ONE, operations=("listClients", "createClient"), faults=("F01",)))
    journal.plan(ONE)
    journal.begin()
    journal.verify(ONE, outcome, exchanges=(journal.exchange(**facts),))
    journal.end()
    return journal.finish().cells


def test_a_cell_is_tried_where_evidence_speaks_of_its_operation() -> None:
    assert cells() == Cells(claimed=2, tried=1, untried=("createClient F01",))


def test_evidence_that_decided_nothing_tries_no_cell() -> None:
    assert cells("inconclusive").tried == 0


def test_a_failure_tries_its_cell() -> None:
    assert cells("failed").tried == 1


def test_an_exchange_of_another_operation_tries_no_cell_of_the_requirement() -> None:
    assert cells(operation="listLeads").tried == 0


def test_a_passive_check_tries_the_cell_of_the_exchange_that_it_judged() -> None:
    journal = Journal(requirement(ONE, faults=("F53",), judged="passively"))
    journal.exchange(passed=(ONE,))
    assert journal.finish().cells == Cells(claimed=1, tried=1, untried=())


def test_only_requirements_of_the_claim_have_cells() -> None:
    journal = Journal(requirement(ONE, faults=("F01",)), excluded={ONE: "outside the claim"})
    assert journal.finish().cells.claimed == 0


def test_what_holds_everywhere_is_tried_anywhere() -> None:
    journal = Journal(requirement(ONE, operations=("*",), faults=("F54",), judged="passively"))
    journal.exchange(passed=(ONE,))
    assert journal.finish().cells == Cells(claimed=1, tried=1, untried=())
