"""Surveys of the listings: the few requests on which all laws of pages stand.

A listing is walked by its default, walked again in two pages or three, and asked once more from a saved token with its
parameters turned round. Others may write in some listings meanwhile: where a law fails it is asked of the rows that
stood all the time, and where it fails of these, too, the survey is repeated until nobody wrote.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import orjson

from conformance.evidence import CannotTest, Unusable
from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.suites.e2e.pages.listings import Listing, Shelves
from conformance.walking import Walk, next_token, walk_until

Told = tuple[str, Sequence[Exchange], Judgement]
"""A requirement, the exchanges that decide it, and what a law says of them."""

_TRIES = 3

ALWAYS = ("LG-PAGE-001",)
"""The requirements that nobody's writing excuses."""


@dataclass(frozen=True)
class Survey:
    """What one look at a listing saw: `whole` by the default, `parted` at `size`, `turned` from the saved `token`."""

    listing: Listing
    whole: Walk
    size: int
    parted: Walk
    token: str | None
    turned: Exchange
    standing: frozenset[object] | None = None

    def of_standing(self, ids: Collection[object]) -> "Survey":
        """The same survey with these rows alone."""
        narrow = replace(self, standing=frozenset(ids))
        whole, parted = (
            Walk(each.rows_key, tuple(map(narrow.narrowed, each.pages)), each.end) for each in (self.whole, self.parted)
        )
        return replace(narrow, whole=whole, parted=parted, turned=narrow.narrowed(self.turned))

    def narrowed(self, page: Exchange) -> Exchange:
        """A page with the rows alone that the survey is about."""
        if self.standing is None or not page.succeeded or not isinstance(page.json, dict):
            return page
        key = self.listing.style.rows
        body = page.json | {key: [row for row in page.rows(key) if row.get("id") in self.standing]}
        return replace(page, response=replace(page.response, body=orjson.dumps(body)))

    @property
    def second(self) -> Exchange:
        """A page that a token of this listing opened; Unusable where there is none."""
        if self.token is None or not self.turned.succeeded:
            raise Unusable(f"{self.listing.operation.id} gave no token that opens a page")
        return self.turned

    def saved(self) -> str:
        """A token that the listing gave; Unusable where it gave none."""
        if self.token is None:
            raise Unusable(f"{self.listing.operation.id} gave no token at limit {self.size}")
        return self.token


class Surveys:
    """The newest survey of each listing, which the tests of a process share."""

    def __init__(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self._made: dict[str, Survey] = {}

    def of(self, operation: str) -> Survey:
        """The survey of a listing; a fresh one for a test that is repeated."""
        if operation not in self._made or self.shelves.harness.stage.attempt > 1:
            self._made[operation] = self._survey(self.shelves.listing(operation))
        return self._made[operation]

    def settled(self, operation: str, laws: Callable[[Survey], list[Told]]) -> list[Told]:
        """What the laws say of a listing that nobody else wrote in meanwhile; Unusable where somebody always did."""
        strange: set[object] = set()
        for _ in range(_TRIES):
            survey = self.of(operation)
            told = laws(survey)
            if all(map(_holds, told)) or not survey.listing.shared:
                return told
            before, after = set(survey.whole.ids()), set(survey.listing.whole().ids())
            passing = {*survey.parted.ids(), *before} - after
            if before == after and (not passing or passing & strange):
                return told
            strange |= passing
            steadier = laws(survey.of_standing(before & after))
            told = [
                one if _holds(one) or one[0] in ALWAYS else other for one, other in zip(told, steadier, strict=True)
            ]
            if all(map(_holds, told)):
                return told
            del self._made[operation]
        raise Unusable(f"others write in the listing of {operation} all the time")

    def _survey(self, listing: Listing) -> Survey:
        patience = self.shelves.patience

        def number_of_rows(seen: Walk) -> int:
            return max(len(set(seen.ids())), len(listing.known))

        whole = walk_until(patience, listing.whole, listing.holds)
        if number_of_rows(whole) < 2 and self.shelves.fill(listing.operation.id):
            whole = walk_until(patience, listing.whole, lambda seen: number_of_rows(seen) >= 2)
        number = number_of_rows(whole)
        if number < 2:
            raise CannotTest(
                f"{listing.operation.id} has {number} rows for {listing.reader.name}",
                "Let the company have two at least",
            )
        size = min(_size(listing, number), listing.style.maximum)
        # What a view that lags has shown once it may not show again yet.
        parted = walk_until(patience, lambda: listing.walked(size, like=whole, rows=number), listing.holds)
        token = next_token(parted.pages[0])
        following = [row.get("id") for page in parted.pages[1:] for row in page.rows(listing.style.rows)][:1]
        turned = patience.until(
            lambda: listing.turned(listing.style.maximum, token),
            lambda page: {*following} <= {row.get("id") for row in page.rows(listing.style.rows)},
        )
        return Survey(listing, whole, size, parted, token, turned)


def _size(listing: Listing, number: int) -> int:
    """The size of the pages of a second walk: a single row comes last, or, of an even number, the last page is full.

    The walk of leads has a page between the first and the last: what a page after a token holds shows there.
    """
    if number % 2 == 0:
        return number // 2
    return number // 2 if listing.operation.id == "listLeads" else number - 1


def _holds(told: Told) -> bool:
    return told[2].holds
