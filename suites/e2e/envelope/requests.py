"""Right requests for many operations at once: the example of each, with ids of this run in place of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from conformance import contract
from conformance.actors import Actor
from conformance.examples import example_of
from conformance.exchange import Exchange, Headers
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.harness import Harness


@dataclass(frozen=True)
class Reads:
    """Sends the reading operations, as whoever may, about one client and one lead."""

    harness: Harness
    client: TemporaryClient
    lead: TemporaryLead

    def reader(self, operation: str) -> Actor:
        """Who reads it: a platform admin where only they may, else company A's owner."""
        return self.harness.actor("platform_admin" if operation.startswith("listAdmin") else "owner_a")

    def send(self, operation: str, extra: Mapping[str, object] | None = None, headers: Headers = ()) -> Exchange:
        """The answer to the operation, with query parameters or headers added."""
        known = contract.load()[operation]
        example = example_of(contract.load(), known)
        query = {**example.query, **self._own(operation), **(extra or {})}
        path = dict.fromkeys(example.path, self.lead.id)
        return self.reader(operation).call(operation, query=query, path=path, headers=headers)

    def _own(self, operation: str) -> dict[str, object]:
        company = self.client.row.get("company_id")
        return {
            "listClients": {"clientId": self.client.id},
            "listLeads": {"client_id": self.client.client_id},
            "findLead": {"email": self.lead.sent["email"]},
            "bulkEnrichLeads": {"companyId": company, "clientId": self.client.client_id},
            "bulkSourceLeads": {"companyId": company, "clientId": self.client.client_id},
            "listTerritoryCompanies": {"client_id": self.client.client_id},
        }.get(operation, {})


def permitted(harness: Harness, operations: tuple[str, ...]) -> list[str]:
    """Those of the operations whose effects the profile allows on company A."""
    known = contract.load()
    return [each for each in operations if harness.consent.refusal(known[each], "a") is None]
