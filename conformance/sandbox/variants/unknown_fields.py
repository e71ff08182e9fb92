"""Bodies with more in them than the operation knows are refused."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources import (
    api_keys,
    campaigns,
    chat,
    clients,
    company,
    maintenance,
    scraping,
    search_history,
    settings,
    territory,
    webhooks,
)
from conformance.sandbox.values import Object

IDENTITY = ("id", "owner", "company_id", "client_id", "createdAt", "updatedAt")
"""What bodies repeat from answers."""

FIELDS: dict[str, tuple[str, ...]] = {
    "createClient": clients.FIELDS.names,
    "updateClient": clients.FIELDS.names,
    "createCompany": company.FIELDS.names,
    "updateCompany": company.FIELDS.names,
    "createSearchHistory": search_history.FIELDS.names,
    "updateSearchHistory": search_history.PROGRESS.names,
    "createWebhook": webhooks.FIELDS.names,
    "saveTerritoryCompany": territory.FIELDS.names,
    "createCampaign": campaigns.FIELDS.names,
    "reportBug": maintenance.FIELDS.names,
    "requestEnhancement": maintenance.FIELDS.names,
    "createApiKey": api_keys.FIELDS.names,
    "chat": chat.FIELDS.names,
    "startLeadScrape": scraping.FIELDS.names,
    "createUrlSettings": settings.UrlSettings.fields.names,
    "updateUrlSettings": settings.UrlSettings.fields.names,
    "createAgentSettings": settings.AgentSettings.fields.names,
    "updateAgentSettings": settings.AgentSettings.fields.names,
    "createSdrSettings": settings.SdrSettings.fields.names,
    "updateSdrSettings": settings.SdrSettings.fields.names,
    "validateEmail": ("email",),
    "verifyEmail": ("email",),
}
"""operationId → the fields that it knows."""

TAKES_AN_ID = ("updateClient", "updateSearchHistory", "updateLeads")


class UnknownFieldsAreRefused(Variant):
    """A misspelt name is told, not dropped."""

    id = "unknown-fields-are-refused"
    sentence = "A body with a field that the operation does not know, but for identity fields, gets 400."
    requirements = ("LG-ENV-017", "LG-TERR-019", "LG-SET-007", "LG-CLI-002", "LG-SRCH-002", "LG-INT-012")

    def apply(self, application: Application) -> None:
        """Judge the names first."""
        for operation_id, names in FIELDS.items():
            application.wrap(operation_id, refusing(unknown_to(names)))


class IdentityFieldsAreRefused(Variant):
    """Nobody writes ids and owners."""

    id = "identity-fields-are-refused"
    sentence = "A body with an owner, a company_id or times, or with an id where none is asked for, gets 400."
    requirements = ("LG-ISO-030", "LG-ISO-031", "LG-ISO-032", "LG-ISO-033", "LG-LEAD-055", "LG-LEAD-054")

    def apply(self, application: Application) -> None:
        """Judge the names first, in the rows of a batch too."""
        for operation_id in (*FIELDS, "createLeads", "updateLeads", "updateEnrichLead"):
            refused = [name for name in IDENTITY if name != "client_id"]
            if operation_id in TAKES_AN_ID:
                refused.remove("id")
            application.wrap(operation_id, refusing(refused.__contains__))


def unknown_to(names: tuple[str, ...]) -> Callable[[str], bool]:
    """Says of a name whether it is neither one of these nor that of an identity field."""
    return lambda name: name not in (*names, *IDENTITY)


def refusing(is_refused: Callable[[str], bool]) -> Callable[[Handler], Handler]:
    """Something around a handler that refuses a body, or a row of it, with such a name."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            leads = call.body.get("leads")
            rows: list[Object] = [each for each in leads if isinstance(each, dict)] if isinstance(leads, list) else []
            for name in [name for row in (call.body, *rows) for name in row if is_refused(name)]:
                raise InvalidValue(f"{name} is not a field to send.", {"field": name})
            return handler(call)

        return answered

    return around
