"""One round over all operations: a wrong body for each that takes one, then a look by each that reads.

Each request shows several things at once: a wrong body is refused, and nothing of it shows in the looks that follow;
a look carries a query parameter that nobody knows and the content type of a body that it has not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance import catalogue
from conformance.contract import Operation
from conformance.exchange import Exchange, Headers
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.envelope.bodies import FIELD, NO_OBJECT, NOT_JSON, kinds, number_of, spoilt
from conformance.walking import next_token, walk

WITH_BODIES = catalogue.load()["LG-ENV-015"].operations
READING = catalogue.load()["LG-ENV-018"].operations
LASTING = catalogue.load()["LG-ENV-021"].operations
REMOVABLE = ("createClient", "updateClient", "createLeads", "updateLeads", "updateEnrichLead")

JSON: Headers = (("Content-Type", "application/json"),)
STRANGE = {"lgcUnknown": "strange"}

SEEN_BY: Mapping[str, str] = {
    "createClient": "listClients",
    "updateClient": "listClients",
    "createLeads": "listLeads",
    "updateLeads": "listLeads",
    "updateEnrichLead": "getEnrichLead",
    "updateCompany": "getCompany",
    "createCompany": "getCompany",
    "createSearchHistory": "listSearchHistory",
    "updateSearchHistory": "listSearchHistory",
    "createWebhook": "listWebhooks",
    "saveTerritoryCompany": "listTerritoryCompanies",
    "updateUrlSettings": "getUrlSettings",
    "createUrlSettings": "getUrlSettings",
    "updateAgentSettings": "getAgentSettings",
    "createAgentSettings": "getAgentSettings",
    "updateSdrSettings": "getSdrSettings",
    "createSdrSettings": "getSdrSettings",
    "createCampaign": "listCampaigns",
    "reportBug": "listBugs",
    "requestEnhancement": "listEnhancements",
}
"""Where what an operation writes would show."""


@dataclass(frozen=True)
class Refusal:
    """A wrong body that was sent: of which kind, and what in it must show nowhere."""

    operation: Operation
    kind: str
    marker: str
    answer: Exchange


class Tour:
    """Each part is sent at first need: the wrong bodies, then the looks."""

    def __init__(
        self, harness: Harness, requests: Requests, tenant: Tenant, naming: Naming, patience: Patience
    ) -> None:
        self.tenant = tenant
        self._harness = harness
        self._requests = requests
        self._naming = naming
        self._patience = patience
        self._looks: dict[str, Exchange] = {}

    @cached_property
    def refusals(self) -> list[Refusal]:
        """What became of the wrong bodies of all operations whose effects the profile allows."""
        due = kinds(WITH_BODIES, (*LASTING, *REMOVABLE), every=self._harness.context.level == "deep")
        return [self._wrong(operation, kind) for operation, kind in due if self._permitted(operation)]

    def plain(self, operation: str) -> Exchange:
        """A read as the contract has it."""
        return self._read(operation, {}, ())

    def strange(self, operation: str) -> Exchange:
        """The same with a parameter that nobody knows."""
        return self._read(operation, STRANGE, ())

    def typed(self, operation: str) -> Exchange:
        """The same with the content type of a body that it has not."""
        return self._read(operation, {}, JSON)

    def look(self, operation: str) -> Exchange:
        """The same with both, once a tour, after the wrong bodies; repeated while the tenant's own row lags."""
        _ = self.refusals
        if operation not in self._looks:
            self._looks[operation] = self._patience.until(
                lambda: self._read(operation, STRANGE, JSON), lambda seen: self.shows(operation, seen)
            )
        return self._looks[operation]

    def shows(self, operation: str, answer: Exchange) -> bool:
        """Whether an answer is a success that shows the tenant's own record, where that is known."""
        own = {
            "listClients": self.tenant.client.id,
            "listLeads": self.tenant.lead.id,
            "getEnrichLead": self.tenant.lead.id,
            "findLead": self.tenant.lead.id,
            "bulkEnrichLeads": self.tenant.lead.id,
            "getCompany": self.tenant.company_id,
        }.get(operation)
        return answer.succeeded and (own is None or own in _texts(answer.json))

    def strays(self, refusals: list[Refusal]) -> tuple[list[Exchange], list[str]]:
        """Looks at all that the refused bodies would have written, and which operations' markers show there."""
        views = dict.fromkeys(SEEN_BY[each.operation.id] for each in refusals)
        seen: dict[str, list[Exchange]] = {view: self._whole(view) for view in views}
        texts = {view: _texts([page.json for page in pages]) for view, pages in seen.items()}
        shown = [each for each in refusals if {each.marker, number_of(each.marker)} & texts[SEEN_BY[each.operation.id]]]
        return [page for pages in seen.values() for page in pages], [each.operation.id for each in shown]

    def _whole(self, view: str) -> list[Exchange]:
        first = [self.look(view)]
        if self._patience.bound > 0:
            first += self._patience.twice(lambda: self.plain(view))[1:]
        known = self._harness.contract.require(view)
        pages = list(first)
        for page in first:
            if known.page is not None and (token := next_token(page)) is not None:
                right = self._requests.right(view, self.tenant)
                pages += walk(
                    self._requests.by(view, self.tenant), known, right.query, limit=known.page.maximum, token=token
                ).pages
        return pages

    def _read(self, operation: str, extra: Mapping[str, object], headers: Headers) -> Exchange:
        right = self._requests.right(operation, self.tenant)
        page = right.operation.page
        limit = {page.limit: page.maximum} if page is not None else {}
        return self._requests.by(operation, self.tenant).call(
            operation, path=right.path, query={**right.query, **limit, **extra}, headers=headers
        )

    def _wrong(self, operation: str, kind: str) -> Refusal:
        right = self._requests.right(operation, self.tenant)
        marker = self._naming.client_name(self.tenant.actor)
        body = {**NOT_JSON, **NO_OBJECT}.get(kind)
        if kind == FIELD:
            wrong = spoilt(self._harness.contract, right.operation, right.json, marker)
            answer = self.tenant.actor.call(operation, path=right.path, json=wrong)
        else:
            answer = self.tenant.actor.call(operation, path=right.path, body=body)
        return Refusal(right.operation, kind, marker, answer)

    def _permitted(self, operation: str) -> bool:
        known = self._harness.contract.require(operation)
        company = self._harness.profile.companies.get(str(self.tenant.actor.company))
        shared = company is None or not company.disposable
        allowed = self._harness.consent.refusal(known, self.tenant.actor.company) is None
        return allowed and not (shared and "singleton" in known.effects)


def _texts(value: Any) -> set[object]:
    """All strings and numbers anywhere in a JSON value."""
    found: set[object] = set()
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, str | int):
            found.add(node)
    return found
