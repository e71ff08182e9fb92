"""The listings with pages: who reads each, what narrows it to known rows, and how those rows were made.

Every operation with `x-page` in openapi.json has a row in MAKERS; one without is a defect of ours.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from _pytest.mark.structures import ParameterSet

from conformance import contract
from conformance.actors import Actor
from conformance.contract import Operation, PageStyle
from conformance.evidence import CannotTest, Unusable, needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, one_of
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.leads import make_leads
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.walking import Walk, next_token, walk

Result = TypeVar("Result")

PAGED = tuple(each.id for each in contract.load().values() if each.page is not None)
"""Every operation of the contract that pages."""

_STEADY_TRIES = 3


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

    def whole(self) -> Walk:
        """All rows in the largest pages."""
        return self.walked(self.style.maximum)

    def walked(self, limit: int, token: str | None = None, rows: int = 1000) -> Walk:
        """A walk, which gives up where it takes far more pages than so many rows need."""
        most = 2 * math.ceil(rows / limit) + 5
        return walk(self.reader, self.operation, self.query, limit=limit, token=token, most_pages=most)

    def steady(self, act: Callable[[Walk], Result]) -> tuple[Walk, Result]:
        """The whole listing, and what an act on it gave while nobody else wrote in it.

        Unusable where somebody always did.
        """
        for _ in range(_STEADY_TRIES):
            before = self.whole()
            result = act(before)
            if not self.shared or set(before.ids()) == set(self.whole().ids()):
                return before, result
        raise Unusable(f"others write in the listing of {self.operation.id} all the time")

    def token(self, limit: int) -> str:
        """The token behind a first page of so many rows; Unusable where there is none."""
        first = self.page(limit)
        needed(first, expected=nonempty_string(), actual=next_token(first), what="a token")
        return str(next_token(first))

    def half(self) -> int:
        """A page size that leaves rows for a second page; CannotTest where there are not two rows."""
        number = len(self.known) or len(self.page(self.style.maximum).rows(self.style.rows))
        if number < 2:
            raise CannotTest(
                f"{self.operation.id} has {number} rows for {self.reader.name}",
                "Let the company have two at least",
            )
        return math.ceil(number / 2)


def sizes(rows: int, maximum: int) -> list[int]:
    """Two page sizes that make a walk of a few pages: one ends exactly with the last row where that can be."""
    half = math.ceil(rows / 2)
    other = half + 1 if rows % 2 == 0 else math.ceil(rows / 3)
    return sorted({max(1, min(each, maximum)) for each in (half, other)})


class Shelves:
    """The rows that the page tests of this process read and never change, made at first need."""

    def __init__(self, harness: Harness, naming: Naming, patience: Patience) -> None:
        self.harness = harness
        self.naming = naming
        self.patience = patience
        self._clients: dict[str, tuple[TemporaryClient, TemporaryClient, list[str]]] = {}
        self._made: dict[tuple[str, str], Listing] = {}
        self._tokens: dict[Listing, tuple[str, Exchange]] = {}

    def listing(self, operation: str, tenant: str = "a") -> Listing:
        """The listing of an operation as the owner of a company (or who may) reads it."""
        key = (operation, tenant)
        if key not in self._made:
            self._made[key] = MAKERS[operation](self, self.harness.contract[operation], tenant)
        return self._made[key]

    def token_of(self, listing: Listing) -> tuple[str, Exchange]:
        """A token of a listing, and the page that it opens at home; the same one for all tests but repeated ones."""
        if listing not in self._tokens or self.harness.stage.attempt > 1:
            token = listing.token(1)
            self._tokens[listing] = token, listing.page(1, token)
        return self._tokens[listing]

    def owner(self, tenant: str) -> Actor:
        """The owner of a company."""
        return self.harness.actor(f"owner_{tenant}")

    def clients(self, tenant: str) -> tuple[TemporaryClient, TemporaryClient, list[str]]:
        """A client with six leads, another whose leads lie between them, and the e-mails of the six; all are seen."""
        if tenant not in self._clients:
            owner = self.owner(tenant)
            shelf, other = make_client(owner, self.naming), make_client(owner, self.naming)
            emails = make_leads(owner, self.naming, shelf, 3)
            make_leads(owner, self.naming, other, 2)
            emails += make_leads(owner, self.naming, shelf, 3)
            self._seen(owner, "listLeads", {"client_id": shelf.client_id}, len(emails))
            self._clients[tenant] = shelf, other, emails
        return self._clients[tenant]

    def beside(self, tenant: str = "a") -> Listing:
        """The leads of the other client, whose listing is like that of the first but for its filter."""
        if ("beside", tenant) in self._made:
            return self._made["beside", tenant]
        other = self.clients(tenant)[1]
        query = {"client_id": other.client_id}
        operation = self.harness.contract["listLeads"]
        listing = Listing(operation, self.owner(tenant), query, (), "id", other.row.get("company_id"), False)
        self._made["beside", tenant] = listing
        return listing

    def _seen(self, reader: Actor, operation: str, query: Mapping[str, object], number: int) -> None:
        style = self.harness.contract[operation].page
        if style is not None:
            self.patience.until(
                lambda: reader.call(operation, query={**query, style.limit: style.maximum}, purpose="setup"),
                lambda page: len(page.rows(style.rows)) >= number,
            )

    def _leads(self, operation: Operation, tenant: str) -> Listing:
        shelf, _, emails = self.clients(tenant)
        company = shelf.row.get("company_id")
        query: dict[str, object] = {"client_id": shelf.client_id}
        if operation.id != "listLeads":
            query = {"companyId": company, "clientId": shelf.client_id}
            self._seen(self._keyed(tenant), operation.id, query, len(emails))
        return Listing(operation, self._reader(operation, tenant), query, tuple(emails), "email", company, False)

    def _source(self, operation: Operation, tenant: str) -> Listing:
        company = self.clients(tenant)[0].row.get("company_id")
        return Listing(operation, self._keyed(tenant), {"companyId": company}, (), "id", company, True)

    def _client_list(self, operation: Operation, tenant: str) -> Listing:
        shelf, other, _ = self.clients(tenant)
        known = (shelf.id, other.id)
        self.patience.until(
            lambda: self.owner(tenant).call("listClients", query={"limit": 1000}, purpose="setup"),
            lambda page: {row.get("id") for row in page.rows("clients")} >= set(known),
        )
        return Listing(operation, self.owner(tenant), {}, known, "id", shelf.row.get("company_id"), True)

    def _searches(self, operation: Operation, tenant: str) -> Listing:
        owner, category = self.owner(tenant), self.naming.tagged(tenant)
        rows = [
            self._created(owner, "createSearchHistory", "searchHistory", searchName=category, category=category)
            for _ in range(3)
        ]
        self._seen(owner, operation.id, {"category": category}, len(rows))
        known = tuple(row["id"] for row in rows)
        return Listing(operation, owner, {"category": category}, known, "id", rows[0].get("company_id"), False)

    def _campaigns(self, operation: Operation, tenant: str) -> Listing:
        owner = self.owner(tenant)
        rows = [self._created(owner, "createCampaign", "campaign", name=self.naming.tagged(tenant)) for _ in range(2)]
        known = tuple(row["id"] for row in rows)
        self.patience.until(
            lambda: owner.call(operation.id, query={"limit": 1000}, purpose="setup"),
            lambda page: {row.get("id") for row in page.rows("campaigns")} >= set(known),
        )
        return Listing(operation, owner, {}, known, "id", rows[0].get("company_id"), True)

    def _admin(self, operation: Operation, _tenant: str) -> Listing:
        return Listing(operation, self.harness.actor("platform_admin"), {}, (), "id", None, True)

    def _created(self, owner: Actor, operation: str, key: str, **body: object) -> dict[str, Any]:
        made = owner.call(operation, json=body, purpose="setup")
        needed(made, expected=one_of(200, 201), actual=made.status, what=f"a row by {operation}")
        needed(made, expected=nonempty_string(), actual=made.at(f"{key}.id"), what=f"the id of a row by {operation}")
        return dict(made.at(key))

    def _keyed(self, tenant: str) -> Actor:
        owner = self.owner(tenant)
        if not owner.has_key:
            raise CannotTest(
                f"the profile gives {owner.name} no API key", f"Add api_key and user_id to [actors.{owner.name}]"
            )
        return owner

    def _reader(self, operation: Operation, tenant: str) -> Actor:
        return self.owner(tenant) if operation.id == "listLeads" else self._keyed(tenant)


MAKERS: dict[str, Callable[[Shelves, Operation, str], Listing]] = {
    "listClients": Shelves._client_list,
    "listLeads": Shelves._leads,
    "bulkEnrichLeads": Shelves._leads,
    "bulkSourceLeads": Shelves._source,
    "listSearchHistory": Shelves._searches,
    "listCampaigns": Shelves._campaigns,
    "listAdminCompanies": Shelves._admin,
    "listAdminUsers": Shelves._admin,
}
