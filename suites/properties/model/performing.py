"""Steps are done: each by the function of its kind, where the target has what it names."""

from collections.abc import Callable, Mapping
from typing import Any

from conformance.modelling.plan import named_clients, named_leads
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
from conformance.suites.properties.model import batches, clients, intrusions, leads, lists
from conformance.suites.properties.model.world import World

_DOING: Mapping[type[Any], Callable[[World, Any], None]] = {
    MakeClient: clients.make,
    ChangeClient: clients.change,
    RemoveClient: clients.remove,
    MakeLead: leads.make,
    MakeBatch: batches.make,
    ChangeLead: leads.change,
    ChangeBatch: batches.change,
    RemoveLead: leads.remove,
    RemoveBatch: batches.remove,
    Look: leads.look,
    WalkPages: lists.pages,
    Intrude: intrusions.intrude,
}


def perform(world: World, step: Step) -> None:
    """Do a step and look at what it did; one that names what the target refused to make does nothing.

    Diverged where the target and the model differ, Abandoned where that cannot be told.
    """
    several = isinstance(step, ChangeBatch | RemoveBatch)
    there = all(each in world.clients for each in named_clients(step)) and (
        several or all(each in world.leads for each in named_leads(step))
    )
    if there:
        _DOING[type(step)](world, step)
