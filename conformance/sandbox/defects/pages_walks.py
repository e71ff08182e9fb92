"""Walks that repeat, miss, never end, or change what they are about."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.choices import PAGED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record, Records

BEHIND = 2**62
"""A position behind every row."""


class PageRepeatsRow(Defect):
    """The token points at the last row instead of behind it."""

    id = "page-repeats-row"
    sentence = "Each page of {operation} but the first begins with the last row of the page before."
    faults = ("F36",)
    choices = PAGED
    requirement = "LG-PAGE-008"

    def apply(self, application: Application) -> None:
        """Step back by one, where a page of one row would not stand still."""

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            page = original(binding, rows, limit)
            if page.next_token is None or limit == 1:
                return page
            return Page(page.records, pages.sealed(binding, page.records[-2].seq))

        pages = application.pages
        original = pages.cut
        override(pages.cut, lambda _: cut)


class PageSkipsRow(Defect):
    """The token points behind the row that was only looked at."""

    id = "page-skips-row"
    sentence = "The first row behind each page of {operation} is on no page."
    faults = ("F37",)
    choices = PAGED
    requirement = "LG-PAGE-009"

    def apply(self, application: Application) -> None:
        """Continue behind the row that told that there is more."""

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            page = original(binding, rows, limit)
            return Page(page.records, page.next_token and pages.sealed(binding, rows[limit].seq))

        pages = application.pages
        original = pages.cut
        override(pages.cut, lambda _: cut)


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
        came_with_token = False

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            nonlocal came_with_token
            came_with_token = after is not None
            return select(records, filter, after, number)

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            page = original(binding, rows, limit)
            return Page(page.records, page.next_token or (pages.sealed(binding, BEHIND) if came_with_token else None))

        select, original = pages.read, pages.cut
        override(pages.read, lambda _: read)
        override(pages.cut, lambda _: cut)


class WalkEndsEarly(Defect):
    """Nothing says that there is more."""

    id = "walk-ends-early"
    sentence = "No page of {operation} has a token, however many rows are left."
    faults = ("F38", "F37")
    choices = PAGED
    requirement = "LG-PAGE-006"

    def apply(self, application: Application) -> None:
        """Leave the token out."""

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            return Page(original(binding, rows, limit).records, None)

        original = application.pages.cut
        override(application.pages.cut, lambda _: cut)


class FilterLostOnPageTwo(Defect):
    """The token remembers the place and nobody the filter."""

    id = "filter-lost-on-page-two"
    sentence = "From the second page on, a list of one client's leads shows those of the company's other clients too."
    faults = ("F42", "F15")
    operations = ("listLeads", "bulkEnrichLeads", "bulkSourceLeads")
    requirement = "LG-PAGE-011"

    def apply(self, application: Application) -> None:
        """Keep the company of the filter alone, which is its first term."""

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            if after is not None and "client_id = ?" in filter.terms:
                filter = Filter(filter.terms[:1], filter.values[:1])
            return original(records, filter, after, number)

        original = application.pages.read
        override(application.pages.read, lambda _: read)


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
        pages = application.pages
        skipped: dict[int, int] = {}

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            offset = after or 0
            rows = records.select(filter, limit=offset + number)[offset:]
            skipped[id(rows)] = offset
            return rows

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            offset = skipped.pop(id(rows), 0)
            page = original(binding, rows, limit)
            return Page(page.records, page.next_token and pages.sealed(binding, offset + len(page.records)))

        original = pages.cut
        override(pages.read, lambda _: read)
        override(pages.cut, lambda _: cut)


class LimitIgnored(Defect):
    """`limit` is not read."""

    id = "limit-ignored"
    sentence = "{operation} shows its default number of rows whatever limit is asked for."
    faults = ("F39",)
    choices = PAGED
    requirement = "LG-PAGE-001"

    def apply(self, application: Application) -> None:
        """Judge the parameter and then forget it."""

        def limit(call: Call, default: int, maximum: int) -> int:
            original(call, default, maximum)
            return default

        original = application.pages.limit
        override(application.pages.limit, lambda _: limit)


class LimitOffByOne(Defect):
    """The row that tells whether there is more is shown as well."""

    id = "limit-off-by-one"
    sentence = "A page of {operation} that is not the last shows one row more than its limit."
    faults = ("F39",)
    choices = PAGED
    requirement = "LG-PAGE-001"

    def apply(self, application: Application) -> None:
        """Forget to take it off, and continue behind it."""

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            more = len(rows) > limit
            return Page(rows, pages.sealed(binding, rows[-1].seq) if more else None)

        pages = application.pages
        override(pages.cut, lambda _: cut)
