"""Laws of pages: what the pages of a listing say together, as pure functions of walks and pages."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown
from conformance.laws.text import folded
from conformance.walking import Walk, next_token

Row = dict[str, Any]


def no_row_twice(walk: Walk) -> Judgement:
    """A walk shows each row at most once."""
    twice = [id for id, times in Counter(walk.ids()).items() if times > 1]
    actual = f"shown more than once: {shown(twice)}" if twice else f"{len(walk.rows)} different rows"
    return Judgement(not twice, "a walk that shows no row twice", actual)


def none_missing(walk: Walk, expected: Collection[object], field: str = "id") -> Judgement:
    """A walk shows every expected row, which `field` tells apart; e-mails in any letter case."""
    seen = {folded(row.get(field)) for row in walk.rows}
    missing = [each for each in expected if folded(each) not in seen]
    actual = f"missing {len(missing)}: {shown(missing)}" if missing else "all of them"
    return Judgement(not missing, f"a walk with all of {len(expected)} rows", f"{actual}; it ended with: {walk.end}")


def exactly_once(walk: Walk, expected: Collection[object], field: str = "id") -> Judgement:
    """A walk shows every expected row once, whatever else it shows."""
    times = Counter(folded(row.get(field)) for row in walk.rows)
    wrong = {str(each): times[folded(each)] for each in expected if times[folded(each)] != 1}
    actual = f"times shown: {shown(wrong)}" if wrong else "each of them once"
    return Judgement(not wrong, f"each of {len(expected)} rows once", actual)


def comes_to_an_end(walk: Walk) -> Judgement:
    """A walk ends with a page without a token, no later than one empty page after the last row, if there is a row."""
    empty = 0
    for page in reversed(walk.pages):
        if page.rows(walk.rows_key):
            break
        empty += 1
    in_time = empty <= 1 or empty == len(walk.pages)
    return Judgement(
        walk.end == "no token" and in_time,
        "a walk that ends with a page without a token, at most one empty page after the last row",
        f"{len(walk.pages)} pages, the last {empty} empty, ended with: {walk.end}",
    )


def within_limit(pages: Sequence[Exchange], rows_key: str, limit: int) -> Judgement:
    """No page has more rows than its limit."""
    sizes = [len(page.rows(rows_key)) for page in pages]
    return Judgement(all(each <= limit for each in sizes), f"at most {limit} rows a page", f"pages of {sizes} rows")


def leads_on(walk: Walk, total: int) -> Judgement:
    """Where the first page has less than the listing's `total` rows, it has a token, which leads on to more of them."""
    expected = f"a non-empty nextToken on a first page with less than all {total} rows, which leads on to others"
    first, rest = walk.pages[0], walk.pages[1:]
    ids = {row.get("id") for row in first.rows(walk.rows_key)}
    if len(ids) >= total:
        return Judgement(True, expected, f"all {total} rows on the first page")
    if next_token(first) is None:
        return Judgement(False, expected, f"status {first.status}, {len(ids)} rows and no token")
    more = {row.get("id") for page in rest for row in page.rows(walk.rows_key)} - ids
    return Judgement(bool(more), expected, f"{len(ids)} rows, then {len(more)} others on {len(rest)} pages")


def same_order(one: Walk, other: Walk) -> Judgement:
    """Two walks show the same rows in the same order."""
    return _equal(one.ids(), other.ids(), "the same rows in the same order at both page sizes")


def goes_on(whole: Walk, page: Exchange, skipped: int) -> Judgement:
    """A page from a saved token shows what the whole walk showed after its first `skipped` pages.

    That is all the rest where the page ends the listing, and the beginning of it where more follows.
    """
    expected = "the rows that followed the token before"
    if not page.succeeded:
        return Judgement(False, expected, f"status {page.status}")
    due = [row.get("id") for shown_page in whole.pages[skipped:] for row in shown_page.rows(whole.rows_key)]
    is_ = [row.get("id") for row in page.rows(whole.rows_key)]
    more = next_token(page) is not None and bool(is_)
    return _equal(due[: len(is_)] if more else due, is_, expected)


def same_start(small: Exchange, large: Exchange, rows_key: str) -> Judgement:
    """The rows of a page at a smaller limit are the first ones of the page at a larger limit."""
    few, many = ([row.get("id") for row in page.rows(rows_key)] for page in (small, large))
    return _equal(many[: len(few)], few, f"the first {len(few)} rows of the larger page")


def part_of(some: Collection[object], all_: Collection[object], what: str) -> Judgement:
    """A filtered listing shows only what the whole listing shows, told by ids."""
    stray = [each for each in some if each not in all_]
    actual = f"not in it: {shown(stray)}" if stray else f"all {len(some)} of them in it"
    return Judgement(not stray, f"{what}: only rows of the unfiltered listing", actual)


def same_page(one: Exchange, other: Exchange, rows_key: str) -> Judgement:
    """Two answers show the same rows in the same order with the same status."""
    first, second = ([row.get("id") for row in page.rows(rows_key)] for page in (one, other))
    if one.status != other.status:
        return Judgement(False, f"status {one.status} again", f"status {other.status}")
    return _equal(first, second, "the same rows in the same order")


def of_the_filter(walk: Walk, field: str, value: object) -> Judgement:
    """Every page of a walk shows rows of the filter alone."""
    others = [
        (number, row.get("id"))
        for number, page in enumerate(walk.pages, 1)
        for row in page.rows(walk.rows_key)
        if row.get(field) != value
    ]
    actual = f"(page, id) of others: {shown(others)}" if others else f"{len(walk.rows)} rows, all of the filter"
    return Judgement(not others, f"rows with {field} {shown(value)} alone", actual)


def nothing_outside(pages: Sequence[Exchange], rows_key: str, allowed: Collection[object]) -> Judgement:
    """No page shows a row but those that are allowed, told by their ids."""
    stray = [row.get("id") for page in pages for row in page.rows(rows_key) if row.get("id") not in allowed]
    actual = f"others shown: {shown(stray)}" if stray else f"none but its own, statuses {[p.status for p in pages]}"
    return Judgement(not stray, "no row from outside the listing", actual)


def nothing_of_others(
    pages: Sequence[Exchange], rows_key: str, company: object, known: Collection[object] = ()
) -> Judgement:
    """No page shows a row of a company but the caller's own; rows of `known` ids are the caller's to see anyway."""
    stray = [
        row.get("id")
        for page in pages
        for row in page.rows(rows_key)
        if row.get("id") not in known and row.get("company_id") != company
    ]
    actual = f"others' rows shown: {shown(stray)}" if stray else f"none, statuses {[page.status for page in pages]}"
    return Judgement(not stray, "no row of another company", actual)


def _equal(due: list[object], is_: list[object], expected: str) -> Judgement:
    if due == is_:
        return Judgement(True, expected, f"the same {len(due)} rows")
    if Counter(due) == Counter(is_):
        return Judgement(False, expected, f"the same rows, another order: {shown(is_)} for {shown(due)}")
    missing, more = Counter(due) - Counter(is_), Counter(is_) - Counter(due)
    return Judgement(False, expected, f"missing {shown(list(missing))}, too many {shown(list(more))}")
