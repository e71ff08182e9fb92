"""How another company's records are asked for: by id, by client, by run, and by a company's id."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from conformance.exchange import Exchange
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.suites.e2e.isolation.wall import Wall, run_id
from conformance.suites.e2e.isolation.ways import tried

Values = dict[str, object]


@dataclass(frozen=True)
class Ask:
    """A read that names a record of another.

    `keys` are those under which an answer would hold something; `values` what an asker sends for a victim's record;
    `ids` the names of the parameters that a random id replaces; `proof` what the victim's own answer holds; `alike` the
    statuses that another's id and a random one may both get; `marks` what else of the victim must not show.
    """

    operation: str
    requirements: tuple[str, ...]
    keys: tuple[str, ...]
    values: Callable[[Wall, Tenant, Tenant], Values]
    ids: tuple[str, ...]
    proof: Callable[[Wall, Tenant], str | None]
    alike: Collection[int] = (403, 404)

    def by(self, wall: Wall, asker: Tenant, victim: Tenant) -> Exchange:
        """The asker's read of the victim's record, sent once a process."""
        values = self.values(wall, asker, victim)
        sought = f"{self.operation} over the wall"
        return wall.kept(sought, asker, str(sorted(values.items())), lambda: wall.ask(asker, self.operation, values))

    def at_random(self, wall: Wall, asker: Tenant, victim: Tenant, naming: Naming) -> Exchange:
        """The same for a record that nobody has."""
        random = {name: naming.random_id() for name in self.ids}
        values = self.values(wall, asker, victim) | random
        others = str(sorted(values.items() - random.items()))
        return wall.kept(f"{self.operation} {self.ids}", asker, others, lambda: wall.ask(asker, self.operation, values))

    def own(self, wall: Wall, victim: Tenant) -> Exchange:
        """The victim's own read of it."""
        values = self.values(wall, victim, victim)
        return wall.own(victim, self.operation, values, self.proof(wall, victim))

    def marks(self, wall: Wall, victim: Tenant) -> set[str]:
        """Strings by which an answer would tell the record."""
        proof = self.proof(wall, victim)
        return victim.marks | ({proof} if proof is not None else set())


def _client(_wall: Wall, tenant: Tenant) -> str:
    return tenant.client.id


def _lead(_wall: Wall, tenant: Tenant) -> str:
    return tenant.lead.id


def _search(wall: Wall, tenant: Tenant) -> str:
    return str(wall.search(tenant).at("searchHistory.id"))


def _scrape(wall: Wall, tenant: Tenant) -> str:
    return run_id(wall.run(tenant, "startLeadScrape"))


def _run(wall: Wall, tenant: Tenant) -> str:
    return run_id(wall.run(tenant))


def _of_client(_wall: Wall, _asker: Tenant, victim: Tenant) -> Values:
    return {"client_id": victim.client.client_id}


def _searches_of_client(wall: Wall, _asker: Tenant, victim: Tenant) -> Values:
    wall.search(victim)
    return {"client_id": victim.client.client_id}


def _in_bulk(_wall: Wall, asker: Tenant, victim: Tenant) -> Values:
    return {"companyId": asker.company_id, "clientId": victim.client.client_id}


def _scraped(wall: Wall, asker: Tenant, victim: Tenant) -> Values:
    """All source leads of one's own; of another's, those of a client that has some, where there is one."""
    if asker is victim:
        return {"companyId": victim.company_id}
    own = wall.own(victim, "bulkSourceLeads", {"companyId": victim.company_id}, None)
    known = (row.get("client_id") for row in own.rows("leads"))
    return {"companyId": asker.company_id, "clientId": next(filter(None, known), victim.client.client_id)}


_FILTER = ("client_id",)
_LIKE_ANY = (200, 400, 403, 404)

