"""Reads that go through the wall between companies, or between colleagues."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.bulk import ALL, Bulk
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.find_lead import FindLead
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.tasks import Tasks
from conformance.sandbox.resources.tasks_technographic import TechnographicJobs
from conformance.sandbox.runs import RUNS
from conformance.sandbox.values import Object


class OrphanedLeadOpenToAll(Defect):
    """A lead is judged by its client, and where there is none nothing speaks against the reader."""

    id = "orphaned-lead-open-to-all"
    sentence = "GET /enrich-leads/{id} shows a lead whose client was deleted to every company."
    faults = ("F12",)
    operations = ("getEnrichLead",)
    requirement = "LG-ISO-004"

    def apply(self, application: Application) -> None:
        """Ask only where the client is still there."""
        rows, clients = application.resource(Leads).rows, application.resource(Clients).clients

        def read(call: Call, id: str) -> Record:
            record = rows.leads.get(id)
            if record and clients.find(Filter().equals("client_id", record.columns["client_id"])) is None:
                return record
            return original(call, id)

        original = rows.read
        override(rows.read, lambda _: read)


class FindLeadOrUnbracketed(Defect):
    """AND binds closer than OR."""

    id = "find-lead-or-unbracketed"
    sentence = "GET /find-lead with both an e-mail and a linkedinUrl finds the leads of that URL in all companies."
    faults = ("F15",)
    operations = ("findLead",)
    requirement = "LG-ISO-005"

    def apply(self, application: Application) -> None:
        """Write the condition without brackets."""
        find = application.resource(FindLead)

        def wanted(call: Call) -> Filter:
            email, url = call.query.get("email", "").strip(), call.query.get("linkedinUrl", "").strip()
            if not email or not url:
                return original(call)
            mine = find.readable(call).where("email = ? COLLATE NOCASE", email)
            return find.narrowed(call, Filter().where(f"{mine.sql} OR linkedin_url = ?", *mine.values, url))

        original = find.wanted
        override(find.wanted, lambda _: wanted)


class SourceClientReplacesCompany(Defect):
    """One condition or the other: a client belongs to one company anyway."""

    id = "source-client-replaces-company"
    sentence = "GET /source-leads/list with a clientId shows that client's rows, whichever company it belongs to."
    faults = ("F15", "F17")
    operations = ("bulkSourceLeads",)
    requirement = "LG-ISO-025"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for the client alone."""
        bulk = application.resource(Bulk)

        def listed(call: Call) -> Filter:
            client_id = call.query.get("clientId", "")
            if client_id in ALL or not call.path.endswith("/source-leads/list"):
                return original(call)
            known = "EXISTS (SELECT 1 FROM clients WHERE clients.client_id = ?)"
            return Filter().equals("client_id", client_id).where(known, client_id)

        original = bulk.listed
        override(bulk.listed, lambda _: listed)


class EnrichmentChecksFirstLead(Defect):
    """Whoever owns the first lead of a list owns them all."""

    id = "enrichment-checks-first-lead"
    sentence = "POST /enrichment/trigger looks only at its first lead, and works on another company's lead behind it."
    faults = ("F21",)
    operations = ("triggerEnrichment", "getTaskStatus")
    requirement = "LG-ISO-022"

    def apply(self, application: Application) -> None:
        """Take the others as they are."""
        jobs = application.resource(TechnographicJobs)
        first = ""

        def lead_ids(sent: Object) -> list[str]:
            nonlocal first
            ids = asked(sent)
            first = ids[0]
            return ids

        def lead(call: Call, id: str) -> Record:
            record = jobs.leads.get(id)
            return record if record and id != first else original(call, id)

        asked, original = jobs.lead_ids, jobs.lead
        override(jobs.lead_ids, lambda _: lead_ids)
        override(jobs.lead, lambda _: lead)


class RecentRunsCutBeforeFilter(Defect):
    """The limit goes to the store, the filter works on what comes back."""

    id = "recent-runs-cut-before-filter"
    sentence = (
        "GET /trigger-recent-runs takes the newest runs of the service and then leaves out those of other companies."
    )
    faults = ("F16", "F37", "F24")
    operations = ("listRecentRuns",)
    requirement = "LG-TASK-008"

    def apply(self, application: Application) -> None:
        """Choose among the newest of all."""
        tasks = application.resource(Tasks)
        newest = f"seq IN (SELECT seq FROM {RUNS.name} ORDER BY seq DESC LIMIT ?)"
        override(tasks.listed, lambda original: lambda call: original(call).where(newest, tasks.limit(call)))


class SearchCursorCarriesOwner(Defect):
    """The cursor holds the key of the last row, whose first part is the owner."""

    id = "search-cursor-carries-owner"
    sentence = "GET /search-history with the cursor of a colleague goes on with the colleague's searches."
    faults = ("F41",)
    operations = ("listSearchHistory",)
    requirement = "LG-PAGE-020"
    advisory = True

    def apply(self, application: Application) -> None:
        """Go on where the cursor was given, within the company."""
        owners: dict[str, str] = {}

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                owner = owners.get(call.query.get("cursor", ""))
                membership = application.identity.membership(owner) if owner else None
                if owner and membership and membership[0] == call.principal.company_id:
                    call.principal = replace(call.principal, owner=owner)
                answer = handler(call)
                if isinstance(answer.body, dict) and isinstance(token := answer.body.get("nextToken"), str):
                    owners[token] = call.principal.owner
                return answer

            return answered

        application.wrap("listSearchHistory", around)
