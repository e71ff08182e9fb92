"""Scraping: runs that bring source leads for a client, and stand in the search history of who started them."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.fields import Field, FieldTable, required_parameter
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import SOURCE_LEADS
from conformance.sandbox.nesting import check_depth
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.clients import CLIENTS, Clients
from conformance.sandbox.resources.search_history import SEARCHES
from conformance.sandbox.runs import COMPLETED, EXECUTING, FAILED, QUEUED, Pace, RunFailed, Runs
from conformance.sandbox.scraped import people
from conformance.sandbox.seed import Seeding
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

FIELDS = FieldTable(
    Field("client_id", required=True), Field("searchCriteria", kind="object"), Field("maxLeads", kind="integer")
)
DEFAULT_LEADS = 25
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "start-lead-scrape-complete")
STATUSES = {QUEUED: "initiated", EXECUTING: "running", COMPLETED: "completed", FAILED: "failed"}
"""The state of a run → the status of its search, which scraping answers with."""


class Scraping(Resource):
    """`/start-lead-scrape-complete` and `/lead-generation-status`."""

    seed_order: ClassVar[int] = 80

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.clients = self.records(CLIENTS)
        self.searches = self.records(SEARCHES)
        self.source_leads = self.records(SOURCE_LEADS)
        pace = Pace(queued=0.2, executing=0.8)
        self.runs = Runs(self, "scrape", lambda run: self.carried_out(run), pace, lambda run: self.follow(run))

    @operation("startLeadScrape", "POST", "/api/start-lead-scrape-complete")
    def start(self, call: Call) -> Answer:
        """Start a scrape for a client of the company."""
        sent = FIELDS.for_create(call.body)
        check_depth("searchCriteria", sent.get("searchCriteria"))
        most = sent.get("maxLeads", DEFAULT_LEADS)
        if not isinstance(most, int) or most < 1:
            raise InvalidValue("maxLeads must be a whole number from 1.", {"field": "maxLeads"})
        client = self.client(call, str(sent["client_id"]))
        fields = self.task(client, sent.get("searchCriteria"), most)
        search = self.searches.insert(
            company_id=call.company_id, owner=call.principal.owner, fields=self.search(client, fields)
        )
        run = self.runs.stored(
            company_id=call.company_id,
            owner=call.principal.owner,
            fields={**fields, "searchHistoryId": search.id},
            id=f"run-{uuid.uuid4()}",
        )
        run = self.runs.start(run)
        return ok(runId=run.id, searchHistoryId=search.id, status=self.status_word(run))

    @operation("getLeadGenerationStatus", "GET", "/api/lead-generation-status")
    def status(self, call: Call) -> Answer:
        """How far a scrape is, and what it brought."""
        return ok(self.shown(self.found(call, required_parameter(call.query, "runId")), call.now))

    def client(self, call: Call, client_id: str) -> Record:
        """The company's client that the scrape is for."""
        return self.application.resource(Clients).required(call, client_id)

    def found(self, call: Call, id: str) -> Record:
        """The scrape of that id; other runs are none."""
        run = self.access.get(call, self.runs.records, id, "scrape")
        if run.columns["kind"] != self.runs.kind:
            raise self.access.absent("scrape")
        return run

    def task(self, client: Record, criteria: object, most: int) -> Object:
        """What a run must know."""
        wanted = criteria if isinstance(criteria, dict) else {}
        return {"taskId": "scrape", "clientRecord": client.id, "searchCriteria": wanted, "maxLeads": most}

    def search(self, client: Record, fields: Object) -> Object:
        """The row of the search history that goes with a run."""
        return {
            "searchName": f"Scrape for {client.fields['clientName']}",
            "searchCriteria": fields["searchCriteria"],
            "client_id": str(client.columns["client_id"]),
            "clientName": client.fields["clientName"],
            "category": "scraping",
            "status": STATUSES[QUEUED],
        }

    def carried_out(self, run: Record) -> Object:
        """Store whom the scrape found. Raises RunFailed where the client was deleted meanwhile."""
        client = self.clients.get(str(run.fields["clientRecord"]))
        if client is None:
            raise RunFailed("The client was deleted before the scrape came to an end.")
        criteria, most = run.fields["searchCriteria"], run.fields["maxLeads"]
        found = people(run.id, criteria if isinstance(criteria, dict) else {}, most if isinstance(most, int) else 0)
        usable = [fields for fields in found if "email" in fields]
        for number, fields in enumerate(usable):
            self.keep(run, client, number, fields)
        return {
            "totalLeadsFound": len(found),
            "totalLeadsSaved": len(usable),
            "totalLeadsFailed": len(found) - len(usable),
        }

    def keep(self, run: Record, client: Record, number: int, fields: Object) -> None:
        """Store one person (the run's `number`th, from 0) as a source lead of the client."""
        self.source_leads.insert(
            id=str(uuid.uuid5(NAMESPACE, f"{run.id} {number}")),
            company_id=run.company_id,
            owner=run.owner,
            fields=fields,
            client_id=client.columns["client_id"],
        )

    def follow(self, run: Record) -> None:
        """Let the search say what its run does."""
        search = self.searches.get(str(run.fields["searchHistoryId"]))
        if search:
            totals = {name: value for name, value in self.totals(run).items() if name != "totalLeadsFailed"}
            self.searches.update(search, {"status": STATUSES[str(run.columns["status"])], **totals})

    def totals(self, run: Record) -> Object:
        """What a completed scrape brought."""
        output = run.fields.get("output")
        return dict(output) if isinstance(output, dict) else {}

    def status_word(self, run: Record) -> str:
        """The status as answers name it."""
        return STATUSES[str(run.columns["status"])]

    def progress(self, run: Record, now: float) -> int:
        """How much of the work is done, in percent."""
        state, begins, ends = run.columns["status"], run.fields.get("beginsAt"), run.fields.get("endsAt")
        if state == COMPLETED:
            return 100
        if state != EXECUTING or not isinstance(begins, float) or not isinstance(ends, float):
            return 0
        return max(1, min(99, int(100 * (now - begins) / (ends - begins))))

    def shown(self, run: Record, now: float) -> Object:
        """A scrape as answers show it."""
        body: Object = {
            "runId": run.id,
            "status": self.status_word(run),
            "progress": self.progress(run, now),
            **self.totals(run),
            "searchHistoryId": run.fields["searchHistoryId"],
        }
        return body | ({"error": run.fields["error"]} if "error" in run.fields else {})

    def seed(self, seeding: Seeding) -> None:
        """One scrape for each company that was drawn, long completed."""
        for company_id in seeding.companies.values():
            clients = self.clients.select(Filter().equals("company_id", company_id), at_once=True)
            client = seeding.rng.choice(clients)
            fields = self.task(client, {"country": seeding.rng.choice(("France", "Japan", "Kenya"))}, 10)
            search = self.searches.insert(
                id=seeding.uuid(),
                company_id=company_id,
                owner=client.owner,
                fields=self.search(client, fields),
                at=seeding.moment(),
            )
            fields["searchHistoryId"] = search.id
            self.runs.drawn(seeding, company_id=company_id, owner=client.owner, fields=fields)
