"""Scrapes that cannot be followed, do not end, or are not what was asked for."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import CLIENTS
from conformance.sandbox.resources.scraping import DEFAULT_LEADS, STATUSES, Scraping
from conformance.sandbox.rewriting import renamed, rewrite
from conformance.sandbox.runs import COMPLETED, EXECUTING, QUEUED
from conformance.sandbox.values import Object


class ScrapeRunUnderAnotherName(Defect):
    """The scrape is a job to those who wrote it."""

    id = "scrape-run-under-another-name"
    sentence = "POST /start-lead-scrape-complete answers with the run's id under `jobId` instead of `runId`."
    faults = ("F53",)
    operations = ("startLeadScrape",)
    requirement = "LG-INT-017"

    def apply(self, application: Application) -> None:
        """Rename it."""
        rewrite(application, "startLeadScrape", renamed("runId", "jobId"))


class ScrapeOfUnknownClient(Defect):
    """Nobody asks whether there is such a client."""

    id = "scrape-of-unknown-client-started"
    sentence = "POST /start-lead-scrape-complete with a client_id that no client has starts a scrape for another."
    faults = ("F52", "F17")
    operations = ("startLeadScrape",)
    requirement = "LG-INT-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take the company's first client instead."""
        scraping = application.resource(Scraping)
        clients = scraping.records(CLIENTS)

        def client(call: Call, client_id: str) -> Record:
            known = clients.find(application.access.readable(call).equals("client_id", client_id))
            return known or clients.find(application.access.readable(call)) or original(call, client_id)

        original = scraping.client
        override(scraping.client, lambda _: client)


class ScrapeUnknownUntilDone(Defect):
    """The row is written by the worker, at its end."""

    id = "scrape-unknown-until-done"
    sentence = "GET /lead-generation-status answers 404 until the scrape has come to its end."
    faults = ("F55", "F60")
    operations = ("getLeadGenerationStatus",)
    requirement = "LG-INT-019"

    def apply(self, application: Application) -> None:
        """Find what has ended."""

        def found(call: Call, id: str) -> Record:
            run = original(call, id)
            if run.columns["status"] in (QUEUED, EXECUTING):
                raise application.access.absent("scrape")
            return run

        original = application.resource(Scraping).found
        override(application.resource(Scraping).found, lambda _: found)


class ScrapeNeverEnds(Defect):
    """The worker dies without a word."""

    id = "scrape-never-ends"
    sentence = "A scrape runs for ever."
    faults = ("F55",)
    operations = ("getLeadGenerationStatus",)
    requirement = "LG-INT-020"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put the end off for thirty years."""
        override(
            application.resource(Scraping).runs.times,
            lambda original: lambda run, now: (original(run, now)[0], now + 1e9),
        )


class ScrapeLeavesItsEnd(Defect):
    """A stale copy answers every other question."""

    id = "scrape-leaves-its-end"
    sentence = "A scrape that was seen completed is running when it is asked for again."
    faults = ("F55",)
    operations = ("getLeadGenerationStatus",)
    requirement = "LG-INT-020"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show the end once, and then the state before it."""
        seen: set[str] = set()

        def status_word(run: Record) -> str:
            word = original(run)
            if word == STATUSES[COMPLETED] and run.id in seen:
                return STATUSES[EXECUTING]
            if word == STATUSES[COMPLETED]:
                seen.add(run.id)
            return word

        original = application.resource(Scraping).status_word
        override(application.resource(Scraping).status_word, lambda _: status_word)


class UnknownScrapeInitiated(Defect):
    """What is not known has not begun yet."""

    id = "unknown-scrape-initiated"
    sentence = "GET /lead-generation-status says of a scrape that does not exist that it is initiated."
    faults = ("F52",)
    operations = ("getLeadGenerationStatus",)
    requirement = "LG-INT-021"
    advisory = True

    def apply(self, application: Application) -> None:
        """Make up a scrape."""
        runs = application.resource(Scraping).runs

        def status(handler: Handler) -> Handler:
            def shown(call: Call) -> Answer:
                id = call.query.get("runId")
                if not id or runs.records.get(id):
                    return handler(call)
                return Answer(200, {"success": True, "runId": id, "status": STATUSES[QUEUED], "progress": 0})

            return shown

        application.wrap("getLeadGenerationStatus", status)


class ScrapeIgnoresMostLeads(Defect):
    """The number asked for is not handed on."""

    id = "scrape-ignores-max-leads"
    sentence = "A scrape brings as many leads as it does without maxLeads, whatever maxLeads says."
    faults = ("F39", "F55")
    operations = ("startLeadScrape", "bulkSourceLeads")
    requirement = "LG-INT-022"
    advisory = True

    def apply(self, application: Application) -> None:
        """Work with the default."""

        def task(client: Record, criteria: object, most: int) -> Object:
            return original(client, criteria, max(most, DEFAULT_LEADS))

        original = application.resource(Scraping).task
        override(application.resource(Scraping).task, lambda _: task)
