"""What steps cost: the requests that one sends at most on a target whose views do not lag."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from conformance.modelling.plan import Plan
from conformance.modelling.steps import (
    ChangeBatch,
    Intrude,
    Look,
    MakeBatch,
    RemoveBatch,
    RemoveClient,
    RemoveLead,
    Step,
    WalkPages,
)

Lead = TypeVar("Lead")

MOST_READ = 2
"""Leads of a batch, or of a purged client, that are read by their ids: the first and the last."""


def some(leads: Sequence[Lead]) -> Sequence[Lead]:
    """Those of several leads that are read by their ids."""
    return leads if len(leads) <= MOST_READ else [leads[0], leads[-1]]


def cost(step: Step, plan: Plan) -> int:
    """The requests of a step where a plan stands, each with the looks that it takes."""
    match step:
        case Look():
            return 1
        case MakeBatch():
            return 2 + min(len(step.leads), MOST_READ)
        case ChangeBatch():
            return 1 + min(len(step.leads), MOST_READ)
        case RemoveLead():
            return 3
        case RemoveBatch():
            return 1 + min(len(step.leads), MOST_READ) + len({plan.leads.get(each) for each in step.leads})
        case RemoveClient():
            return 2 + (min(len(plan.leads_of(step.client)), MOST_READ) + 2 if step.purge else 0)
        case WalkPages():
            return len(plan.leads_of(step.client)) + 1
        case Intrude(way="purge"):
            return 3
        case _:
            return 2


def total(steps: Iterable[Step]) -> int:
    """The requests of a whole sequence."""
    plan, requests = Plan(), 0
    for each in steps:
        requests += cost(each, plan)
        plan.take(each)
    return requests
