"""Lists and searches of leads that show the wrong rows or numbers."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.bulk import Bulk
from conformance.sandbox.resources.find_lead import FindLead
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.territory import Territory


class TotalIsPageSize(Defect):
    """Seen on the real service: `total` counts what the page shows."""

    id = "total-is-page-size"
    sentence = "The total of GET /leads is the number of rows on the page."
    faults = ("F43",)
    operations = ("listLeads",)
    requirement = "LG-LEAD-024"

    def apply(self, application: Application) -> None:
        """Count the page."""
        leads = application.resource(Leads)
        override(leads.total, lambda _: lambda rows, _shown: len(_shown))  # noqa: ARG005  # as the original


class OtherClientsLeadsListed(Defect):
    """The list forgets which client it is about."""

    id = "other-clients-leads-listed"
    sentence = "{operation} for one client shows the leads of all the company's clients."
    faults = ("F15", "F17")
    choices = ("bulkEnrichLeads", "listLeads", "listTerritoryCompanies")
    requirement = "LG-ISO-034"

    def apply(self, application: Application) -> None:
        """Narrow by the company alone."""

        def of_the_company(call: Call, client_id: str) -> Filter:  # noqa: ARG001  # as the original
            return application.access.readable(call)

        override(application.resource(Leads).listed, lambda _: of_the_company)
        override(application.resource(Territory).of_client, lambda _: of_the_company)
        override(application.resource(Bulk).listed, lambda _: application.access.readable)


class FindIgnoresClient(Defect):
    """`client_id` is not read."""

    id = "find-ignores-client"
    sentence = "GET /find-lead finds leads of other clients than the one asked for."
    faults = ("F58", "F15")
    operations = ("findLead",)
    requirement = "LG-LEAD-057"

    def apply(self, application: Application) -> None:
        """Do not narrow."""
        override(application.resource(FindLead).narrowed, lambda _: lambda call, rows: rows)  # noqa: ARG005  # as the original


class FindIgnoresLinkedIn(Defect):
    """`linkedinUrl` is required to be there, and not read."""

    id = "find-ignores-linkedin-url"
    sentence = "GET /find-lead with a linkedinUrl gives leads of other URLs."
    faults = ("F58", "F15")
    operations = ("findLead",)
    requirement = "LG-LEAD-056"

    def apply(self, application: Application) -> None:
        """Ask only that there is a URL."""
        find = application.resource(FindLead)

        def wanted(call: Call) -> Filter:
            if call.query.get("email") or not call.query.get("linkedinUrl"):
                return original(call)
            return find.narrowed(call, find.readable(call).where("linkedin_url IS NOT NULL"))

        original = find.wanted
        override(find.wanted, lambda _: wanted)
