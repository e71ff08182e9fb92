"""Walks a listing over its pages, bounded, and keeps every exchange for the laws of pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from conformance.actors import Caller
from conformance.contract import Operation
from conformance.exchange import Exchange, Phase
from conformance.polling import Patience

_TOKEN_NAMES = ("nextToken", "nextCursor", "cursor", "lastKey")
"""Where an answer's token may stand (reference: Pages; the first is the contract's own)."""

_PAGES = 200
"""How many pages of a listing are asked for at most, unless a caller says more: some servers give short ones."""

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


def holds_more(page: Exchange, key: str, most: int, follow: Callable[[str], Exchange]) -> bool:
    """Whether a listing has more than `most` rows, as its total says or as its pages show, from a first one on.

    That a token follows says nothing: a server may give one with the last row of all, and an empty page behind it.
    """
    total = page.at("total") if key == "leads" else None
    if isinstance(total, int) and total > most:
        return True
    ids, pages = {row.get("id") for row in page.rows(key)}, 1
    while len(ids) <= most and pages < _PAGES and (token := next_token(page)) is not None:
        page, pages = follow(token), pages + 1
        ids |= {row.get("id") for row in page.rows(key)}
    return len(ids) > most


def walk(
    caller: Caller,
    operation: Operation,
    query: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    most_pages: int = _PAGES,
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


def walk_until(patience: Patience, walked: Callable[[], Walk], holds: Callable[[Walk], bool]) -> Walk:
    """A walk as soon as it holds, or as it stands when the bound is over."""
    walks: list[Walk] = []
    patience.until(partial(_last_page, walked, walks), lambda _: holds(walks[-1]))
    return walks[-1]


def walk_twice(
    patience: Patience, walked: Callable[[], Walk], holds: Callable[[Walk], bool] = lambda _: True
) -> list[Walk]:
    """A walk as soon as it holds, or the bound is over, and, where views may lag, once more after another bound."""
    walks: list[Walk] = []
    looks = patience.twice(partial(_last_page, walked, walks), lambda _: holds(walks[-1]))
    return [each for each in walks if any(each.pages[-1] is seen for seen in looks)]


def _last_page(walked: Callable[[], Walk], walks: list[Walk]) -> Exchange:
    """The last page of a new walk, which is kept."""
    walks.append(walked())
    return walks[-1].pages[-1]
