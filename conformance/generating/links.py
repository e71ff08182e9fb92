"""Links: which request the answer of another makes possible, as `openapi.json` documents it or schemathesis infers it.

Schemathesis reads them and resolves their targets; `tests/generating/test_links.py` tells when its graph moves.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET
from schemathesis.generation.feedback import NO_FEEDBACK

from conformance import contract
from conformance.exchange import ABSENT, Json

_INFERENCE = "dependency-analysis"
"""Schemathesis' guess at links by the names of ids in answers and requests."""

_PLACES = {"path_parameters": "path", "query": "query"}


@dataclass(frozen=True)
class Supplied:
    """A parameter that a link supplies: where it stands (`path` or `query`), its name, the expression of its value."""

    where: str
    name: str
    expression: str


@dataclass(frozen=True, eq=False)
class Link:
    """From an operation's answer of a status (`201`) to another operation.

    `parameters` and `body` are what it supplies; texts in `body` (ABSENT for none) are runtime expressions.
    """

    name: str
    source: str
    status: str
    target: str
    parameters: tuple[Supplied, ...]
    body: Json
    inferred: bool

    def __str__(self) -> str:
        return f"{self.source} {self.status} -> {self.name} -> {self.target}"


@cache
def load(*, inferred: bool = False) -> tuple[Link, ...]:
    """All links in the order of the document; with `inferred`, those too that schemathesis makes up by itself."""
    algorithms = [_INFERENCE] if inferred else []
    config = {"phases": {"stateful": {"inference": {"algorithms": algorithms}}}}
    document = copy.deepcopy(contract.load().document)  # inferred links are written into it
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(config))
    machine: Any = schema.build_state_machine(feedback=NO_FEEDBACK, link_calibration=None)
    return tuple(_links(machine))


def linked() -> tuple[str, ...]:
    """The operations that a documented link leaves from or leads to, read without schemathesis, which takes time."""
    found: dict[str, None] = {}
    known = contract.load()
    for each in known.values():
        for answer in map(known.resolve, each.definition["responses"].values()):
            for link in map(known.resolve, answer.get("links", {}).values()):
                found |= {each.id: None, link["operationId"]: None}
    return tuple(found)


def _links(machine: Any) -> Iterator[Link]:
    for transitions in machine._transitions.operations.values():
        for each in transitions.outgoing:
            yield Link(
                name=each.name,
                source=each.source.definition.raw["operationId"],
                status=each.status_code,
                target=each.target.definition.raw["operationId"],
                parameters=tuple(
                    Supplied(_PLACES[one.container_name], one.name, one.expression)
                    for one in each.parameters
                    if one.container_name in _PLACES
                ),
                body=ABSENT if each.body is NOT_SET else each.body,
                inferred=each.is_inferred,
            )
