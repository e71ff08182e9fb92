"""Pages that one listing among all cuts otherwise."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import successes
from conformance.sandbox.around_pages import BEHIND, bad_limits, cuts, damaged_tokens, last_pages, limits
from conformance.sandbox.call import Call
from conformance.sandbox.choices import PAGED
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import Conflict, InvalidValue
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record
from conformance.sandbox.values import Object


class FirstRowDoubled(Defect):
    """A join that finds its row by two ways, under a limit that counts both."""

    id = "first-row-doubled"
    sentence = "Each page of two rows or more of {operation} that is not the last shows its first row twice."
    faults = ("F36",)
    choices = PAGED
    requirement = "LG-PAGE-008"

    def apply(self, application: Application) -> None:
        """Leave the last row to the next page."""
        pages = application.pages

        def doubled(page: Page, _rows: list[Record], binding: bytes) -> Page:
            if page.next_token is None or len(page.records) < 2:
                return page
            shown = page.records[:-1]
            return Page([shown[0], *shown], pages.sealed(binding, shown[-1].seq))

        cuts(application, doubled)


class LastRowMissing(Defect):
    """The row that would tell whether there is more is taken for more."""

    id = "last-row-missing"
    sentence = "The last row of a walk of {operation} in several pages is on no page."
    faults = ("F37",)
    choices = PAGED
    requirement = "LG-PAGE-009"

    def apply(self, application: Application) -> None:
        """Cut the last page short, where it is not the first."""
        last_pages(application, lambda page, _binding: Page(page.records[:-1], None))


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
        last_pages(application, lambda page, binding: Page(page.records, pages.sealed(binding, 0)))


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

        def doubled(call: Call, found: int, _default: int, maximum: int) -> int:
            return min(2 * found, maximum) if "limit" in call.query else found

        limits(application, doubled)


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

        def conflict(_call: Call, error: InvalidValue, _default: int, _maximum: int) -> int:
            raise Conflict(error.error, error.details) from error

        bad_limits(application, conflict)


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
        damaged_tokens(application, lambda _: BEHIND)


class EdgeRowLost(Defect):
    """The token points behind a row that the page no longer has room for."""

    id = "edge-row-lost"
    sentence = "The last row of each page of {operation} but the last is on no page."
    faults = ("F37",)
    choices = PAGED
    requirement = "LG-PAGE-009"

    def apply(self, application: Application) -> None:
        """Drop it, and go on behind it."""

        def dropped(page: Page, _rows: list[Record], _binding: bytes) -> Page:
            return Page(page.records[:-1], page.next_token) if page.next_token else page

        cuts(application, dropped)
