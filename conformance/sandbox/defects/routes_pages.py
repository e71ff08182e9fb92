"""Pages that one listing among all cuts otherwise."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import successes
from conformance.sandbox.call import Call
from conformance.sandbox.choices import PAGED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Conflict, InvalidValue
from conformance.sandbox.filters import Filter
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record, Records
from conformance.sandbox.values import Object

BEHIND = 2**62
"""A position behind every row."""


class FirstRowDoubled(Defect):
    """The row at the edge comes from both sides."""

    id = "first-row-doubled"
    sentence = "Each page of {operation} that is not the last shows its first row twice."
    faults = ("F36",)
    choices = PAGED
    requirement = "LG-PAGE-008"

    def apply(self, application: Application) -> None:
        """Put it in the place of the second, which is lost."""

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            page = original(binding, rows, limit)
            if page.next_token is None or len(page.records) < 2:
                return page
            return Page([page.records[0], *page.records[:1], *page.records[2:]], page.next_token)

        original = application.pages.cut
        override(application.pages.cut, lambda _: cut)


class LastRowMissing(Defect):
    """The row that would tell whether there is more is taken for more."""

    id = "last-row-missing"
    sentence = "The last row of a walk of {operation} in several pages is on no page."
    faults = ("F37",)
    choices = PAGED
    requirement = "LG-PAGE-009"

    def apply(self, application: Application) -> None:
        """Cut the last page short, where it is not the first."""
        came_with_token = False

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            nonlocal came_with_token
            came_with_token = after is not None
            return select(records, filter, after, number)

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            page = original(binding, rows, limit)
            short = came_with_token and page.next_token is None
            return Page(page.records[:-1] if short else page.records, page.next_token)

        select, original = application.pages.read, application.pages.cut
        override(application.pages.read, lambda _: read)
        override(application.pages.cut, lambda _: cut)


class WalkBeginsAnew(Defect):
    """Behind the end is the beginning."""

    id = "walk-begins-anew"
    sentence = "The last page of {operation} that is not the first has a token of the first page."
    faults = ("F38", "F36")
    choices = PAGED
    requirement = "LG-PAGE-008"

    def apply(self, application: Application) -> None:
        """Seal the position before every row."""
        pages = application.pages
        came_with_token = False

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            nonlocal came_with_token
            came_with_token = after is not None
            return select(records, filter, after, number)

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            page = original(binding, rows, limit)
            return Page(page.records, page.next_token or (pages.sealed(binding, 0) if came_with_token else None))

        select, original = pages.read, pages.cut
        override(pages.read, lambda _: read)
        override(pages.cut, lambda _: cut)


class TokenUnderOtherName(Defect):
    """The name of another version."""

    id = "token-under-other-name"
    sentence = "The page token of {operation} stands under next."
    faults = ("F38",)
    choices = PAGED
    requirement = "LG-PAGE-006"

    def apply(self, application: Application) -> None:
        """Rename it."""

        def renamed(_call: Call, body: Object) -> Object:
            return {"next" if name == "nextToken" else name: value for name, value in body.items()}

        successes(application, renamed)


class LimitDoubled(Defect):
    """Two shards, and each of them gets the limit."""

    id = "limit-doubled"
    sentence = "{operation} shows twice as many rows as its limit."
    faults = ("F39",)
    choices = PAGED
    requirement = "LG-PAGE-001"

    def apply(self, application: Application) -> None:
        """Double it, where one was sent."""

        def limit(call: Call, default: int, maximum: int) -> int:
            found = original(call, default, maximum)
            return min(2 * found, maximum) if "limit" in call.query else found

        original = application.pages.limit
        override(application.pages.limit, lambda _: limit)


class LimitOutOfRangeIs409(Defect):
    """A class of errors that was at hand."""

    id = "limit-out-of-range-is-409"
    sentence = "{operation} with a limit out of range is answered 409."
    faults = ("F39",)
    choices = PAGED
    requirement = "LG-PAGE-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""

        def limit(call: Call, default: int, maximum: int) -> int:
            try:
                return original(call, default, maximum)
            except InvalidValue as error:
                raise Conflict(error.error, error.details) from error

        original = application.pages.limit
        override(application.pages.limit, lambda _: limit)


class DamagedTokenIsTheEnd(Defect):
    """What cannot be opened is behind the last row."""

    id = "damaged-token-is-the-end"
    sentence = "{operation} with a damaged page token is answered 200 with an empty page."
    faults = ("F40",)
    choices = PAGED
    requirement = "LG-PAGE-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Go on behind every row."""

        def opened(binding: bytes, token: str) -> int:
            try:
                return original(binding, token)
            except InvalidValue:
                return BEHIND

        original = application.pages.opened
        override(application.pages.opened, lambda _: opened)


class EdgeRowLost(Defect):
    """The token points behind a row that the page no longer has room for."""

    id = "edge-row-lost"
    sentence = "The last row of each page of {operation} but the last is on no page."
    faults = ("F37",)
    choices = PAGED
    requirement = "LG-PAGE-009"

    def apply(self, application: Application) -> None:
        """Drop it, and go on behind it."""

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            page = original(binding, rows, limit)
            return Page(page.records[:-1], page.next_token) if page.next_token else page

        original = application.pages.cut
        override(application.pages.cut, lambda _: cut)
