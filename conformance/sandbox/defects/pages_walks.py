"""Walks that repeat, miss, never end, or change what they are about."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import BEHIND, cuts, last_pages, limits, reads, walk_by_offset
from conformance.sandbox.choices import PAGED
from conformance.sandbox.deviation import Defect
from conformance.sandbox.filters import Filter
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record, Records


class PageRepeatsRow(Defect):
    """The token points at the last row instead of behind it."""

    id = "page-repeats-row"
    sentence = "Each page of {operation} but the first begins with the last row of the page before."
    faults = ("F36",)
    choices = PAGED
    requirement = "LG-PAGE-008"

    def apply(self, application: Application) -> None:
        """Step back by one, where a page of one row would not stand still."""
        pages = application.pages

        def repeating(page: Page, _rows: list[Record], binding: bytes) -> Page:
            if page.next_token is None or len(page.records) == 1:
                return page
            return Page(page.records, pages.sealed(binding, page.records[-2].seq))

        cuts(application, repeating)


class PageSkipsRow(Defect):
    """The token points behind the row that was only looked at."""

    id = "page-skips-row"
    sentence = "The first row behind each page of {operation} is on no page."
    faults = ("F37",)
    choices = PAGED
    requirement = "LG-PAGE-009"

    def apply(self, application: Application) -> None:
        """Continue behind the row that told that there is more."""
        pages = application.pages

        def skipping(page: Page, rows: list[Record], binding: bytes) -> Page:
            return Page(page.records, page.next_token and pages.sealed(binding, rows[-1].seq))

        cuts(application, skipping)


class WalkNeverEnds(Defect):
    """There is always a next page."""

    id = "walk-never-ends"
    sentence = "Behind the last row of {operation} there are empty pages without end, each with a token."
    faults = ("F38",)
    choices = PAGED
    requirement = "LG-PAGE-010"

    def apply(self, application: Application) -> None:
        """Give a token to whoever came with one; a list of one page stays as it is."""
        pages = application.pages
        last_pages(application, lambda page, binding: Page(page.records, pages.sealed(binding, BEHIND)))


class WalkEndsEarly(Defect):
    """Nothing says that there is more."""

    id = "walk-ends-early"
    sentence = "No page of {operation} has a token, however many rows are left."
    faults = ("F38", "F37")
    choices = PAGED
    requirement = "LG-PAGE-006"

    def apply(self, application: Application) -> None:
        """Leave the token out."""
        cuts(application, lambda page, _rows, _binding: Page(page.records, None))


class FilterLostOnPageTwo(Defect):
    """The token remembers the place and nobody the filter."""

    id = "filter-lost-on-page-two"
    sentence = "From page two on, {operation} shows rows, too, that the parameters of its walk leave out."
    faults = ("F42", "F15")
    choices = ("bulkEnrichLeads", "bulkSourceLeads", "listLeads", "listSearchHistory")
    requirement = "LG-PAGE-011"

    def apply(self, application: Application) -> None:
        """Keep what the caller may read, the first terms; of scraped leads, which are asked for by company, nothing."""
        kept = {"bulkSourceLeads": 0, "listSearchHistory": 2}.get(self.operation, 1)

        def lost(_records: Records, filter: Filter, after: int | None) -> Filter:
            return filter if after is None else Filter(filter.terms[:kept], filter.values[:kept])

        reads(application, lost)


class PageByOffset(Defect):
    """The token counts rows instead of naming one."""

    id = "page-by-offset"
    sentence = "A row that is deleted during a walk of {operation} makes the walk miss another one."
    faults = ("F37",)
    choices = ("bulkEnrichLeads", "listLeads")
    requirement = "LG-PAGE-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Seal how many rows were shown."""
        walk_by_offset(application)


class LimitIgnored(Defect):
    """`limit` is not read."""

    id = "limit-ignored"
    sentence = "{operation} shows its default number of rows whatever limit is asked for."
    faults = ("F39",)
    choices = PAGED
    requirement = "LG-PAGE-001"

    def apply(self, application: Application) -> None:
        """Judge the parameter and then forget it."""
        limits(application, lambda _call, _found, default, _maximum: default)


class LimitOffByOne(Defect):
    """The row that tells whether there is more is shown as well."""

    id = "limit-off-by-one"
    sentence = "A page of {operation} that is not the last shows one row more than its limit."
    faults = ("F39",)
    choices = PAGED
    requirement = "LG-PAGE-001"

    def apply(self, application: Application) -> None:
        """Forget to take it off, and continue behind it."""
        pages = application.pages

        def longer(page: Page, rows: list[Record], binding: bytes) -> Page:
            return Page(rows, page.next_token and pages.sealed(binding, rows[-1].seq))

        cuts(application, longer)
