"""The parts of a JSON value, itself the first, at any depth and in the order in which they are written."""

from collections.abc import Iterator
from typing import Any

from conformance.exchange import Json


def nodes(value: Json, *, names: bool = False) -> Iterator[Json]:
    """All values in it, and the `names` of properties where they are asked for."""
    pending = [value]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, dict):
            pairs = reversed(node.items())
            pending.extend(part for pair in pairs for part in (reversed(pair) if names else pair[1:]))
        elif isinstance(node, list):
            pending.extend(reversed(node))


def strings(value: Json, *, names: bool = False) -> Iterator[str]:
    """All texts in it, those that are `names` of properties where they are asked for."""
    return (node for node in nodes(value, names=names) if isinstance(node, str))


def objects(value: Json) -> Iterator[dict[str, Any]]:
    """All objects in it."""
    return (node for node in nodes(value) if isinstance(node, dict))
