"""Walks that lose rows, their limit or their total on the way."""

from collections.abc import Sequence

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import cuts, limits, reads
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.leads import Leads

PAGED = ("listClients", "listLeads", "bulkEnrichLeads", "bulkSourceLeads", "listSearchHistory", "listCampaigns")


class PagePositionIsCreationTime(Defect):
    """The rows are sorted by time, and the token holds the last one's."""

    id = "page-position-is-creation-time"
    sentence = "A page goes on behind the creation time of the last row, and leaves out other rows of that millisecond."
    faults = ("F37",)
    operations = ("listLeads", "bulkEnrichLeads", "listClients")
    requirement = "LG-PAGE-009"

    def apply(self, application: Application) -> None:
        """Go on at a later time."""

        def later(records: Records, filter: Filter, after: int | None) -> Filter:
            last = f"SELECT created_at FROM {records.table.name} WHERE seq = ?"
            return filter if after is None else filter.where(f"created_at > coalesce(({last}), '')", after)

        reads(application, later)


class LastSingleRowLost(Defect):
    """The row that tells whether there is more is taken for the last one."""

    id = "last-single-row-lost"
    sentence = "A walk whose last page would hold a single row ends before it."
    faults = ("F37", "F38")
    operations = PAGED
    requirement = "LG-PAGE-009"
    because = "Every law on walks counts rows, whichever list it walks and whatever the size of its pages."

    def apply(self, application: Application) -> None:
        """Give a token where two more rows were found."""

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            return original(records, filter, after, number + 1)

        def shorter(page: Page, rows: list[Record], _binding: bytes) -> Page:
            return page if len(rows) > len(page.records) + 1 else Page(page.records, None)

        original = application.pages.read
        override(application.pages.read, lambda _: read)
        cuts(application, shorter)


class LimitForgottenOnPageTwo(Defect):
    """Who has a token is taken to have said all before."""

    id = "limit-forgotten-on-page-two"
    sentence = "From the second page on, a page has its default size whatever limit is sent with the token."
    faults = ("F39",)
    operations = ("listClients", "listLeads", "listSearchHistory", "listCampaigns")
    requirement = "LG-PAGE-001"

    def apply(self, application: Application) -> None:
        """Judge the limit, and use the default."""

        def forgotten(call: Call, found: int, default: int, _maximum: int) -> int:
            return default if call.query.get("nextToken") or call.query.get("cursor") else found

        limits(application, forgotten)


class TotalShrinksOnLaterPages(Defect):
    """The count is made with the page's own condition."""

    id = "total-shrinks-on-later-pages"
    sentence = "The total of GET /leads counts the rows from the page on."
    faults = ("F43",)
    operations = ("listLeads",)
    requirement = "LG-LEAD-024"

    def apply(self, application: Application) -> None:
        """Count from the page's first row."""
        leads = application.resource(Leads)

        def total(rows: Filter, _shown: Sequence[Record]) -> int:
            return original(rows.where("seq >= ?", _shown[0].seq) if _shown else rows, _shown)

        original = leads.total
        override(leads.total, lambda _: total)
