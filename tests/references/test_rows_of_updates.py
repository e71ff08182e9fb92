"""Every PUT of a record that can be removed is held to the laws of updates: one without a row is an error of ours."""

import pytest

from conformance import catalogue, contract
from conformance.errors import HarnessBroken
from conformance.suites.e2e.envelope.bodies import FIELD, KINDS, kinds, spoilt
from conformance.suites.e2e.envelope.tour import LASTING, REMOVABLE, SEEN_BY, WITH_BODIES
from conformance.suites.e2e.updates.puts import PUTS, puts

OPERATIONS = contract.load()


def test_every_put_of_a_removable_record_has_a_row() -> None:
    due = {each.id for each in OPERATIONS.values() if each.method == "PUT" and each.effects == {"data"}}
    assert {each.operation for each in puts(OPERATIONS)} == due


@pytest.mark.parametrize("lacking", PUTS)
def test_a_put_without_a_row_is_an_error_of_ours(lacking: str) -> None:
    rows = {name: put for name, put in PUTS.items() if name != lacking}
    with pytest.raises(HarnessBroken, match=lacking):
        puts(OPERATIONS, rows)


def test_every_operation_with_a_body_gets_a_wrong_one_at_standard_and_each_kind_is_tried() -> None:
    dealt = kinds(WITH_BODIES, (*LASTING, *REMOVABLE), every=False)
    assert sorted(operation for operation, _ in dealt) == sorted({*WITH_BODIES})
    assert {kind for _, kind in dealt} == {*KINDS}


def test_deep_tries_every_kind_on_every_operation() -> None:
    assert len(kinds(WITH_BODIES, (), every=True)) == len(WITH_BODIES) * len(KINDS)


@pytest.mark.parametrize("operation", WITH_BODIES)
def test_every_body_can_be_spoilt_in_one_field(operation: str) -> None:
    wrong = spoilt(OPERATIONS, OPERATIONS[operation], {}, "marker")
    assert [value for value in wrong.values() if value == {"no": "text"}] == [{"no": "text"}], FIELD


def test_whatever_a_refused_write_could_leave_is_looked_for() -> None:
    assert {*LASTING, *REMOVABLE} == {*SEEN_BY}
    assert {*SEEN_BY.values()} <= {*catalogue.load()["LG-ENV-018"].operations}
