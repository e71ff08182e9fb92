"""Cells of a run: the operations and faults that meet in the catalogue, and those of them that were tried.

A cell is tried where evidence, or a passive check, has judged a requirement of that fault on an exchange of that
operation (ARCHITECTURE: Words, Level).
"""

from collections.abc import Iterable, Iterator

from conformance.catalogue import Requirement
from conformance.exchange import JUDGED_PURPOSES
from conformance.outcome.model import Cells
from conformance.outcome.transcript import Transcript

Cell = tuple[str, str]
"""An operationId and a fault class."""

_ANY = "*"
"""The operation of a requirement that holds wherever there is something to judge: one cell, tried anywhere."""


def cells_of(transcript: Transcript) -> Cells:
    """How many of the claim's cells were tried, and which were not."""
    claim = frozenset(transcript.started.claim.included)
    claimed = [each for each in transcript.catalogue if each.id in claim]
    due = set(_cells(claimed))
    tried = set(_tried(claimed, transcript)) & due
    left = sorted(due - tried)
    return Cells(claimed=len(due), tried=len(tried), untried=tuple(f"{operation} {fault}" for operation, fault in left))


def _cells(requirements: Iterable[Requirement]) -> Iterator[Cell]:
    for each in requirements:
        yield from ((operation, fault) for operation in each.operations for fault in each.faults)


def _tried(requirements: Iterable[Requirement], transcript: Transcript) -> Iterator[Cell]:
    passively = _judged_passively(transcript)
    for each in requirements:
        judged = {
            transcript.exchanges[name].operation
            for record in transcript.evidence.get(each.id, ())
            if record.outcome != "inconclusive"
            for name in record.exchanges
            if name in transcript.exchanges
        }
        judged |= {operation for operation, requirement in passively if requirement == each.id}
        named = {_ANY} if _ANY in each.operations and judged else {name for name in judged if name is not None}
        yield from ((operation, fault) for operation in named for fault in each.faults)


def _judged_passively(transcript: Transcript) -> set[tuple[str | None, str]]:
    return {
        (exchange.operation, requirement)
        for exchange in transcript.sent
        if exchange.purpose in JUDGED_PURPOSES and exchange.response is not None
        for requirement in exchange.passed
    }