READS: Mapping[str, Ask] = {
    "a client by id": Ask(
        "listClients",
        ("LG-ISO-002", "LG-ISO-026"),
        ("clients",),
        lambda _wall, _asker, victim: {"clientId": victim.client.id},
        ("clientId",),
        _client,
        (200, 403, 404),
    ),
    "a client by client_id": Ask(
        "listClients",
        ("LG-ISO-002", "LG-ISO-026"),
        ("clients",),
        lambda _wall, _asker, victim: {"clientId": victim.client.client_id},
        ("clientId",),
        _client,
        (200, 403, 404),
    ),
    "a lead": Ask(
        "getEnrichLead",
        ("LG-ISO-004", "LG-ISO-026"),
        ("lead",),
        lambda _wall, _asker, victim: {"id": victim.lead.id},
        ("id",),
        lambda _wall, victim: str(victim.lead.sent["linkedinUrl"]),
    ),
    "a task": Ask(
        "getTaskStatus",
        ("LG-ISO-021", "LG-ISO-029"),
        ("status", "leadId"),
        lambda wall, _asker, victim: {"runId": _run(wall, victim)},
        ("runId",),
        _run,
    ),
    "a scrape": Ask(
        "getLeadGenerationStatus",
        ("LG-ISO-021", "LG-ISO-029"),
        ("status", "progress", "totalLeadsFound", "totalLeadsSaved", "searchHistoryId"),
        lambda wall, _asker, victim: {"runId": _scrape(wall, victim)},
        ("runId",),
        _scrape,
    ),
}

FILTERS: Mapping[str, Ask] = {
    "leads of a client": Ask(
        "listLeads", ("LG-ISO-003", "LG-ISO-028"), ("leads",), _of_client, _FILTER, _lead, _LIKE_ANY
    ),
    "a lead found in a client": Ask(
        "findLead",
        ("LG-ISO-005", "LG-ISO-028"),
        ("leads", "lead"),
        lambda wall, asker, victim: _of_client(wall, asker, victim) | {"email": victim.lead.sent["email"]},
        _FILTER,
        _lead,
        _LIKE_ANY,
    ),
    "the territory of a client": Ask(
        "listTerritoryCompanies",
        ("LG-ISO-017", "LG-ISO-028"),
        ("companies",),
        _of_client,
        _FILTER,
        lambda _wall, victim: str(victim.lead.sent["companyName"]),
        _LIKE_ANY,
    ),
    "searches of a client": Ask(
        "listSearchHistory",
        ("LG-ISO-018", "LG-ISO-028"),
        ("searchHistories",),
        _searches_of_client,
        _FILTER,
        _search,
        _LIKE_ANY,
    ),
    "enriched leads of a client": Ask(
        "bulkEnrichLeads", ("LG-ISO-023", "LG-ISO-025"), ("leads",), _in_bulk, ("clientId",), _lead, (200,)
    ),
    "source leads of a client": Ask(
        "bulkSourceLeads", ("LG-ISO-023", "LG-ISO-025"), ("leads",), _scraped, ("clientId",), lambda *_: None, (200,)
    ),
}

COMPANIES: Mapping[str, Ask] = {
    "a company's enriched leads": Ask(
        "bulkEnrichLeads",
        ("LG-ISO-023", "LG-ISO-024"),
        ("leads",),
        lambda _wall, _asker, victim: {"companyId": victim.company_id, "clientId": victim.client.client_id},
        ("companyId",),
        _lead,
        _LIKE_ANY,
    ),
    "a company's source leads": Ask(
        "bulkSourceLeads",
        ("LG-ISO-023", "LG-ISO-024"),
        ("leads",),
        lambda _wall, asker, victim: {"companyId": victim.company_id} | ({} if asker is victim else {"limit": 1000}),
        ("companyId",),
        lambda *_: None,
        _LIKE_ANY,
    ),
}
"""The company layer alone: a company that is not the key's, once with the right client of that company."""


def _by_operation(rows: Mapping[str, Ask]) -> dict[str, Ask]:
    return {row.operation: row for row in rows.values()}


tried("read", _by_operation(READS))
tried("filter", _by_operation(FILTERS))
tried("company", _by_operation(COMPANIES))
