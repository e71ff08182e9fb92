"""A target of which now and then one value of an answer is gone, null, or of another type than it should be."""

import json
import random
import threading
from typing import Any

from tests.proof.between import Change, Passing

_INSTEAD: tuple[Any, ...] = (
    None,
    {},
    [],
    {"a": {"b": 1}},
    [1, None],
    "",
    "odd",
    0,
    -1,
    1.5,
    10**18,
    True,
    "\u0000",
    [[]],
)
_GONE = object()


def odd(seed: int, share: float) -> Change:
    """Changes one value of this share of the answers (0 to 1) that are JSON objects, the same ones for each seed."""
    draws, lock = random.Random(seed), threading.Lock()

    def change(passing: Passing) -> bytes:
        with lock:
            return _changed(passing.body, draws) if draws.random() < share else passing.body

    return change


def _changed(body: bytes, draws: random.Random) -> bytes:
    try:
        value = json.loads(body)
    except ValueError:
        return body
    places = list(_places(value))
    if not places:
        return body
    holder, key = draws.choice(places)
    instead = draws.choice((_GONE, *_INSTEAD))
    if instead is _GONE:
        del holder[key]
    else:
        holder[key] = instead
    return json.dumps(value).encode()


def _places(value: Any) -> Any:
    """Every (object or list, key) of a JSON value."""
    pending = [value]
    while pending:
        node = pending.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            yield node, key
            pending.append(node[key])
