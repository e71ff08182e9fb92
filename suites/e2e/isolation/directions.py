"""The directions over the wall as parameters: each cell in one at standard, by the covering array, in both at deep."""

from collections.abc import Collection, Mapping
from typing import Protocol, TypeVar

import pytest
from _pytest.mark.structures import ParameterSet

from conformance.covering import cases

DIRECTIONS = ("A at B", "B at A")
"""Who looks, and at whom."""


class Cell(Protocol):
    """One row of a way: the operation, and what it decides."""

    @property
    def operation(self) -> str:
        """The operation that is tried."""

    @property
    def requirements(self) -> tuple[str, ...]:
        """The requirements that the attempt decides."""


Row = TypeVar("Row", bound=Cell)


def both_ways(rows: Mapping[str, Row]) -> list[ParameterSet]:
    """Every row in one direction at standard, by the covering array, and in the other at deep."""
    return [
        pytest.param(
            rows[each.operation],
            each.values[0],
            id=each.name,
            marks=[
                pytest.mark.operation(rows[each.operation].operation),
                pytest.mark.requirement(*rows[each.operation].requirements),
                pytest.mark.level(each.level),
            ],
        )
        for each in cases(rows, DIRECTIONS)
    ]


def deep(rows: Mapping[str, Row], but: Collection[tuple[str, str]] = ()) -> list[ParameterSet]:
    """Every row in both directions, at deep; `but` are the rows, by name and direction, that standard tries."""
    return [
        pytest.param(
            row,
            direction,
            id=f"{name}-{direction}",
            marks=[
                pytest.mark.operation(row.operation),
                pytest.mark.requirement(*row.requirements),
                pytest.mark.level("standard" if (name, direction) in but else "deep"),
            ],
        )
        for name, row in rows.items()
        for direction in DIRECTIONS
    ]


ONE_WAY = [
    pytest.param(direction, marks=pytest.mark.level(level))
    for direction, level in zip(DIRECTIONS, ("standard", "deep"), strict=True)
]
"""The directions of a test that is about one cell alone."""

OTHER_WAY = [
    pytest.param(direction, marks=pytest.mark.level(level))
    for direction, level in zip(DIRECTIONS, ("deep", "standard"), strict=True)
]
"""The same for the next one."""
