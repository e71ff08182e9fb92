"""The records that nothing deletes: how each kind is posted, and where it is listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from conformance import contract
from conformance.actors import Actor
from conformance.credentials import Credential
from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient
from conformance.polling import Patience
from conformance.walking import walk

Pages = tuple[Exchange, ...]
"""All pages of a list."""


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of record: the field that names it, what else its post needs, its list, and what that decides.

    `walled` is the requirement that keeps it from other companies, `within` the one on who of the company sees it;
    `beside` is a list of what nobody can post, looked at along with it for the same requirement as `walled`; `linked`
    says whether a post may name a client, `by_client` that it must, as its list must; `owned_by_post` that, of the
    Members, only a record's owner may post it again: that tells the owner where no answer shows one.
    """

    post: str
    name: str
    listing: str
    rows: str
    more: Mapping[str, object]
    walled: str
    within: str | None = None
    linked: bool = True
    by_client: bool = False
    owned_by_post: bool = False
    beside: str | None = None

    def body(self, name: str, client: TemporaryClient | None = None) -> dict[str, object]:
        """A post of this name, linked to a client where one is given."""
        link = {"client_id": client.client_id} if client is not None else {}
        return {self.name: name, **self.more, **link}

    def listed(
        self, actor: Actor, client: TemporaryClient, *, by: Sequence[Credential] | None = None, **filters: object
    ) -> Pages:
        """All pages of the list, of the client where it is asked for by client; `by` what, where it has one page."""
        query = ({"client_id": client.client_id} if self.by_client else {}) | filters
        operation = contract.load()[self.listing]
        if operation.page is None:
            return (actor.call(self.listing, query=query, by=by),)
        return walk(actor, operation, query, limit=1000).pages

    def names(self, pages: Pages) -> list[object]:
        """The names of all rows of a list."""
        return [row.get(self.name) for page in pages for row in page.rows(self.rows)]

    def settled(self, patience: Patience, actor: Actor, client: TemporaryClient, name: str) -> Pages:
        """The list as soon as it shows the name, or as it stands when the bound is over."""
        seen: list[Pages] = []

        def look() -> Exchange:
            seen.append(self.listed(actor, client))
            return seen[-1][-1]

        patience.until(look, lambda _: name in self.names(seen[-1]))
        return seen[-1]


def posted(
    patience: Patience,
    maker: Actor,
    kind: Kind,
    name: str,
    client: TemporaryClient | None,
    asked: dict[str, str],
) -> tuple[Exchange, Exchange]:
    """The answer to a maker who says in the body whose the record is, and the one that is to have made it.

    They are one, or the second came without that: a target may refuse it (tolerated). A client that was not found is
    sought once more, and until the bound is over: the first may have met a view that did not have it yet.
    """
    naming_others = made = maker.call(kind.post, json=kind.body(name, client) | asked)
    if made.status in (400, 404):
        made = maker.call(kind.post, json=kind.body(name, client))
    if naming_others.status == 404 and made.succeeded and kind.by_client:
        again = partial(maker.call, kind.post, json=kind.body(name, client) | asked)
        naming_others = patience.until(again, lambda answer: answer.status != 404)
    return naming_others, made


SEARCH = Kind(
    "createSearchHistory", "searchName", "listSearchHistory", "searchHistories", {}, "LG-ISO-018", "LG-ISO-038"
)
WEBHOOK = Kind(
    "createWebhook",
    "name",
    "listWebhooks",
    "webhooks",
    {"platform": "generic"},
    "LG-ISO-019",
    "LG-ISO-038",
    beside="listUnipileAccounts",
)
CAMPAIGN = Kind(
    "createCampaign", "name", "listCampaigns", "campaigns", {"campaignType": "email", "status": "paused"}, "LG-ISO-019"
)
TERRITORY = Kind(
    "saveTerritoryCompany",
    "companyName",
    "listTerritoryCompanies",
    "companies",
    {},
    "LG-ISO-017",
    by_client=True,
    owned_by_post=True,
)
BUG = Kind("reportBug", "description", "listBugs", "bugs", {}, "LG-ISO-019", "LG-ISO-039", linked=False)
ENHANCEMENT = Kind(
    "requestEnhancement",
    "description",
    "listEnhancements",
    "enhancements",
    {},
    "LG-ISO-019",
    "LG-ISO-039",
    linked=False,
)

KINDS = {
    SEARCH: "B at A",
    WEBHOOK: "B at A",
    CAMPAIGN: "A at B",
    TERRITORY: "B at A",
    BUG: "B at A",
    ENHANCEMENT: "B at A",
}
"""The direction of each at standard: where company A is looked at, a Member of it posts, and its Owner looks too."""
