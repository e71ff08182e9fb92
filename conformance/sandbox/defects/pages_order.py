"""Walks whose order, tokens or parameters do not hold still."""

from collections.abc import Callable
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import Asked, cuts, pages, walk_by_offset
from conformance.sandbox.choices import PAGED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.pages import Page


class SearchCursorNotRead(Defect):
    """The parameter of the other listings is looked for."""

    id = "search-cursor-not-read"
    sentence = "GET /search-history takes its place from nextToken, and not from cursor."
    faults = ("F38",)
    operations = ("listSearchHistory",)
    requirement = "LG-PAGE-007"
    because = "Every law on walks meets it in this list, which then never comes to its second page."

    def apply(self, application: Application) -> None:
        """Read the usual parameter."""
        pages(application, lambda asked, give: give(replace(asked, cursor="nextToken")))


class PagesSortedAfterCutting(Defect):
    """Each page is put into order by itself."""

    id = "pages-sorted-after-cutting"
    sentence = "A page of {operation} stands newest first, though the pages follow each other oldest first."
    faults = ("F42",)
    choices = PAGED
    requirement = "LG-PAGE-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Turn the rows of a page round."""
        cuts(application, lambda page, _rows, _binding: Page(page.records[::-1], page.next_token))


class TokenGoodOnce(Defect):
    """A token is used up like a ticket."""

    id = "token-good-once"
    sentence = "{operation} with a page token that was used before is answered 400."
    faults = ("F38",)
    choices = PAGED
    requirement = "LG-PAGE-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Remember the tokens that were opened."""
        used: set[str] = set()

        def opened(binding: bytes, token: str) -> int:
            position = original(binding, token)
            if token in used:
                raise InvalidValue("The page token was used before.", {"field": "nextToken"})
            used.add(token)
            return position

        original = application.pages.opened
        override(application.pages.opened, lambda _: opened)


class NewestFirstByOffset(Defect):
    """The token counts rows, and new ones come in front of them."""

    id = "newest-first-by-offset"
    sentence = "{operation} stands newest first, and a row added during a walk makes it show another one twice."
    faults = ("F36", "F37")
    choices = ("bulkEnrichLeads", "listClients", "listLeads")
    requirement = "LG-PAGE-015"
    advisory = True

    def apply(self, application: Application) -> None:
        """Seal how many rows were shown."""
        walk_by_offset(application, newest_first=True)


class TokenBeforeLimitLost(Defect):
    """The query is read from left to right, and the limit begins a new walk."""

    id = "token-before-limit-lost"
    sentence = "{operation} does not read a page token that stands before the limit in the query."
    faults = ("F39", "F42")
    choices = PAGED
    requirement = "LG-PAGE-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Forget the token where a limit follows it."""

        def around(asked: Asked, give: Callable[[Asked], Page]) -> Page:
            query = b"&" + asked.call.query_string
            token, limit = query.find(b"&%s=" % asked.cursor.encode()), query.find(b"&limit=")
            return give(replace(asked, cursor="") if 0 <= token < limit else asked)

        pages(application, around)
