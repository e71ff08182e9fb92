"""How the tests of settings are parametrized: over the three sets, each with its operations."""

import pytest
from _pytest.mark.structures import MarkDecorator, ParameterSet

from conformance.errors import HarnessBroken
from conformance.fixtures.settings import KINDS, Kind

HOLDS = {"url": "LG-SET-007", "agent": "LG-SET-008", "sdr-ai": "LG-SET-009"}
"""The requirement that names all fields of a set."""


def holds(kind: Kind) -> str:
    """The requirement that names all fields of a set; HarnessBroken for a set that none names."""
    if kind.name not in HOLDS:
        raise HarnessBroken(f"no requirement names the fields of the settings at {kind.read}")
    return HOLDS[kind.name]


def over_kinds(*, own_fields: bool = False) -> MarkDecorator:
    """Run a test for each set; with `own_fields`, it also decides the requirement that names the set's fields."""
    cells: list[ParameterSet] = []
    for kind in KINDS:
        marks = [pytest.mark.operation(*kind.operations)]
        marks += [pytest.mark.requirement(holds(kind))] if own_fields else []
        cells.append(pytest.param(kind, id=kind.name, marks=marks))
    return pytest.mark.parametrize("kind", cells)
