"""The search history as its owner reads it: walks of its list, at once or once they show something."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from conformance import contract
from conformance.actors import Actor
from conformance.polling import Patience
from conformance.walking import Walk, walk, walk_twice, walk_until

Row = dict[str, Any]

LIST = contract.load()["listSearchHistory"]


def listed(owner: Actor, filters: Mapping[str, object] | None = None, limit: int = 1000) -> Walk:
    """All searches of an owner that the filters select."""
    return walk(owner, LIST, filters, limit=limit)


def settled(
    patience: Patience,
    owner: Actor,
    holds: Callable[[Walk], bool],
    filters: Mapping[str, object] | None = None,
    limit: int = 1000,
) -> Walk:
    """The walk of the list as soon as it holds, or as it stands when the bound is over."""
    return walk_until(patience, partial(listed, owner, filters, limit), holds)


def looks(patience: Patience, owner: Actor) -> list[Walk]:
    """Walks of the list at once and, where views may lag, again after the bound: what must not show."""
    return walk_twice(patience, partial(listed, owner))
