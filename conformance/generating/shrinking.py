"""Shrinking: the smallest request that is still wrong in the same way, found by leaving out and simplifying.

One way for whatever made a draft: an example or a case of the coverage phase is no less in need of it than a drawn one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from conformance.exchange import ABSENT, Json
from conformance.generating.draft import Draft
from conformance.generating.names import named

StillWrong = Callable[[Draft], bool]
"""Sends a draft, and tells whether what came is still wrong in the same way."""


@dataclass(frozen=True)
class Shrunk:
    """The smallest draft found, how many requests that took, and whether nothing smaller was left to try."""

    draft: Draft
    requests: int
    minimal: bool


def shrunk(draft: Draft, still_wrong: StillWrong, bound: int) -> Shrunk:
    """The smallest draft that is still wrong, found with at most `bound` requests; the draft itself if none is."""
    best, sent = draft, 0
    tried = {draft.shape}
    improved = True
    while improved:
        improved = False
        for candidate in _smaller(best):
            if candidate.shape in tried:
                continue
            if sent == bound:
                return Shrunk(best, sent, minimal=False)
            tried.add(candidate.shape)
            sent += 1
            if still_wrong(candidate):
                best, improved = candidate, True
                break
    return Shrunk(best, sent, minimal=True)


def _smaller(draft: Draft) -> Iterator[Draft]:
    """Simpler drafts, the boldest first."""
    if draft.raw is not None:
        yield draft.with_body(ABSENT)
        yield from (replace(draft, raw=each) for each in _texts(draft.raw))
    elif draft.body is not ABSENT:
        yield draft.with_body(ABSENT)
        yield from (draft.with_body(each) for each in _values(draft.body))
    yield from (draft.with_query(each) for each in _fewer(draft.query))
    for index, (name, value) in enumerate(draft.query):
        for each in _texts(value):
            yield draft.with_query((*draft.query[:index], (name, each), *draft.query[index + 1 :]))


def _values(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        for fewer in _fewer(tuple(value.items())):
            yield dict(fewer)
        for name, each in value.items():
            yield from (value | {name: simpler} for simpler in _values(each))
    elif isinstance(value, list):
        for rest in _fewer(tuple(value)):
            yield list(rest)
        for index, each in enumerate(value):
            yield from ([*value[:index], simpler, *value[index + 1 :]] for simpler in _values(each))
    elif isinstance(value, str):
        yield from _texts(value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and value not in (0, 1):
        yield from (each for each in (0, 1, -1) if abs(each) < abs(value))


def _texts(text: str) -> Iterator[str]:
    """Simpler texts; a name stands for one thing and is not taken apart."""
    if not text or named(text) is not None:
        return
    yield from (each for each in ("", "a") if len(each) < len(text))
    if len(text) > 1:
        middle = len(text) // 2
        yield text[:middle]
        yield text[middle:]
    if len(text) > 2:
        end = max(1, len(text) // 4)
        yield text[end:]
        yield text[:-end]


def _fewer(items: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The items without half of them, then without each one."""
    if len(items) > 3:
        middle = len(items) // 2
        yield items[:middle]
        yield items[middle:]
    for index in range(len(items)):
        yield (*items[:index], *items[index + 1 :])
