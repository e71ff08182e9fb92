"""One lead that is counted: made, moved to another status and deleted, with the pipeline of its days at each step."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.laws.pipelines import at_stage
from conformance.laws.times import moment
from conformance.polling import Patience

_DAY = timedelta(1)


@dataclass(frozen=True)
class Counting:
    """A lead whose statuses, `first` and `then`, no other lead has, and the pipeline as it showed it.

    `on_its_day` asks for the day of its creation, `before` for a month up to the day before it, `reversed_days` for a
    range that starts after its end, `around` for three days when the lead has moved, `gone` for all when it is deleted.
    """

    lead: TemporaryLead
    first: str
    then: str
    on_its_day: Exchange
    before: Exchange
    reversed_days: Exchange
    moved: Exchange
    around: Exchange
    deleted: Exchange
    gone: Exchange


def counted(owner: Actor, client: TemporaryClient, naming: Naming, patience: Patience) -> Counting:
    """The whole of it, step by step."""
    first, then = naming.tagged("a"), naming.tagged("a")
    lead = make_lead(owner, naming, client, status=first)
    day = created_on(lead)
    on_its_day = patience.until(partial(of_days, owner, day, day), lambda page: at_stage(page, first) == 1)
    before, reversed_days = of_days(owner, day - 30 * _DAY, day - _DAY), of_days(owner, day, day - _DAY)
    moved = owner.call("updateLeads", json={"id": lead.id, "status": then})
    around = patience.until(partial(of_days, owner, day - _DAY, day + _DAY), lambda page: at_stage(page, then) == 1)
    deleted = owner.call("deleteLeads", query={"id": lead.id})
    gone = patience.until(
        partial(owner.call, "getPipeline"), lambda page: at_stage(page, then) == at_stage(page, first) == 0
    )
    return Counting(lead, first, then, on_its_day, before, reversed_days, moved, around, deleted, gone)


def of_days(actor: Actor, start: date, end: date) -> Exchange:
    """GET /analytics/pipeline of a range of days."""
    return actor.call("getPipeline", query={"startDate": start, "endDate": end})


def created_on(lead: TemporaryLead) -> date:
    """The day in UTC on which a lead was made, as its row tells, or else by our clock."""
    told = moment(lead.row.get("createdAt")) or datetime.fromtimestamp(lead.made_by.sent, UTC)
    return told.astimezone(UTC).date()
