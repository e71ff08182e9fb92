"""Walls between companies, and between colleagues, that one route among all does not have."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import before
from conformance.sandbox.around_callers import callers
from conformance.sandbox.call import Call, Principal
from conformance.sandbox.choices import SECURED
from conformance.sandbox.company_settings import CompanySettings
from conformance.sandbox.defects.isolation_suite_walls import refuse_foreign
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Conflict, OwnerMismatch
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Operation
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.settings import AgentSettings, SdrSettings, UrlSettings

OF_NO_COMPANY = ("createCompany", "getCompany", "listAdminCompanies", "listAdminUsers", "updateCompany")
"""What asks for no company, and the renaming of one."""

KINDS: tuple[type[CompanySettings], ...] = (UrlSettings, AgentSettings, SdrSettings)


class ListOfAllCompanies(Defect):
    """The list selects without a condition."""

    id = "list-of-all-companies"
    sentence = "{operation} lists the rows of all companies."
    faults = ("F15",)
    choices = ("listBugs", "listCampaigns", "listEnhancements", "listUnipileAccounts", "listWebhooks")
    requirement = "LG-ISO-019"

    def apply(self, application: Application) -> None:
        """Ask for no company."""
        override(application.access.readable, lambda _: lambda call: Filter())  # noqa: ARG005  # as the original
        override(application.access.own, lambda _: lambda call: Filter())  # noqa: ARG005  # as the original


class ForeignClientLinked(Defect):
    """A record is its client's, and so is its owner."""

    id = "foreign-client-linked"
    sentence = "{operation} with the client_id of another company's client writes for that client's owner."
    faults = ("F17",)
    choices = ("createCampaign", "createSearchHistory", "createWebhook", "saveTerritoryCompany")
    requirement = "LG-ISO-014"

    def apply(self, application: Application) -> None:
        """Act as the owner of the client named."""
        clients = application.resource(Clients).clients

        def placed(call: Call) -> None:
            client = clients.find(Filter().equals("client_id", str(call.body.get("client_id"))))
            if client is not None and client.company_id != call.company_id:
                call.principal = replace(call.principal, owner=client.owner, company_id=client.company_id)

        before(application, placed)


class OldestSetUsed(Defect):
    """The first row of the table is taken, whose ever it is."""

    id = "oldest-set-used"
    sentence = "{operation} acts on the settings of the oldest company, whoever asks."
    faults = ("F12", "F13")
    choices = (
        *("getAgentSettings", "getSdrSettings", "getUrlSettings"),
        *("updateAgentSettings", "updateSdrSettings", "updateUrlSettings"),
    )
    requirement = "LG-ISO-020"

    def apply(self, application: Application) -> None:
        """Forget the condition."""

        def oldest_of(settings: CompanySettings) -> None:
            override(settings.of, lambda _: lambda company_id: settings.sets.find(Filter()))  # noqa: ARG005  # as the original

        for kind in KINDS:
            oldest_of(application.resource(kind))


class CompanyInQueryActs(Defect):
    """The query says in which company it is."""

    id = "company-in-query-acts"
    sentence = "{operation} shows what the company has that the query names."
    faults = ("F12", "F18")
    choices = ("getAgentSettings", "getCompany", "getSdrSettings", "getUrlSettings")
    requirement = "LG-ISO-020"

    def apply(self, application: Application) -> None:
        """Act in the company named."""

        def placed(call: Call) -> None:
            company = call.query.get("companyId")
            if company:
                call.principal = replace(call.principal, company_id=company)

        before(application, placed)


def read_by_everybody(application: Application) -> None:
    """Take down the wall between companies for reading, by id and in lists."""
    override(application.access.may_read, lambda _: lambda call, record: True)  # noqa: ARG005  # as the original
    override(application.access.readable, lambda _: lambda call: Filter())  # noqa: ARG005  # as the original


class RunsOfAllCompanies(Defect):
    """Runs are told to whoever asks."""

    id = "runs-of-all-companies"
    sentence = "{operation} shows the runs of all companies."
    faults = ("F23",)
    choices = ("getLeadGenerationStatus", "getTaskStatus", "listRecentRuns")
    requirement = "LG-ISO-021"

    def apply(self, application: Application) -> None:
        """Let everybody read."""
        read_by_everybody(application)


class ForeignRecordPutToWork(Defect):
    """Whatever exists may be worked on."""

    id = "foreign-record-put-to-work"
    sentence = "{operation} starts work for another company's lead or client."
    faults = ("F13",)
    choices = ("processCopyright", "processEnrich", "processSdr", "startLeadScrape", "submitTask", "triggerEnrichment")
    requirement = "LG-ISO-022"

    def apply(self, application: Application) -> None:
        """Let everybody read."""
        read_by_everybody(application)


def tell_foreign(application: Application) -> None:
    """Raise OwnerMismatch for another company's record, wherever one is looked up by its id."""

    def get(call: Call, records: Records, id: str, what: str) -> Record:
        record = records.get(id)
        if record is not None and record.company_id != call.company_id:
            raise OwnerMismatch(f"This {what} is not yours.")
        return original(call, records, id, what)

    original = application.access.get
    override(application.access.get, lambda _: get)


