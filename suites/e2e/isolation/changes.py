"""How a record is changed: by which operation, with what, and where its owner reads it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.actors import Actor
from conformance.exchange import Exchange, Purpose
from conformance.fixtures.tenants import Tenant
from conformance.suites.e2e.clients.life import client_of, client_row
from conformance.suites.e2e.isolation.acts import update_lead
from conformance.suites.e2e.isolation.wall import Wall
from conformance.suites.e2e.isolation.ways import tried
from conformance.suites.e2e.leads.views import by_id

Fields = Mapping[str, object]


@dataclass(frozen=True)
class Change:
    """One way to change a record.

    `first` and `second` are two values of its fields; `beside` what else a stranger sends, so that the client layer
    lets them pass; `look` is the owner's read, `row` what it shows of the record; `named` a field that holds its name.
    """

    operation: str
    requirements: tuple[str, ...]
    answer: str
    first: Fields
    second: Fields
    id: Callable[[Wall, Tenant], str]
    look: Callable[[Tenant, str], Exchange]
    row: Callable[[Exchange, str], Mapping[str, Any] | None]
    beside: Callable[[Tenant], dict[str, object]] = lambda _tenant: {}
    named: str | None = None

    def send(
        self, actor: Actor, id: str, fields: Fields, purpose: Purpose = "test", trespass: Collection[str] = ()
    ) -> Exchange:
        """The record of that id with fields changed."""
        return update_lead(actor, self.operation, id, fields, purpose=purpose, trespass=trespass)


def _named(key: str) -> Callable[[Exchange, str], Mapping[str, Any] | None]:
    return lambda page, id: next((row for row in page.rows(key) if row.get("id") == id), None)


def _lead(operation: str, *, with_client: bool) -> Change:
    return Change(
        operation,
        ("LG-ISO-008", "LG-ISO-027"),
        "lead",
        {"title": "the owner's", "firstName": "Owner"},
        {"title": "a stranger's", "firstName": "Stranger"},
        lambda _wall, tenant: tenant.lead.id,
        lambda tenant, id: by_id(tenant.actor, id),
        lambda page, _id: page.record("lead"),
        (lambda tenant: {"client_id": tenant.client.client_id}) if with_client else (lambda _tenant: {}),
    )


CHANGES: Mapping[str, Change] = {
    "a client": Change(
        "updateClient",
        ("LG-ISO-006", "LG-ISO-027"),
        "client",
        {"description": "the owner's", "companyURL": "https://owner.lgc.example"},
        {"description": "a stranger's", "companyURL": "https://stranger.lgc.example"},
        lambda _wall, tenant: tenant.client.id,
        lambda tenant, id: client_of(tenant.actor, id),
        lambda page, _id: client_row(page),
        named="clientName",
    ),
    "a lead and its client": _lead("updateLeads", with_client=True),
    "a search": Change(
        "updateSearchHistory",
        ("LG-ISO-018", "LG-ISO-027"),
        "searchHistory",
        {"status": "running", "totalLeadsFound": 3},
        {"status": "failed", "totalLeadsFound": 7},
        lambda wall, tenant: str(wall.search(tenant).at("searchHistory.id")),
        lambda tenant, _id: tenant.actor.call("listSearchHistory", query=tenant.query),
        _named("searchHistories"),
    ),
    "a lead by its path": _lead("updateEnrichLead", with_client=False),
}

RARER: Mapping[str, Change] = {
    "a lead by its id": _lead("updateLeads", with_client=False),
    "a lead by its path and its client": _lead("updateEnrichLead", with_client=True),
}
"""Further forms, for deep."""

tried("update", {each.operation: each for each in CHANGES.values()})
