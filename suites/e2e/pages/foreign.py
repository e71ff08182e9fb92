"""Tokens of company B's listings, and of another client of company A: real ones, which open a page at home."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string
from conformance.fixtures.clients import TemporaryClient
from conformance.suites.e2e.pages.listings import BULK, Shelves
from conformance.walking import next_token

_ROWS = 2
"""Rows that make a token: one for the page, one behind it."""


@dataclass(frozen=True)
class ForeignToken:
    """A token, the query of the listing that gave it, and the page that it opens there."""

    token: str
    query: Mapping[str, object]
    home: Exchange


class Abroad:
    """Tokens from elsewhere, fetched at first need; rows are made only where a listing has too few for a token."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._client: TemporaryClient | None = None
        self._tokens: dict[str, ForeignToken] = {}

    def token(self, operation: str) -> ForeignToken:
        """A token of company B's listing."""
        if operation not in self._tokens or self._shelves.harness.stage.attempt > 1:
            reader = self._shelves.reader(operation, "b")
            self._tokens[operation] = self._fetched(operation, reader, self._query(operation), self._maker(operation))
        return self._tokens[operation]

    def beside(self, operation: str) -> ForeignToken:
        """A token of the leads of company A's other client, whose listing is like the first but for its filter."""
        other = self._shelves.clients()[1]
        query: dict[str, object] = {"client_id": other.client_id}
        if operation in BULK:
            query = {"companyId": other.row.get("company_id"), "clientId": other.client_id}
        return self._fetched(operation, self._shelves.reader(operation), query, None)

    def _fetched(
        self, operation: str, reader: Actor, query: Mapping[str, object], make: Callable[[], object] | None
    ) -> ForeignToken:
        style = self._shelves.harness.contract[operation].page
        assert style is not None

        def first() -> Exchange:
            return reader.call(operation, query={**query, style.limit: 1}, purpose="setup")

        def leads_on(page: Exchange) -> bool:
            return next_token(page) is not None

        page = first()
        if not leads_on(page) and make is not None:
            for _ in range(_ROWS - len(page.rows(style.rows))):
                make()
        page = page if leads_on(page) else self._shelves.patience.until(first, leads_on)
        needed(page, expected=nonempty_string(), actual=next_token(page), what=f"a token of {operation}")
        token = str(next_token(page))
        asked = {**query, style.limit: 1, style.token: token}
        home = self._shelves.patience.until(
            lambda: reader.call(operation, query=asked, purpose="control"), lambda page: page.succeeded
        )
        return ForeignToken(token, query, home)

    def _theirs(self) -> TemporaryClient:
        """A client of company B with two leads."""
        if self._client is None:
            self._client = self._shelves.client("b")
            self._shelves.leads("b", *[self._client] * _ROWS)
        return self._client

    def _query(self, operation: str) -> Mapping[str, object]:
        if operation == "listLeads":
            return {"client_id": self._theirs().client_id}
        return {"companyId": self._theirs().row.get("company_id")} if operation.startswith("bulk") else {}

    def _maker(self, operation: str) -> Callable[[], object] | None:
        shelves = self._shelves
        return {
            "listClients": lambda: shelves.client("b"),
            "listSearchHistory": lambda: shelves.search("b", shelves.naming.tagged("b")),
            "listCampaigns": lambda: shelves.campaign("b"),
            "bulkSourceLeads": lambda: shelves.fill(operation, "b"),
        }.get(operation)
