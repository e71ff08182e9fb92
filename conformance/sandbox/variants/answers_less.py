"""Answers without what the reference calls optional."""

from collections.abc import Collection

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Operation
from conformance.sandbox.variants._answers import every_answer, is_success, records

WITH_OPTIONAL_TIMES = ("client", "clients", "lead", "leads", "company", "settings")
"""The keys of records whose times are optional."""


class _Lacks(Variant):
    """Leaves names out of the answers of some operations. `names`: at top level and in records."""

    names: Collection[str]
    operations: Collection[str]

    def apply(self, application: Application) -> None:
        """Take them away as the answer leaves."""

        def cut(operation: Operation, _call: Call, answer: Answer) -> None:
            if operation.id in self.operations and is_success(answer) and isinstance(answer.body, dict):
                for shown in [answer.body, *records(answer)]:
                    for name in self.names:
                        shown.pop(name, None)

        every_answer(application, cut)


class NoTimes(Variant):
    """When a record was made is nobody's business."""

    id = "no-times"
    sentence = "Clients, leads, companies and settings carry neither createdAt nor updatedAt in any answer."
    requirements = (
        "LG-LEAD-055",
        "LG-ENV-011",
        "LG-CLI-014",
        "LG-LEAD-040",
        "LG-SET-017",
        "LG-LEAD-026",
        "LG-COMP-001",
    )

    def apply(self, application: Application) -> None:
        """Cut them from the records under these keys."""

        def cut(operation: Operation, _call: Call, answer: Answer) -> None:
            if not is_success(answer) or not isinstance(answer.body, dict):
                return
            for key in WITH_OPTIONAL_TIMES:
                value = answer.body.get(key)
                for record in value if isinstance(value, list) else [value]:
                    if isinstance(record, dict) and operation.id != "listTerritoryCompanies":
                        record.pop("createdAt", None)
                        record.pop("updatedAt", None)

        every_answer(application, cut)


class NoCounts(Variant):
    """The rows can be counted by whoever wants to know."""

    id = "no-counts"
    sentence = (
        "Lists have no count, a purge tells no deletedLeads, and a batch has neither errors nor an empty skipped."
    )
    requirements = (
        "LG-LEAD-025",
        "LG-BULK-012",
        "LG-CLI-021",
        "LG-CLI-026",
        "LG-LEAD-033",
        "LG-LEAD-043",
        "LG-LEAD-049",
    )

    def apply(self, application: Application) -> None:
        """Leave them out; `skipped` of a creation stays, it is no option."""

        def cut(operation: Operation, _call: Call, answer: Answer) -> None:
            if not is_success(answer) or not isinstance(answer.body, dict):
                return
            if operation.path.endswith(("/leads", "/list", "/clients")):
                for name in ("count", "deletedLeads", "errors"):
                    answer.body.pop(name, None)
                if operation.id != "createLeads" and answer.body.get("skipped") == []:
                    del answer.body["skipped"]

        every_answer(application, cut)


class NoTokenOnTheLastPage(Variant):
    """Nothing where nothing follows."""

    id = "no-token-on-the-last-page"
    sentence = "The last page of a listing has no nextToken at all, instead of null."
    requirements = (
        "LG-PAGE-006",
        "LG-PAGE-010",
        "LG-CLI-005",
        "LG-LEAD-004",
        "LG-BULK-001",
        "LG-INT-002",
        "LG-ADM-001",
    )

    def apply(self, application: Application) -> None:
        """Leave a null out."""

        def cut(_operation: Operation, _call: Call, answer: Answer) -> None:
            if is_success(answer) and isinstance(answer.body, dict) and answer.body.get("nextToken", "") is None:
                del answer.body["nextToken"]

        every_answer(application, cut)


class LoginIsBare(_Lacks):
    """Tokens, and nobody's name."""

    id = "login-is-bare"
    sentence = "POST /auth and POST /auth/refresh answer with tokens alone, without the user."
    requirements = ("LG-AUTH-027", "LG-AUTH-035", "LG-AUTH-039")
    names = ("user",)
    operations = ("login", "refreshTokens")


