"""Covering arrays: which combinations of factors a level tries, in one fixed order that no seed changes.

At standard every operation is tried once with each fault that applies, and every pair of the other factors somewhere;
the rest of the full product is for deep (ARCHITECTURE: Words, Level).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

import pytest
from _pytest.mark.structures import ParameterSet
from allpairspy import AllPairs  # type: ignore[import-untyped]  # it ships no types

from conformance.catalogue import LevelName

Cell = TypeVar("Cell")
Row = tuple[Any, ...]


def pairs(*factors: Sequence[Any]) -> tuple[Row, ...]:
    """Combinations in which every value of each factor meets every value of each other one; all of them for two."""
    if len(factors) < 3:
        return tuple(product(*factors))
    return tuple(tuple(row) for row in AllPairs([list(each) for each in factors]))


def dealt(cells: Sequence[Cell], rows: Sequence[Row]) -> tuple[tuple[Cell, Row], ...]:
    """The rows dealt out over the cells in turn: each cell gets one at least, and each row is given once at least."""
    number = max(len(cells), len(rows)) if cells and rows else 0
    return tuple((cells[each % len(cells)], rows[each % len(rows)]) for each in range(number))


@dataclass(frozen=True)
class Case:
    """One combination: an operation with a value of each factor, the words that name it, and its level."""

    operation: str
    values: Row
    name: str
    level: LevelName


def cases(operations: Iterable[str], *factors: Sequence[Any]) -> list[Case]:
    """Every operation with every combination of the factors' values, each named by its operation and their texts.

    What `dealt` picks from the covering array of the factors is of the level standard, the rest of the product of deep.
    """
    known = list(dict.fromkeys(operations))
    numbers = [range(len(factor)) for factor in factors]
    picked = set(dealt(known, pairs(*numbers))) if factors else {(each, ()) for each in known}
    return [
        Case(
            operation,
            tuple(factor[number] for factor, number in zip(factors, row, strict=True)),
            "-".join([operation, *(str(factor[number]) for factor, number in zip(factors, row, strict=True))]),
            "standard" if (operation, row) in picked else "deep",
        )
        for operation, row in ((each, row) for each in known for row in product(*numbers))
    ]


def over_operations(operations: Iterable[str], *factors: Sequence[Any]) -> list[ParameterSet]:
    """The cases as parameters of a test (the operation, then the factors' values), marked with operation and level."""
    return [
        pytest.param(
            each.operation,
            *each.values,
            id=each.name,
            marks=[pytest.mark.operation(each.operation), pytest.mark.level(each.level)],
        )
        for each in cases(operations, *factors)
    ]