class ForeignRecordIsAMismatch(Defect):
    """The owner is compared before the company."""

    id = "foreign-record-is-a-mismatch"
    sentence = "{operation} is answered 403 owner_mismatch for another company's id and 404 for an unknown one."
    faults = ("F19",)
    choices = (
        *("deleteClient", "deleteLeads", "updateClient"),
        *("updateEnrichLead", "updateLeads", "updateSearchHistory"),
    )
    requirement = "LG-ISO-027"
    advisory = True

    def apply(self, application: Application) -> None:
        """Tell that the record exists."""
        tell_foreign(application)


class ForeignClientForbidden(Defect):
    """The client is looked up first, among everybody's."""

    id = "foreign-client-forbidden"
    sentence = "{operation} is answered 403 for another company's client_id, and otherwise for an unknown one."
    faults = ("F19",)
    choices = ("createLeads", "findLead", "listLeads", "listSearchHistory", "listTerritoryCompanies")
    requirement = "LG-ISO-028"
    advisory = True

    def apply(self, application: Application) -> None:
        """Tell that the client exists."""
        clients = application.resource(Clients).clients

        def check(call: Call) -> None:
            named = call.query.get("client_id") or call.body.get("client_id")
            refuse_foreign(call, clients, str(named))

        before(application, check)


class ForeignWorkForbidden(Defect):
    """The owner is compared before the company, where work is started and asked for."""

    id = "foreign-work-forbidden"
    sentence = "{operation} is answered 403 owner_mismatch for what is another company's and 404 for what is unknown."
    faults = ("F19",)
    choices = (
        *("getLeadGenerationStatus", "getTaskStatus", "processCopyright", "processEnrich"),
        *("processSdr", "startLeadScrape", "submitTask", "triggerEnrichment"),
    )
    requirement = "LG-ISO-029"
    advisory = True

    def apply(self, application: Application) -> None:
        """Tell that the record exists; a scrape names a client by its client_id."""
        clients = application.resource(Clients).clients

        def check(call: Call) -> None:
            client = clients.find(Filter().equals("client_id", str(call.body.get("client_id"))))
            if client is not None and client.company_id != call.company_id:
                raise OwnerMismatch("This client is not yours.")

        tell_foreign(application)
        before(application, check)


class ColleaguesRowsHidden(Defect):
    """One view keeps to the owner, the others do not."""

    id = "colleagues-rows-hidden"
    sentence = "{operation} hides from a Member what colleagues own, and other views show it."
    faults = ("F15",)
    choices = ("findLead", "getEnrichLead", "listClients", "listLeads")
    requirement = "LG-ISO-035"
    advisory = True

    def apply(self, application: Application) -> None:
        """Narrow to the owner."""
        access = application.access

        def readable(call: Call) -> Filter:
            rows = visible(call)
            return rows.equals("owner", call.principal.owner) if call.principal.role == "Member" else rows

        def may_read(call: Call, record: Record) -> bool:
            mine = call.principal.role != "Member" or record.owner == call.principal.owner
            return mine and known(call, record)

        visible, known = access.readable, access.may_read
        override(access.readable, lambda _: readable)
        override(access.may_read, lambda _: may_read)


class ColleaguesRecordsListed(Defect):
    """The company is asked for, and not the user."""

    id = "colleagues-records-listed"
    sentence = "{operation} lists the records of the whole company."
    faults = ("F15",)
    choices = ("listSearchHistory", "listWebhooks")
    requirement = "LG-ISO-038"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for the company's."""
        override(application.access.own, lambda _: application.access.readable)


class NewcomerInOldestCompany(Defect):
    """Who has no company gets the default, which is the first."""

    id = "newcomer-in-oldest-company"
    sentence = "{operation} takes a user without a company for a Member of the oldest one."
    faults = ("F12", "F15")
    choices = (
        *("bulkEnrichLeads", "bulkSourceLeads", "findLead", "getPipeline", "listBugs", "listCampaigns", "listClients"),
        *("listEnhancements", "listLeads", "listRecentRuns", "listSearchHistory", "listTerritoryCompanies"),
        "listWebhooks",
    )
    requirement = "LG-COMP-016"

    def apply(self, application: Application) -> None:
        """Fill the company in, and its Owner where rows are a user's own."""
        companies = application.identity.companies

        def placed(_call: Call, found: Principal) -> Principal:
            oldest = companies.find(Filter()) if found.company_id is None else None
            return replace(found, owner=oldest.owner, company_id=oldest.id, role="Member") if oldest else found

        callers(application, placed)


class NewcomerIs409(Defect):
    """A state that has to be mended first."""

    id = "newcomer-is-409"
    sentence = "{operation} by a user without a company is answered 409."
    faults = ("F06",)
    choices = tuple(each for each in SECURED if each not in (*OF_NO_COMPANY, *NewcomerInOldestCompany.choices))
    requirement = "LG-COMP-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error, before the permission is looked at."""

        def check_permission(operation: Operation, call: Call) -> None:
            if call.principal.company_id is None:
                raise Conflict("You do not belong to a company yet.")
            original(operation, call)

        original = application.dispatch.check_permission
        override(application.dispatch.check_permission, lambda _: check_permission)
