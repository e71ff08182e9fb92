"""Pages that are shorter than they could be, as filtering after reading makes them."""

from typing import ClassVar

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record


class LeadsShortPages(Variant):
    """A page may hold fewer rows than its limit, with a token."""

    id = "leads-short-pages"
    sentence = "Every page but the last holds one row less than its limit, and never less than one."
    requirements = (
        "LG-PAGE-001",
        "LG-PAGE-006",
        "LG-PAGE-008",
        "LG-PAGE-009",
        "LG-PAGE-010",
        "LG-PAGE-012",
        "LG-PAGE-013",
    )

    def apply(self, application: Application) -> None:
        """Cut one row earlier where there is more."""
        pages = application.pages

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            return original(binding, rows, max(1, limit - 1) if len(rows) > limit else limit)

        original = pages.cut
        override(pages.cut, lambda _: cut)


class LeadsEmptyLastPage(Variant):
    """Nobody looks ahead: a full page always has a token."""

    id = "leads-empty-last-page"
    sentence = "A full page has a token even where nothing follows; the page behind it is empty."
    requirements: ClassVar[tuple[str, ...]] = (
        "LG-PAGE-006",
        "LG-PAGE-008",
        "LG-PAGE-009",
        "LG-PAGE-010",
        "LG-PAGE-012",
        "LG-CLI-006",
        "LG-LEAD-005",
    )

    def apply(self, application: Application) -> None:
        """Give a token for every page that reaches its limit."""
        pages = application.pages

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            shown = rows[:limit]
            return Page(shown, pages.sealed(binding, shown[-1].seq) if self.goes_on(len(shown), limit) else None)

        override(pages.cut, lambda _: cut)

    def goes_on(self, shown: int, limit: int) -> bool:
        """Whether a page of so many rows has a token."""
        return shown == limit


class LeadsTokenOnEveryPage(LeadsEmptyLastPage):
    """Nobody looks ahead, not even whether the page is full: a token goes with the last row that was read."""

    id = "leads-token-on-every-page"
    sentence = "Every page that has a row has a token; the page behind the last row is empty."
    requirements = (
        "LG-PAGE-002",
        "LG-PAGE-006",
        "LG-PAGE-008",
        "LG-PAGE-009",
        "LG-PAGE-010",
        "LG-PAGE-012",
        "LG-CLI-006",
        "LG-LEAD-005",
    )

    def goes_on(self, shown: int, limit: int) -> bool:
        """Wherever there is a row."""
        return 0 < shown <= limit
