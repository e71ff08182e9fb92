"""What the tests of isolation send and look at, in one spelling."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from conformance.actors import Actor
from conformance.exchange import ABSENT, Exchange, Json, Purpose
from conformance.expectations import Expectation, satisfying
from conformance.polling import Patience

Look = TypeVar("Look", Exchange, tuple[Exchange, ...])

IDENTITY = ("id", "owner", "company_id", "client_id")
"""What says whose record it is, and which."""


def names(page: Exchange) -> list[object]:
    """The companies of a territory, by name."""
    return [row.get("companyName") for row in page.rows("companies")]


def is_known(page: Exchange) -> bool:
    """Whether a client's list is there: a target may look clients up in a view that lags, and knows a new one late."""
    return page.status != 404


def update_lead(
    actor: Actor,
    operation: str,
    id: str,
    changes: Mapping[str, object],
    *,
    purpose: Purpose = "test",
    trespass: Collection[str] = (),
) -> Exchange:
    """A lead changed by PUT /leads or by PUT /enrich-leads/{id}."""
    if operation == "updateEnrichLead":
        return actor.call(operation, path={"id": id}, json=dict(changes), purpose=purpose, trespass=trespass)
    return actor.call(operation, json={"id": id, **changes}, purpose=purpose, trespass=trespass)


def identity(row: object) -> dict[str, Json]:
    """What a row says of whose it is, and which; of what is no record, nothing."""
    return {name: row[name] for name in IDENTITY if name in row} if isinstance(row, dict) else {}


def one_at_most() -> Expectation:
    """Holds for the count of a batch that may have done one row: absent, 0 or 1."""
    return satisfying("a count of 1 at most", lambda count: count is ABSENT or count is None or 0 <= count <= 1)


def together(
    patience: Patience,
    looks: Sequence[Callable[[], Look]],
    holds: Callable[[Look], bool] | None = None,
    first: Sequence[Look] = (),
) -> list[list[Look]]:
    """Several looks at once and, where views may lag, all again after one bound.

    `holds` says of the first look that all is there that must be: it is repeated until then, or until the bound is
    over. `first` are those of the first looks that were taken already.
    """
    taken = list(first)
    if holds is not None:

        def begin() -> Exchange:
            taken[:] = [looks[0]()]
            return _last(taken[0])

        patience.until(begin, lambda _: holds(taken[0]))
    rounds: list[list[Look]] = []

    def look() -> Exchange:
        these: list[Look] = [] if rounds else list(taken)
        these += [each() for each in looks[len(these) :]]
        rounds.append(these)
        return _last(these[-1])

    patience.twice(look)
    return rounds


def _last(look: Exchange | tuple[Exchange, ...]) -> Exchange:
    return look if isinstance(look, Exchange) else look[-1]
