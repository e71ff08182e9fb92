"""The records that nothing deletes: how each kind is posted, and where it is listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from conformance import contract
from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.tenants import Tenant
from conformance.polling import Patience
from conformance.walking import walk

Pages = tuple[Exchange, ...]
"""All pages of a list."""


@dataclass(frozen=True)
class Kind:
    """One kind of record: the field that names it, what else its post needs, its list, and whether it names a client.

    `by_client` says that the list is asked for by client.
    """

    post: str
    name: str
    listing: str
    rows: str
    more: Mapping[str, object]
    linked: bool = True
    by_client: bool = False

    def body(self, name: str, tenant: Tenant) -> dict[str, object]:
        """A post of this name, linked to the tenant's client where the kind has such a link."""
        link = {"client_id": tenant.client.client_id} if self.linked else {}
        return {self.name: name, **self.more, **link}

    def posted(self, tenant: Tenant, name: str, actor: Actor | None = None) -> Exchange:
        """The tenant's own record of this name, or one of a colleague; Unusable where the target takes none."""
        answer = (actor or tenant.actor).call(self.post, json=self.body(name, tenant), purpose="control")
        needed(answer, expected=one_of(200, 201), actual=answer.status, what=f"a record by {self.post}")
        return answer

    def listed(self, actor: Actor, tenant: Tenant, **filters: object) -> Pages:
        """All pages of the list, of the tenant's client where it is asked for by client."""
        query = dict(tenant.query if self.by_client else {}) | filters
        operation = contract.load()[self.listing]
        if operation.page is None:
            return (actor.call(self.listing, query=query),)
        return walk(actor, operation, query, limit=1000).pages

    def names(self, pages: Pages) -> list[object]:
        """The names of all rows of a list."""
        return [row.get(self.name) for page in pages for row in page.rows(self.rows)]

    def settled(self, patience: Patience, actor: Actor, tenant: Tenant, name: str) -> Pages:
        """The list as soon as it shows the name, or as it stands when the bound is over."""
        seen: list[Pages] = []
        patience.until(partial(self._look, seen, actor, tenant), lambda _: name in self.names(seen[-1]))
        return seen[-1]

    def twice(self, patience: Patience, actor: Actor, tenant: Tenant, **filters: object) -> list[Pages]:
        """The list at once and, where views may lag, again after the bound."""
        seen: list[Pages] = []
        patience.twice(partial(self._look, seen, actor, tenant, **filters))
        return seen

    def _look(self, seen: list[Pages], actor: Actor, tenant: Tenant, **filters: object) -> Exchange:
        seen.append(self.listed(actor, tenant, **filters))
        return seen[-1][-1]


SEARCH = Kind("createSearchHistory", "searchName", "listSearchHistory", "searchHistories", {})
WEBHOOK = Kind("createWebhook", "name", "listWebhooks", "webhooks", {"platform": "generic"})
CAMPAIGN = Kind("createCampaign", "name", "listCampaigns", "campaigns", {"campaignType": "email"})
TERRITORY = Kind("saveTerritoryCompany", "companyName", "listTerritoryCompanies", "companies", {}, by_client=True)
BUG = Kind("reportBug", "description", "listBugs", "bugs", {}, linked=False)
ENHANCEMENT = Kind("requestEnhancement", "description", "listEnhancements", "enhancements", {}, linked=False)

LINKED = (SEARCH, WEBHOOK, CAMPAIGN, TERRITORY)
LISTED = (WEBHOOK, CAMPAIGN, BUG, ENHANCEMENT)
"""The kinds whose lists are the company's or the owner's; searches have a requirement of their own (LG-ISO-018)."""
