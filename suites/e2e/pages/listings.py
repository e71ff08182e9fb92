"""The listings with pages: who reads each, what narrows it to known rows, and how those rows were made.

Every operation with `x-page` in openapi.json has a row in MAKERS; one without is a defect of ours.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from conformance import contract
from conformance.actors import Actor
from conformance.contract import Operation, PageStyle
from conformance.errors import HarnessBroken
from conformance.evidence import needed, without_key
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, one_of
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.naming import Naming
from conformance.fixtures.source_leads import SourceLeads
from conformance.harness import Harness
from conformance.laws.text import folded
from conformance.polling import Patience
from conformance.walking import Walk, next_token, walk

PAGED = tuple(each.id for each in contract.load().values() if each.page is not None)
"""Every operation of the contract that pages."""

BULK = ("bulkEnrichLeads", "bulkSourceLeads")
"""The listings whose default is large, and which an API key alone opens."""


def about(*operations: str) -> list[ParameterSet]:
    """The operations as parameters of a test that is about each of them."""
    return [pytest.param(name, marks=pytest.mark.operation(name)) for name in operations]


@dataclass(frozen=True, eq=False)
class Listing:
    """A listing as one person reads it.

    `known` are rows that it surely holds, told by `field`; `company` is the reader's company id, None for somebody who
    sees all companies; `shared` whether others may write in it meanwhile.
    """

    operation: Operation
    reader: Actor
    query: Mapping[str, object]
    known: tuple[object, ...]
    field: str
    company: object
    shared: bool

    @property
    def style(self) -> PageStyle:
        """How it pages."""
        if self.operation.page is None:
            raise ValueError(f"{self.operation.id} does not page")
        return self.operation.page

    def page(self, limit: object = None, token: str | None = None) -> Exchange:
        """One page; without a limit by the default."""
        asked = {**self.query, self.style.limit: limit, self.style.token: token}
        return self.reader.call(self.operation.id, query=asked)

    def turned(self, limit: object, token: str | None) -> Exchange:
        """The same page, asked for with its parameters in the opposite order."""
        asked = [*self.query.items(), (self.style.limit, limit), (self.style.token, token)]
        straight = [(name, str(value)) for name, value in asked if value is not None]
        return self.reader.call(self.operation.id, query=straight[::-1])

    def whole(self) -> Walk:
        """All rows: a page of the default size, and what follows it in the largest pages."""
        first = self.page()
        token = next_token(first)
        if token is None:
            return Walk(self.style.rows, (first,), "no token" if first.succeeded else "refused")
        rest = walk(self.reader, self.operation, self.query, limit=self.style.maximum, token=token)
        return Walk(self.style.rows, (first, *rest.pages), rest.end)

    def walked(self, limit: int, token: str | None = None, *, like: Walk | None = None, rows: int = 1000) -> Walk:
        """A walk, which gives up where it takes far more pages than so many rows need.

        `like` is one before it: a server may give fewer rows a page than it is asked for, and does so again.
        """
        largest = max((len(page.rows(self.style.rows)) for page in like.pages), default=0) if like else 0
        most = 2 * math.ceil(rows / (min(limit, largest) or limit)) + 5
        return walk(self.reader, self.operation, self.query, limit=limit, token=token, most_pages=most)

    def holds(self, shown: Walk) -> bool:
        """Whether a walk shows the rows that it surely holds."""
        return {folded(row.get(self.field)) for row in shown.rows} >= {folded(each) for each in self.known}


class Shelves:
    """The rows that the page tests of this process read and never change, made at first need.

    `apart` are the e-mails of the leads that one batch made along with the shelf's, for another client.
    """

    def __init__(self, harness: Harness, naming: Naming, patience: Patience, source_leads: SourceLeads) -> None:
        self.harness = harness
        self.naming = naming
        self.patience = patience
        self.source_leads = source_leads
        self.apart: list[str] = []
        self._clients: tuple[TemporaryClient, TemporaryClient, list[str]] | None = None
        self._made: dict[str, Listing] = {}

    def listing(self, operation: str) -> Listing:
        """The listing of an operation as company A's owner (or who may) reads it."""
        if operation not in self._made:
            self._made[operation] = MAKERS[operation](self, self.harness.contract[operation])
        return self._made[operation]

    def owner(self, tenant: str = "a") -> Actor:
        """The owner of a company."""
        return self.harness.actor(f"owner_{tenant}")

    def keyed(self, tenant: str = "a") -> Actor:
        """The owner of a company, where the profile gives them an API key."""
        owner = self.owner(tenant)
        if not owner.has_key:
            raise without_key(str(owner.name))
        return owner

    def reader(self, operation: str, tenant: str = "a") -> Actor:
        """Who of a company reads a listing."""
        return self.keyed(tenant) if operation in BULK else self.owner(tenant)

    def client(self, tenant: str = "a") -> TemporaryClient:
        """A new client of a company's owner, which the end of the run removes."""
        return make_client(self.owner(tenant), self.naming)

    def leads(self, tenant: str, *places: TemporaryClient) -> list[dict[str, Any]]:
        """A lead in each of the clients, all made by one batch and so of the same age; gives what was sent."""
        rows = [self.naming.lead(each.client_id) for each in places]
        made = self.owner(tenant).call("createLeads", json={"leads": rows}, purpose="setup")
        needed(made, expected=len(rows), actual=made.at("created"), what=f"a batch of {len(rows)} leads")
        return rows

    def clients(self) -> tuple[TemporaryClient, TemporaryClient, list[str]]:
        """A client of company A with seven leads, another whose leads lie among them, and the e-mails of the seven."""
        if self._clients is None:
            shelf, other = self.client(), self.client()
            rows = self.leads("a", shelf, shelf, other, shelf, shelf, other, shelf, shelf, other, shelf)
            emails = [str(row["email"]) for row in rows if row["client_id"] == shelf.client_id]
            self.apart = [str(row["email"]) for row in rows if row["client_id"] == other.client_id]
            self._clients = shelf, other, emails
        return self._clients

    def created(self, tenant: str, operation: str, key: str, **body: object) -> dict[str, Any]:
        """A new row of a company's owner, as answered under a key."""
        made = self.owner(tenant).call(operation, json=body, purpose="setup")
        needed(made, expected=one_of(200, 201), actual=made.status, what=f"a row by {operation}")
        needed(made, expected=nonempty_string(), actual=made.at(f"{key}.id"), what=f"the id of a row by {operation}")
        return dict(made.at(key))

    def _leads(self, operation: Operation) -> Listing:
        shelf, _, emails = self.clients()
        company = shelf.row.get("company_id")
        query: dict[str, object] = {"client_id": shelf.client_id}
        if operation.id in BULK:
            query = {"companyId": company, "clientId": shelf.client_id}
        return Listing(operation, self.reader(operation.id), query, tuple(emails), "email", company, False)

    def _source(self, operation: Operation) -> Listing:
        company = self.clients()[0].row.get("company_id")
        return Listing(operation, self.reader(operation.id), {"companyId": company}, (), "id", company, True)

    def _client_list(self, operation: Operation) -> Listing:
        shelf, other, _ = self.clients()
        known = (shelf.id, other.id)
        return Listing(operation, self.owner(), {}, known, "id", shelf.row.get("company_id"), True)

    def _may(self, operation: str) -> bool:
        """Whether rows may be made in company A that nothing removes; where not, those that are there are read."""
        return self.harness.consent.refusal(self.harness.contract[operation], self.owner().company) is None

    def _standing(self, operation: Operation, query: Mapping[str, object]) -> Listing:
        """A listing of rows that somebody else made."""
        return Listing(operation, self.owner(), query, (), "id", self.clients()[0].row.get("company_id"), True)

    def _searches(self, operation: Operation) -> Listing:
        if not self._may("createSearchHistory"):
            rows = self.owner().call(operation.id, purpose="setup").rows("searchHistories")
            categories = Counter(row["category"] for row in rows if isinstance(row.get("category"), str))
            several = [category for category, number in categories.most_common(1) if number > 1]
            return self._standing(operation, {"category": several[0]} if several else {})
        category = self.naming.tagged("a")
        rows = [self.search("a", category) for _ in range(2)]
        self.search("a", self.naming.tagged("a"))  # a walk in pages that loses the filter meets it
        rows.append(self.search("a", category))
        known = tuple(row["id"] for row in rows)
        return Listing(operation, self.owner(), {"category": category}, known, "id", rows[0].get("company_id"), False)

    def _campaigns(self, operation: Operation) -> Listing:
        if not self._may("createCampaign"):
            return self._standing(operation, {})
        rows = [self.campaign("a") for _ in range(2)]
        known = tuple(row["id"] for row in rows)
        return Listing(operation, self.owner(), {}, known, "id", rows[0].get("company_id"), True)

    def _admin(self, operation: Operation) -> Listing:
        return Listing(operation, self.harness.actor("platform_admin"), {}, (), "id", None, True)

    def fill(self, operation: str, tenant: str = "a") -> bool:
        """Bring rows to a company's listing that was found too short; whether any were brought.

        CannotTest where nobody may bring them, Unusable where the target does not.
        """
        if operation != "bulkSourceLeads":
            return False
        return bool(self.source_leads.brought(tenant))

    def search(self, tenant: str, category: str) -> dict[str, Any]:
        """A new search of a company's owner."""
        return self.created(
            tenant, "createSearchHistory", "searchHistory", searchName=self.naming.tagged(tenant), category=category
        )

    def campaign(self, tenant: str) -> dict[str, Any]:
        """A new campaign of a company's owner."""
        return self.created(tenant, "createCampaign", "campaign", name=self.naming.tagged(tenant), status="paused")


Maker = Callable[[Shelves, Operation], Listing]

MAKERS: dict[str, Maker] = {
    "listClients": Shelves._client_list,
    "listLeads": Shelves._leads,
    "bulkEnrichLeads": Shelves._leads,
    "bulkSourceLeads": Shelves._source,
    "listSearchHistory": Shelves._searches,
    "listCampaigns": Shelves._campaigns,
    "listAdminCompanies": Shelves._admin,
    "listAdminUsers": Shelves._admin,
}


def insist(paged: Collection[str], makers: Collection[str]) -> None:
    """Insist that every listing with pages has a row; HarnessBroken where one has none, or a row has no listing."""
    if missing := sorted(set(paged) ^ set(makers)):
        raise HarnessBroken(f"the page tests' MAKERS and the listings with x-page differ by: {', '.join(missing)}")


insist(PAGED, MAKERS)
