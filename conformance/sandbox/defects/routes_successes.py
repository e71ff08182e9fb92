"""Successes that one route among all answers in a form of its own."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import answers, in_body, successes
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.choices import EVERY, READING, TOKENED
from conformance.sandbox.deviation import Defect
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Json, Object

KEPT_KEYS = (
    *("createClient", "createLeads", "getEnrichLead", "listClients", "listLeads", "login"),
    *("refreshTokens", "updateClient", "updateEnrichLead"),
)
"""What answers under a key that is stated or was observed."""

INFERRED_KEYS = (
    *("createCampaign", "createSearchHistory", "createWebhook", "findLead", "getCompany", "getPipeline"),
    *("getUrlSettings", "listBugs", "listCampaigns", "listRecentRuns", "listSearchHistory", "listTerritoryCompanies"),
    *("listUnipileAccounts", "listWebhooks", "reportBug", "saveTerritoryCompany", "updateSearchHistory"),
)
"""What answers under a key that was only inferred."""

OWNED = (
    *("createClient", "createLeads", "createSearchHistory", "getCompany", "getEnrichLead", "listClients", "listLeads"),
    *("listSearchHistory", "updateClient", "updateCompany", "updateEnrichLead", "updateLeads", "updateSearchHistory"),
)
"""What shows an owner."""

TIMED = (
    *("createClient", "createLeads", "createSearchHistory", "createWebhook", "getEnrichLead", "getTaskStatus"),
    *("getUrlSettings", "listBugs", "listClients", "listEnhancements", "listLeads", "listRecentRuns"),
    *("listSearchHistory", "listWebhooks", "reportBug", "requestEnhancement", "updateClient", "updateEnrichLead"),
    *("updateLeads", "updateSearchHistory"),
)
"""What shows times."""


class SuccessesSayFailure(Defect):
    """The flag was turned round."""

    id = "successes-say-failure"
    sentence = "Successes of {operation} say success: false."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-003"

    def apply(self, application: Application) -> None:
        """Deny it."""
        successes(application, lambda _, body: {**body, "success": False})


def gathered(application: Application, under: str) -> None:
    """Let all of a success but its flag stand under another key."""

    def moved(_call: Call, body: Object) -> Object:
        return {"success": True, under: {name: value for name, value in body.items() if name != "success"}}

    successes(application, moved)


class ResourceUnderData(Defect):
    """The envelope of another framework."""

    id = "resource-under-data"
    sentence = "{operation} answers with its resource under data."
    faults = ("F53",)
    choices = KEPT_KEYS
    requirement = "LG-ENV-006"
    because = "Whoever looks for the resource in the answer finds none, in each way to make or to change one."

    def apply(self, application: Application) -> None:
        """Put it there."""
        gathered(application, "data")


class ResourceUnderResult(Defect):
    """The envelope of a remote procedure."""

    id = "resource-under-result"
    sentence = "{operation} answers with its resource under result."
    faults = ("F53",)
    choices = INFERRED_KEYS
    requirement = "LG-ENV-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put it there."""
        gathered(application, "result")


class SuccessIs202(Defect):
    """The work is done behind a queue, or so the status says."""

    id = "success-is-202"
    sentence = "Successes of {operation} are answered 202."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Change the status."""

        def accepted(_call: Call, answer: Answer) -> Answer:
            return replace(answer, status=202) if answer.status < 300 else answer

        answers(application, accepted)


class BodyCalledText(Defect):
    """The default of the gateway."""

    id = "body-called-text"
    sentence = "{operation} answers JSON with the content type text/plain."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-009"

    def apply(self, application: Application) -> None:
        """Name the wrong type."""

        def called(_call: Call, answer: Answer) -> Answer:
            return replace(answer, headers=[*answer.headers, (b"content-type", b"text/plain; charset=utf-8")])

        answers(application, called)


class OwnerIsAName(Defect):
    """A join that shows the wrong column."""

    id = "owner-is-a-name"
    sentence = "The owner in answers of {operation} is a user name."
    faults = ("F53",)
    choices = OWNED
    requirement = "LG-ENV-010"

    def apply(self, application: Application) -> None:
        """Look the user up."""
        users = application.identity.users

        def named(name: str, value: Json) -> Json:
            user = users.get(value) if name == "owner" and isinstance(value, str) else None
            return str(user.columns["username"]) if user else value

        successes(application, lambda _, body: in_body(body, named))


class TimesLocal(Defect):
    """Local time, or so it seems."""

    id = "times-local"
    sentence = "The times in answers of {operation} do not say their zone."
    faults = ("F53",)
    choices = TIMED
    requirement = "LG-ENV-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take the zone off."""

        def local(name: str, value: Json) -> Json:
            return value.removesuffix("Z") if name.endswith("At") and isinstance(value, str) else value

        successes(application, lambda _, body: in_body(body, local))


class CredentialEchoed(Defect):
    """What came in is told for debugging."""

    id = "credential-echoed"
    sentence = "{operation} answers with the token that it was called with, under debug."
    faults = ("F54",)
    choices = TOKENED
    requirement = "LG-ENV-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Add it."""

        def echoed(call: Call, body: Object) -> Object:
            token = application.credentials.bearer_token(call)
            return {**body, "debug": {"token": token}} if token else body

        successes(application, echoed)


class OthersNamed(Defect):
    """A helpful list, written before there were tenants."""

    id = "others-named"
    sentence = "{operation} answers with the names of other companies' clients, under suggestions."
    faults = ("F15", "F54")
    choices = tuple(each for each in READING if not each.startswith("listAdmin"))
    requirement = "LG-ENV-014"

    def apply(self, application: Application) -> None:
        """Add them."""
        clients = application.resource(Clients).clients

        def helpful(call: Call, body: Object) -> Object:
            others = clients.select(Filter().where("company_id <> ?", call.principal.company_id or ""))
            return {**body, "suggestions": [each.fields["clientName"] for each in others]}

        successes(application, helpful)
