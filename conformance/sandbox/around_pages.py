"""Putting something around how a listing is cut into pages: for mistakes of a walk."""

from collections.abc import Callable
from dataclasses import dataclass

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.filters import Filter
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record, Records

BEHIND = 2**62
"""A position behind every row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked for with: the arguments of `Pages.page`."""

    call: Call
    records: Records
    filter: Filter
    listing: str
    tenant: str
    default: int
    maximum: int
    cursor: str

    @property
    def token(self) -> str:
        """The page token sent; empty where there is none."""
        return self.call.query.get(self.cursor, "")


def pages(application: Application, around: Callable[[Asked, Callable[[Asked], Page]], Page]) -> None:
    """Let every page be `around(asked, give)`; `give(asked)` gives the page for that or for other arguments."""

    def page(
        call: Call,
        records: Records,
        filter: Filter,
        *,
        listing: str,
        tenant: str,
        default: int = 100,
        maximum: int = 1000,
        cursor: str = "nextToken",
    ) -> Page:
        return around(Asked(call, records, filter, listing, tenant, default, maximum, cursor), give)

    def give(asked: Asked) -> Page:
        return original(
            asked.call,
            asked.records,
            asked.filter,
            listing=asked.listing,
            tenant=asked.tenant,
            default=asked.default,
            maximum=asked.maximum,
            cursor=asked.cursor,
        )

    original = application.pages.page
    override(application.pages.page, lambda _: page)


def cuts(application: Application, change: Callable[[Page, list[Record], bytes], Page]) -> None:
    """Let every page be `change(page, rows, binding)`: the rows it was cut from, and what its token is bound to."""

    def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
        return change(original(binding, rows, limit), rows, binding)

    original = application.pages.cut
    override(application.pages.cut, lambda _: cut)


def reads(application: Application, change: Callable[[Records, Filter, int | None], Filter]) -> None:
    """Read the rows of a page by the filter `change(records, filter, after)`; `after` is None on the first page."""

    def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
        return original(records, change(records, filter, after), after, number)

    original = application.pages.read
    override(application.pages.read, lambda _: read)


def last_pages(application: Application, change: Callable[[Page, bytes], Page]) -> None:
    """Let the last page of each walk of several pages be `change(page, binding)`."""
    came_with_token = False

    def seen(_records: Records, filter: Filter, after: int | None) -> Filter:
        nonlocal came_with_token
        came_with_token = after is not None
        return filter

    def changed(page: Page, _rows: list[Record], binding: bytes) -> Page:
        return change(page, binding) if came_with_token and page.next_token is None else page

    reads(application, seen)
    cuts(application, changed)


def walk_by_offset(application: Application, *, newest_first: bool = False) -> None:
    """Let a token hold how many rows were shown before it, instead of the place of one."""
    pages = application.pages
    skipped: dict[int, int] = {}

    def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
        offset = after or 0
        rows = records.select(filter, limit=offset + number, newest_first=newest_first)[offset:]
        skipped[id(rows)] = offset
        return rows

    def changed(page: Page, rows: list[Record], binding: bytes) -> Page:
        offset = skipped.pop(id(rows), 0)
        return Page(page.records, page.next_token and pages.sealed(binding, offset + len(page.records)))

    override(pages.read, lambda _: read)
    cuts(application, changed)


def limits(application: Application, change: Callable[[Call, int, int, int], int]) -> None:
    """Let a good limit be `change(call, limit, default, maximum)`."""

    def limit(call: Call, default: int, maximum: int) -> int:
        return change(call, original(call, default, maximum), default, maximum)

    original = application.pages.limit
    override(application.pages.limit, lambda _: limit)


def default_is_maximum(application: Application, path: str) -> None:
    """Let the listing at that path show as many rows as it may where no limit is asked for."""

    def limit(call: Call, default: int, maximum: int) -> int:
        return original(call, maximum if call.path == path else default, maximum)

    original = application.pages.limit
    override(application.pages.limit, lambda _: limit)


def bad_limits(application: Application, instead: Callable[[Call, InvalidValue, int, int], int]) -> None:
    """Let a limit out of range be `instead(call, error, default, maximum)`, which may raise."""

    def limit(call: Call, default: int, maximum: int) -> int:
        try:
            return original(call, default, maximum)
        except InvalidValue as error:
            return instead(call, error, default, maximum)

    original = application.pages.limit
    override(application.pages.limit, lambda _: limit)


def damaged_tokens(application: Application, instead: Callable[[InvalidValue], int]) -> None:
    """Let a token that cannot be opened hold the position `instead(error)`, which may raise."""

    def opened(binding: bytes, token: str) -> int:
        try:
            return original(binding, token)
        except InvalidValue as error:
            return instead(error)

    original = application.pages.opened
    override(application.pages.opened, lambda _: opened)
