"""Walks a listing over its pages, bounded, and keeps every exchange for the laws of pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from conformance.actors import Caller
from conformance.contract import Operation
from conformance.exchange import Exchange, Phase

_TOKEN_NAMES = ("nextToken", "nextCursor", "cursor", "lastKey")
"""Where an answer's token may stand (contract: Limits and pages; the first is the contract's own)."""

End = Literal["no token", "refused", "token repeated", "too many pages"]


@dataclass(frozen=True)
class Walk:
    """A walk's pages in their order, and why it ended: `no token` is the only good end."""

    rows_key: str
    pages: tuple[Exchange, ...]
    end: End

    @property
    def rows(self) -> list[dict[str, Any]]:
        """All rows, page after page."""
        return [row for page in self.pages for row in page.rows(self.rows_key)]

    def ids(self) -> list[object]:
        """The ids of all rows, page after page."""
        return [row.get("id") for row in self.rows]

    def row(self, id: str) -> dict[str, Any] | None:
        """The first row of an id, or None."""
        return next((row for row in self.rows if row.get("id") == id), None)


def next_token(page: Exchange) -> str | None:
    """The token of the next page, or None at the end; `null` and the empty string count as absent."""
    found = (page.at(name) for name in _TOKEN_NAMES)
    return next((each for each in found if isinstance(each, str) and each), None)


def walk(
    caller: Caller,
    operation: Operation,
    query: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    most_pages: int = 200,
    token: str | None = None,
    phase: Phase = "",
) -> Walk:
    """The walk of a paged operation with a query, from its beginning or from a token.

    `limit` is rows a page; the walk ends by itself after `most_pages`; `phase` says what generated it, if anything did.
    """
    style = operation.page
    if style is None:
        raise ValueError(f"{operation.id} does not page")
    pages: list[Exchange] = []
    seen: set[str] = set()
    end: End = "too many pages"
    while len(pages) < most_pages:
        page = caller.call(
            operation.id,
            query={**(query or {}), style.limit: limit, style.token: token},
            purpose="generated" if phase else "test",
            phase=phase,
        )
        pages.append(page)
        token = next_token(page)
        if not page.succeeded:
            end = "refused"
        elif token is None:
            end = "no token"
        elif token in seen:
            end = "token repeated"
        else:
            seen.add(token)
            continue
        break
    return Walk(style.rows, tuple(pages), end)
