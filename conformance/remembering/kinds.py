"""The kinds of records that are remembered: their fields, which operations write them, and where answers show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from conformance import contract

Name = Literal[
    "client",
    "lead",
    "search",
    "webhook",
    "campaign",
    "bug",
    "enhancement",
    "territory",
    "company",
    "url",
    "agent",
    "sdr-ai",
]
"""What a record is; the last three are the sets of settings, by the ends of their paths."""

Look = Literal["read", "sought", "listed", "bulk", "found"]
"""How a view shows a record: by its path, as the one that a list was asked for, or as a row among others."""


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `inputs` are the fields that a client sets, `required` those of them that cannot be unset, `own` those of the
    server. `echoes` says whether an answer to a create tells what is stored of fields that were not sent as well.
    Looks in `whole` show every input that is set; those in `true` tell what the record is from now on; those in
    `prompt` do not lag.
    """

    name: Name
    inputs: frozenset[str]
    own: frozenset[str]
    required: frozenset[str] = frozenset()
    echoes: bool = False
    whole: frozenset[Look] = frozenset({"listed"})
    true: frozenset[Look] = frozenset({"listed"})
    prompt: frozenset[Look] = frozenset()

    @cached_property
    def fields(self) -> frozenset[str]:
        """All fields."""
        return self.inputs | self.own


@dataclass(frozen=True)
class Place:
    """Where an answer shows records of a kind: an object or a list under a key."""

    kind: Name
    key: str
    look: Look


_SERVERS = frozenset({"owner", "company_id"})


@cache
def kinds() -> Mapping[Name, Kind]:
    """All kinds by name; their inputs are those of the contract, as far as a requirement speaks of them."""
    known = contract.load()

    def of(operation: str, *but: str) -> frozenset[str]:
        return known.body_fields(known[operation]) - {*but, "id"}

    def settings(name: Name, operation: str) -> Kind:
        fields = frozenset(each for each in of(operation) if not each.endswith("_Apikey"))
        read: frozenset[Look] = frozenset({"read"})
        return Kind(name, fields, frozenset({"company_id"}), echoes=True, whole=read, true=read)

    all_: tuple[Kind, ...] = (
        Kind(
            "company",
            frozenset({"name"}),
            frozenset({"owner"}),
            required=frozenset({"name"}),
            echoes=True,
            whole=frozenset({"read"}),
            true=frozenset({"read"}),
        ),
        settings("url", "createUrlSettings"),
        settings("agent", "createAgentSettings"),
        settings("sdr-ai", "createSdrSettings"),
        Kind(
            "client",
            of("createClient"),
            _SERVERS | {"client_id", "createdAt"},
            required=frozenset({"clientName"}),
            echoes=True,
            whole=frozenset({"sought", "listed"}),
            true=frozenset({"sought"}),
        ),
        Kind(
            "lead",
            of("createLeads", "leads", "client_id"),
            _SERVERS | {"client_id", "createdAt"},
            required=frozenset({"firstName", "lastName"}),
            echoes=True,
            whole=frozenset({"read"}),
            true=frozenset({"read"}),
            prompt=frozenset({"read"}),
        ),
        Kind("search", of("createSearchHistory") | of("updateSearchHistory"), _SERVERS),
        Kind("webhook", of("createWebhook"), frozenset()),
        Kind("campaign", of("createCampaign", "description"), frozenset()),
        Kind("bug", frozenset({"description"}), frozenset()),
        Kind("enhancement", frozenset({"description"}), frozenset()),
        Kind("territory", frozenset({"companyName", "client_id", "industry", "country"}), frozenset()),
    )
    return {each.name: each for each in all_}


CREATES: Mapping[str, tuple[Name, str]] = {
    "createClient": ("client", "client"),
    "createLeads": ("lead", "lead"),
    "createSearchHistory": ("search", "searchHistory"),
    "createWebhook": ("webhook", "webhook"),
    "createCampaign": ("campaign", "campaign"),
    "reportBug": ("bug", "bug"),
    "requestEnhancement": ("enhancement", "enhancement"),
    "saveTerritoryCompany": ("territory", "company"),
}
"""The operations that make records: of which kind, and the key of their answers."""

UPDATES: Mapping[str, tuple[Name, str]] = {
    "updateClient": ("client", "client"),
    "updateLeads": ("lead", "lead"),
    "updateEnrichLead": ("lead", "lead"),
    "updateSearchHistory": ("search", "searchHistory"),
}
"""The operations that change records by their ids."""

SETS: Mapping[str, tuple[Name, str]] = {
    **dict.fromkeys(("createCompany", "getCompany", "updateCompany"), ("company", "company")),
    **dict.fromkeys(("createUrlSettings", "getUrlSettings", "updateUrlSettings"), ("url", "settings")),
    **dict.fromkeys(("createAgentSettings", "getAgentSettings", "updateAgentSettings"), ("agent", "settings")),
    **dict.fromkeys(("createSdrSettings", "getSdrSettings", "updateSdrSettings"), ("sdr-ai", "settings")),
}
"""The operations on what a company has but one of: of which kind, and the key of their answers."""

SINGLES = frozenset(kind for kind, _ in SETS.values())
"""What a company has but one of."""

DELETES: Mapping[str, Name] = {"deleteClient": "client", "deleteLeads": "lead"}
"""The operations that remove records."""

RUNS = frozenset({"processEnrich", "processCopyright", "processSdr"})
"""The operations whose runs store results in a lead, and leave the rest of it as it is."""

LOOSE_RUNS = frozenset({"submitTask", "triggerEnrichment"})
"""The operations whose runs change a lead in a way that no requirement bounds."""

_PLACES: Mapping[str, tuple[Place, ...]] = {
    "getEnrichLead": (Place("lead", "lead", "read"),),
    "listLeads": (Place("lead", "leads", "listed"),),
    "bulkEnrichLeads": (Place("lead", "leads", "bulk"),),
    "findLead": (Place("lead", "leads", "found"), Place("lead", "lead", "found")),
    "listClients": (Place("client", "clients", "listed"),),
    "listSearchHistory": (Place("search", "searchHistories", "listed"),),
    "listWebhooks": (Place("webhook", "webhooks", "listed"),),
    "listCampaigns": (Place("campaign", "campaigns", "listed"),),
    "listBugs": (Place("bug", "bugs", "listed"),),
    "listEnhancements": (Place("enhancement", "enhancements", "listed"),),
    "listTerritoryCompanies": (Place("territory", "companies", "listed"),),
}


def places(operation: str, *, one: bool) -> tuple[Place, ...]:
    """Where an operation that reads shows records; `one` tells that a list of clients was asked for one by its id."""
    if operation == "listClients" and one:
        return (Place("client", "clients", "sought"),)
    if operation in SETS:
        return (Place(*SETS[operation], "read"),)
    return _PLACES.get(operation, ())
