"""A client whose leads make every figure, filter, order and tie of a territory visible."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from conformance.actors import Actor
from conformance.evidence import CannotTest, needed
from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.naming import Naming
from conformance.laws.orders import Value
from conformance.laws.territories import counted
from conformance.laws.times import moment
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import leads_of

Row = dict[str, Any]

PLANTED: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "Anchor_Works": ({"status": "qualified", "aiLeadScore": "80"},),
    "bridge": ({"status": "Qualified", "aiLeadScore": "70"}, {"status": "new", "aiLeadScore": "75"}),
    "Cedar_Works": ({"status": "QUALIFIED", "aiLeadScore": "60"}, {"status": "qualified", "aiLeadScore": "low"}, {}),
    "delta_works": ({"status": "unqualified", "aiLeadScore": "none yet"}, {}),
    "Ember_Works": (
        {"status": "qualified", "aiLeadScore": "72.5"},
        {"status": "new", "aiLeadScore": "90"},
        {"aiLeadScore": "55"},
        {"status": "lost"},
    ),
    "Falcon": ({"status": "new"},),
    "Gable-Works": ({},) * 10,
    "Harbour": ({},) * 9,
}
"""The leads of each company: counts from 1 to 10, which stand in another order as texts; equal totals, qualified counts
and means; rows without a mean."""

NAMELESS = 2
"""Leads without a companyName."""

PART = "_wORKS"
"""A part of some names, in the case of none; as a store's pattern it would find one more."""


@dataclass(frozen=True)
class Ground:
    """The client, what made its leads, these as its listing shows them, and its territory without a filter."""

    client: TemporaryClient
    made: Exchange
    leads: list[Row]
    whole: Exchange

    @property
    def rows(self) -> list[Row]:
        """All rows of the territory, by name."""
        return companies(self.whole)

    def listed(self, **query: object) -> Exchange:
        """The client's territory, filtered and ordered."""
        return territory(self.client.owner, self.client, **query)

    def active(self, row: Mapping[str, Any]) -> datetime:
        """When a row was active last: as it shows, or else as its leads were made, by our clock at the latest."""
        own = [lead for lead in self.leads if lead.get("companyName") == row.get("companyName")]
        told = [moment(lead.get("updatedAt") or lead.get("createdAt")) for lead in own]
        known = [each for each in told if each is not None]
        return moment(row.get("lastActivityDate")) or max(known, default=datetime.fromtimestamp(self.whole.sent, UTC))

    def day(self, row: Mapping[str, Any]) -> date:
        """The day in UTC on which a row was active last."""
        return self.active(row).astimezone(UTC).date()

    def days(self) -> tuple[date, date]:
        """The first and the last day on which a row was active; Unusable where the territory shows none."""
        needed(self.whole, expected=True, actual=bool(self.rows), what="a territory with rows")
        days = [self.day(row) for row in self.rows]
        return min(days), max(days)


ORDERS: Mapping[str, tuple[Value, ...]] = {
    "companyName": (lambda row: row.get("companyName"), lambda row: str(row.get("companyName")).casefold()),
    "totalLeads": (lambda row: row.get("totalLeads"),),
    "qualifiedLeads": (lambda row: row.get("qualifiedLeads"),),
    "averageLeadScore": (lambda row: row.get("averageLeadScore"),),
    "lastActivityDate": (lambda row: moment(row.get("lastActivityDate")),),
}
"""What each `sortBy` orders by; names may be read with or without regard to the case of letters."""


def territory(actor: Actor, client: TemporaryClient, **query: object) -> Exchange:
    """GET /territory-workbench/companies of a client."""
    return actor.call("listTerritoryCompanies", query={"client_id": client.client_id, **query})


def companies(page: Exchange) -> list[Row]:
    """The rows of a territory."""
    return page.rows("companies")


def need_figures(left_out: Collection[str]) -> None:
    """CannotTest where a territory leaves these figures out."""
    if left_out:
        raise CannotTest(
            f"the territory shows no {', '.join(left_out)}, which it may leave out", "Try a target that shows them"
        )


def a_day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(1)


def a_day_after(day: date) -> date:
    """The day after."""
    return day + timedelta(1)


def planted(actor: Actor, naming: Naming, patience: Patience) -> Ground:
    """A fresh client with these leads, once its views show them; Unusable where the target does not give it."""
    client, tag = make_client(actor, naming), naming.tagged("a")
    named = [
        naming.lead(client.client_id, companyName=f"{tag} {word}", **fields)
        for word, leads in PLANTED.items()
        for fields in leads
    ]
    nameless = [naming.lead(client.client_id) for _ in range(NAMELESS)]
    bodies = named + [{name: value for name, value in each.items() if name != "companyName"} for each in nameless]
    made = actor.call("createLeads", json={"leads": bodies}, purpose="setup")
    needed(made, expected=len(bodies), actual=made.at("created"), what="the leads of a territory")
    listing = leads_of(patience, actor, client, lambda rows: len(rows) == len(bodies))
    leads = listing.rows
    needed(listing.pages[-1], expected=len(bodies), actual=len(leads), what="the list of these leads")
    seen = patience.settled(partial(territory, actor, client), lambda page: counted(leads, companies(page)).holds)
    return Ground(client, made, leads, seen)