class TerritoryIsBare(_Lacks):
    """Names and numbers of leads."""

    id = "territory-is-bare"
    sentence = "Territory rows have no qualifiedLeads, averageLeadScore or lastActivityDate."
    requirements = (
        "LG-TERR-001",
        "LG-TERR-005",
        "LG-TERR-006",
        "LG-TERR-007",
        "LG-TERR-011",
        "LG-TERR-012",
        "LG-TERR-020",
    )
    names = ("qualifiedLeads", "averageLeadScore", "lastActivityDate")
    operations = ("listTerritoryCompanies", "saveTerritoryCompany")


class TasksAreBare(_Lacks):
    """A run is its id and its state."""

    id = "tasks-are-bare"
    sentence = "Runs are shown without taskId, leadId, finishedAt, output and error."
    requirements = (
        "LG-TASK-001",
        "LG-TASK-004",
        "LG-TASK-005",
        "LG-TASK-008",
        "LG-TASK-010",
        "LG-PROC-013",
        "LG-INT-029",
    )
    names = ("taskId", "leadId", "finishedAt", "output", "error")
    operations = ("getTaskStatus", "listRecentRuns")


class ScrapingIsBare(_Lacks):
    """A scrape is its id and its status."""

    id = "scraping-is-bare"
    sentence = "The scraping operations answer without searchHistoryId, progress, totals and error."
    requirements = ("LG-INT-017", "LG-INT-019", "LG-INT-020", "LG-INT-022", "LG-INT-023")
    names = ("searchHistoryId", "progress", "totalLeadsFound", "totalLeadsSaved", "totalLeadsFailed", "error")
    operations = ("startLeadScrape", "getLeadGenerationStatus")


class EmailChecksAreBare(_Lacks):
    """The verdict without its reasons."""

    id = "email-checks-are-bare"
    sentence = "The e-mail checks give no reason, mx, smtp or catchAll."
    requirements = ("LG-MAIL-001", "LG-MAIL-003", "LG-MAIL-005", "LG-MAIL-006", "LG-MAIL-007")
    names = ("reason", "mx", "smtp", "catchAll")
    operations = ("validateEmail", "verifyEmail")


class AdminListsAreBare(_Lacks):
    """Only what names a company or a user."""

    id = "admin-lists-are-bare"
    sentence = "The admin lists show neither owners nor memberships nor times."
    requirements = ("LG-ADM-001", "LG-ADM-002", "LG-ADM-005", "LG-ADM-006")
    names = ("owner", "company_id", "role", "createdAt")
    operations = ("listAdminCompanies", "listAdminUsers")


class CompanyHasNoRole(_Lacks):
    """What one may do is found out by doing."""

    id = "company-has-no-role"
    sentence = "The answers of /company do not tell the caller's role."
    requirements = ("LG-COMP-001", "LG-COMP-004", "LG-COMP-013", "LG-COMP-015")
    names = ("role",)
    operations = ("getCompany", "updateCompany", "createCompany")


class ApiKeyIsBare(_Lacks):
    """The key and nothing else."""

    id = "api-key-is-bare"
    sentence = "Making an API key answers with apiKey alone."
    requirements = ("LG-INT-015", "LG-INT-016", "LG-ENV-012")
    names = ("id", "name", "createdAt")
    operations = ("createApiKey",)


class WebhooksDoNotCount(_Lacks):
    """Events are taken, not counted."""

    id = "webhooks-do-not-count"
    sentence = "Webhooks are shown without eventCount and lastEventAt."
    requirements = ("LG-HOOK-001", "LG-HOOK-002", "LG-HOOK-006", "LG-HOOK-008", "LG-RATE-021")
    names = ("eventCount", "lastEventAt")
    operations = ("listWebhooks", "createWebhook")
