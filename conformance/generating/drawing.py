"""The drafts of each phase of generation, as many as a level's dose, and the same for the same seed."""

import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from conformance.contract import Contract
from conformance.exchange import Phase
from conformance.generating import cases
from conformance.generating.crowded import ODD, crowded
from conformance.generating.draft import Draft
from conformance.generating.names import FOREIGN, NOBODY, name
from conformance.generating.tailoring import own, tailored

_MORE = 10
"""Invalid drafts that are drawn, at most, beyond those that are sent."""

_WAS = re.compile(r" \(was .*?\)(?= - |$)")
"""What a value was before it was made wrong: two drafts that differ only in that are of one kind."""

_LOOKED_AT = 25
"""Cases of a schema's keywords that are looked at, at most, for each that is sent."""

_CROWDS = 3
"""Crowded bodies that come before all else."""

_MISSING = "Missing"
"""How schemathesis begins to tell of a draft without a field, a parameter or a body that is required."""


def drafts(phase: Phase, operation: str, count: int, seed: int, contract: Contract) -> list[Draft]:
    """At most `count` drafts of an operation; fewer where there is no more to try, or a draft would come twice."""
    if count == 0:
        return []
    drawn = random.Random(f"{seed}/{phase}/{operation}")
    found: dict[str, Draft] = {}
    for each in _PHASES[phase](operation, count, drawn, contract):
        found.setdefault(each.shape, each)
        if len(found) == count:
            break
    return list(found.values())


def _examples(operation: str, count: int, drawn: random.Random, contract: Contract) -> Iterable[Draft]:
    """The documented examples; by the seed another one is the first, so that many runs send them all."""
    found = [tailored(each, contract) for each in cases.examples(operation)]
    start = drawn.randrange(len(found)) if len(found) > count else 0
    return [*found[start:], *found[:start]]


def _valid(operation: str, count: int, drawn: random.Random, contract: Contract) -> Iterable[Draft]:
    return [tailored(each, contract) for each in cases.valid(operation, count, _seed(drawn))]


def _invalid(operation: str, count: int, drawn: random.Random, contract: Contract) -> Iterable[Draft]:
    """More are drawn than are sent: most draws are noise that is no JSON, of which one is sent, and first."""
    found = cases.invalid(operation, count + min(count, _MORE), _seed(drawn))
    noise = [each for each in found if each.raw is not None]
    rest = _dealt([each for each in found if each.raw is None], drawn)
    return (tailored(each, contract) for each in (*noise[:1], *rest, *noise[1:]))


def _coverage(operation: str, count: int, drawn: random.Random, contract: Contract) -> Iterable[Draft]:
    """Every optional field at once, then what is required and missing, then the schemas' keywords, kept and broken."""
    crowds = list(crowded(contract[operation], contract, drawn.sample(ODD, len(ODD))))
    dealt = list(_dealt(cases.coverage(operation, count * _LOOKED_AT), drawn))
    missing = [each for each in dealt if each.about.startswith(_MISSING)]
    found = (*crowds[:_CROWDS], *missing, *crowds[_CROWDS:], *(each for each in dealt if each not in missing))
    return (tailored(each, contract) for each in found)


def _dealt(drafts: Iterable[Draft], drawn: random.Random) -> Iterable[Draft]:
    """Each kind of draft once before any comes twice; the seed says which kinds come first."""
    by_kind: dict[tuple[bool | None, str], list[Draft]] = {}
    for each in drafts:
        by_kind.setdefault((each.valid, _WAS.sub("", each.about)), []).append(each)
    kinds = list(by_kind.values())
    drawn.shuffle(kinds)
    rounds = max(map(len, kinds), default=0)
    return [kind[turn] for turn in range(rounds) for kind in kinds if turn < len(kind)]


def _fuzzing(operation: str, count: int, drawn: random.Random, contract: Contract) -> Iterable[Draft]:
    """Valid and invalid data mixed, first about records of another tenant and of nobody, then of one's own too.

    Where there is little to draw, the same data comes about each of them.
    """
    seed = _seed(drawn)
    each_of = -(-count // 2)
    found = [*cases.valid(operation, each_of + 1, seed)[1:], *cases.invalid(operation, each_of + 1, seed)[1:]]
    drawn.shuffle(found)
    strangers = [_of(FOREIGN), _of(NOBODY)]
    drawn.shuffle(strangers)
    owners = [*strangers, own, own]
    turns = range(max(len(found), len(strangers)) if found else 0)
    return [
        replace(tailored(found[turn % len(found)], contract, owners[turn % len(owners)]), valid=None) for turn in turns
    ]


def _of(which: str) -> Callable[[str], str]:
    return lambda kind: name(which, kind)


def _seed(drawn: random.Random) -> int:
    return drawn.getrandbits(32)


_PHASES: Mapping[Phase, Callable[[str, int, random.Random, Contract], Iterable[Draft]]] = {
    "examples": _examples,
    "valid": _valid,
    "invalid": _invalid,
    "coverage": _coverage,
    "fuzzing": _fuzzing,
}

PHASES: tuple[Phase, ...] = tuple(_PHASES)
"""The phases whose requests are drawn before the first of them is sent; each is a suite of that name."""
