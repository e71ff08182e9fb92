"""A plan knows what there is, by the steps alone, and what a sequence would cost."""

import pytest

from conformance.modelling.costs import cost, total
from conformance.modelling.plan import Plan, sensible
from conformance.modelling.steps import (
    ChangeBatch,
    ChangeClient,
    ChangeLead,
    Intrude,
    Look,
    MakeBatch,
    MakeClient,
    MakeLead,
    RemoveBatch,
    RemoveClient,
    RemoveLead,
    Step,
    WalkPages,
)

HOME = MakeClient(client=1)
BATCH = MakeBatch(client=1, leads=(1, 2, 3), rows=({}, {}, {}))


def test_leads_live_in_their_client_until_they_are_deleted() -> None:
    plan = Plan([HOME, BATCH, RemoveLead(lead=2), MakeLead(lead=4, client=1), RemoveBatch(leads=(1,))])
    assert plan.leads_of(1) == [3, 4]


def test_a_client_takes_its_leads_along_and_no_others() -> None:
    plan = Plan([HOME, BATCH, MakeClient(client=2), MakeLead(lead=4, client=2), RemoveClient(client=1, purge=True)])
    assert (plan.clients, plan.leads) == ({2}, {4: 2})


def test_numbers_are_not_used_again() -> None:
    plan = Plan([HOME, BATCH, RemoveLead(lead=3), RemoveClient(client=1, purge=True)])
    assert (plan.next_client, plan.next_lead) == (2, 4)


@pytest.mark.parametrize(
    "step",
    [
        MakeLead(lead=9, client=2),
        MakeLead(lead=1, client=1),
        ChangeClient(client=2, changes={"description": "x"}),
        ChangeLead(lead=9, changes={"title": "x"}),
        ChangeBatch(leads=(1, 9), rows=({"title": "x"}, {"title": "x"})),
        RemoveLead(lead=9),
        RemoveBatch(leads=(9,)),
        Look(lead=9),
        WalkPages(client=2, limit=1),
        Intrude(way="read", client=2, lead=1),
        RemoveClient(client=1, purge=False),
    ],
    ids=str,
)
def test_a_step_needs_what_it_names(step: Step) -> None:
    assert not Plan([HOME, BATCH]).allows(step)


def test_what_rests_on_a_missing_step_is_left_out_with_it() -> None:
    steps = (HOME, ChangeLead(lead=1, changes={"title": "x"}), MakeLead(lead=4, client=1), Look(lead=4))
    assert sensible(steps) == (HOME, MakeLead(lead=4, client=1), Look(lead=4))


def test_an_empty_client_may_go_without_a_purge() -> None:
    assert Plan([HOME]).allows(RemoveClient(client=1, purge=False))


@pytest.mark.parametrize(
    ("step", "requests"),
    [
        (MakeClient(client=2), 2),
        (BATCH.model_copy(update={"leads": (4, 5, 6)}), 4),
        (ChangeBatch(leads=(1, 2, 3), rows=({}, {}, {})), 3),
        (RemoveLead(lead=1), 3),
        (RemoveBatch(leads=(1, 2)), 4),
        (RemoveClient(client=1, purge=True), 6),
        (WalkPages(client=1, limit=1), 4),
        (Look(lead=1), 1),
    ],
    ids=str,
)
def test_a_step_costs_its_call_and_its_looks(step: Step, requests: int) -> None:
    assert cost(step, Plan([HOME, BATCH])) == requests


def test_a_sequence_costs_what_its_steps_cost_where_they_stand() -> None:
    assert total([HOME, BATCH, RemoveClient(client=1, purge=True)]) == 2 + 4 + 6
