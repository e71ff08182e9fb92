"""Defects are named as the sandbox lists them; a wrong name gets one line with the nearest ones."""

import pytest

from conformance.errors import UsageError
from conformance.proving import known
from tests.proving.building import defect

LOST = defect(id="client-lost", operations=("createClient",))
OPEN = defect(id="token-taken", operations=("listClients",), choices=("listClients", "createClient"))


def test_a_name_gives_the_defect() -> None:
    assert known.named([LOST, OPEN], ["client-lost"]) == (LOST,)


def test_a_name_that_is_given_twice_counts_once() -> None:
    assert known.named([LOST], ["client-lost", "client-lost"]) == (LOST,)


def test_an_operation_picks_the_place_of_a_parametrised_one() -> None:
    (found,) = known.named([OPEN], ["token-taken@createClient"])
    assert (found.id, found.operations) == ("token-taken@createClient", ("createClient",))


def test_a_place_that_is_picked_has_its_own_sentence() -> None:
    (found,) = known.chosen(["admin-opens-to-owner@listAdminUsers"], 1)
    assert (found.id, found.operations) == ("admin-opens-to-owner@listAdminUsers", ("listAdminUsers",))
    assert found.sentence == "The Owner of a company opens GET /admin/users."


def test_an_unknown_name_is_refused_with_its_neighbours() -> None:
    with pytest.raises(UsageError, match=r"there is no defect client-los\..*token-taken"):
        known.named([LOST, OPEN], ["client-los"])


def test_an_operation_that_is_no_choice_is_refused_with_the_choices() -> None:
    with pytest.raises(UsageError, match="listClients, createClient"):
        known.named([OPEN], ["token-taken@chat"])


def test_the_sandbox_lists_its_defects() -> None:
    assert "client-delete-keeps-row" in {each.id for each in known.defects(1)}


def test_the_sandbox_lists_its_variants() -> None:
    assert "foreign-is-403" in {each.id for each in known.variants()}


def test_a_variant_that_is_a_way_to_lag_is_shown_by_views_that_lag() -> None:
    lagging = [each for each in known.variants() if each.lag]
    assert [each.flags for each in lagging] == [("--variant", each.id, "--lag", str(each.lag)) for each in lagging]


def test_some_variants_are_ways_to_lag() -> None:
    assert any(each.lag for each in known.variants())


def test_any_other_variant_is_shown_without_a_lag() -> None:
    assert known.Variant(id="a", sentence="A.").flags == ("--variant", "a")
