"""Scrapes that bring nothing, or do not tell that they have ended."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.scraping import Scraping
from conformance.sandbox.runs import QUEUED
from conformance.sandbox.values import Object


class ScrapeWithoutRows(Defect):
    """It counts leads that nobody ever sees."""

    id = "scrape-without-rows"
    sentence = "A scrape completes, says how many leads it saved, and saves them under no client."
    faults = ("F55", "F60")
    operations = ("startLeadScrape", "getLeadGenerationStatus", "bulkSourceLeads")
    requirement = "LG-INT-022"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store them where nobody looks."""

        def keep(run: Record, client: Record, number: int, fields: Object) -> None:
            original(run, replace(client, columns={"client_id": ""}), number, fields)

        original = application.resource(Scraping).keep
        override(application.resource(Scraping).keep, lambda _: keep)


class ScrapeSearchStaysInitiated(Defect):
    """Nobody tells the search history."""

    id = "scrape-search-stays-initiated"
    sentence = "The search of a scrape stays initiated when the scrape has completed."
    faults = ("F55", "F60")
    operations = ("startLeadScrape", "listSearchHistory")
    requirement = "LG-INT-023"
    advisory = True

    def apply(self, application: Application) -> None:
        """Tell of a run that is always waiting."""

        def follow(run: Record) -> None:
            original(replace(run, columns={**run.columns, "status": QUEUED}))

        original = application.resource(Scraping).follow
        override(application.resource(Scraping).follow, lambda _: follow)
