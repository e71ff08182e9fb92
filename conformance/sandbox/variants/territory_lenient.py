"""Territories that forgive a query, or do not know a client."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidValue, NotFound
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.territory import Territory
from conformance.sandbox.territories import Company
from conformance.sandbox.territory_queries import TerritoryQuery, territory_query
from conformance.sandbox.variants.territory_orders import answered_by

PARAMETERS = ("sortBy", "sortDirection", "minLeads", "maxLeads", "startDate", "endDate")


class TerritoryBadQueriesAreDefault(Variant):
    """A parameter that makes no sense was not sent."""

    id = "territory-bad-queries-are-default"
    sentence = (
        "A territory takes the default for a parameter outside its list or form, and lists nothing for an empty range."
    )
    requirements = ("LG-TERR-008", "LG-TERR-009", "LG-TERR-011", "LG-TERR-012", "LG-ENV-005", "LG-ENV-018")

    def apply(self, application: Application) -> None:
        """Ask again without what was wrong; where nothing alone was wrong, the range was."""
        territory = application.resource(Territory)

        def asked(call: Call) -> TerritoryQuery:
            query = {name: value for name, value in call.query.items() if name not in PARAMETERS}
            for name in PARAMETERS:
                try:
                    territory_query({name: call.query[name]})
                except (InvalidValue, KeyError):
                    continue
                query[name] = call.query[name]
            try:
                return territory_query(query)
            except InvalidValue:
                return territory_query({"minLeads": "999999999"})

        override(territory.asked, lambda _: asked)


class TerritoryUnknownIs404(Variant):
    """No client, no territory."""

    id = "territory-unknown-client-is-404"
    sentence = (
        "A territory of a client_id that names none of the caller's clients answers 404 instead of an empty list."
    )
    requirements = ("LG-ISO-017", "LG-ISO-028", "LG-TERR-001")

    def apply(self, application: Application) -> None:
        """Look for the client first."""
        clients = application.resource(Clients)

        def strict(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                answer = handler(call)
                if clients.by_client_id(call, call.query["client_id"]) is None:
                    raise NotFound("There is no such client.")
                return answer

            return listed

        application.wrap("listTerritoryCompanies", strict)


class UnscoredFirst(TerritoryQuery):
    """NULLS FIRST."""

    def ordered(self, companies: list[Company]) -> list[Company]:
        """Move rows without a mean to the beginning, in either direction."""
        ranked = super().ordered(companies)
        if self.sort_by != "averageLeadScore":
            return ranked
        return sorted(ranked, key=lambda company: company.average_score is not None)


class TerritoryUnscoredFirst(Variant):
    """Rows without a value stand at the same end in both directions."""

    id = "territory-unscored-first"
    sentence = "A territory by averageLeadScore begins with the rows that have none, in both directions."
    requirements = ("LG-TERR-012", "LG-TERR-013")

    def apply(self, application: Application) -> None:
        """Sort once more."""
        answered_by(application, UnscoredFirst)
