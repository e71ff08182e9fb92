"""The three kinds of processing: what may be asked for, what configures it, and where a lead holds it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from _pytest.mark.structures import MarkDecorator

from conformance import contract
from conformance.actors import Actor
from conformance.contract import Operation
from conformance.errors import HarnessBroken
from conformance.evidence import needed
from conformance.exchange import Exchange, Json, Purpose
from conformance.expectations import success
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import KINDS, Borrowed, Kind
from conformance.laws.processing import named


@dataclass(frozen=True)
class Target:
    """One result: how a request asks for it, the setting that configures it, and the lead's field that holds it."""

    asked: str | int
    setting: str
    field: str

    @property
    def name(self) -> str:
        """How an answer names it."""
        return named(self.asked)


@dataclass(frozen=True)
class Process:
    """One kind of processing: its operation, what selects among its targets, and the settings of them.

    `unknown` is asked for like a target and is none.
    """

    operation: str
    selector: str
    settings: Kind
    targets: tuple[Target, ...]
    unknown: str | int

    def start(self, actor: Actor, lead: str, *targets: Target, purpose: Purpose = "test", **more: Json) -> Exchange:
        """A call for one lead, of these targets, or of all that are configured where none is named."""
        selected = {self.selector: [each.asked for each in targets]} if targets else {}
        return actor.call(self.operation, json={"leadId": lead, **selected, **more}, purpose=purpose)

    def target(self, name: object) -> Target | None:
        """The target that an answer names, or None."""
        return next((each for each in self.targets if each.name == named(name)), None)

    def configure(self, place: Borrowed, naming: Naming) -> Target:
        """Configure the last of the targets in a company, until its settings are put back.

        CannotTest or NotAllowed where that may not be, Unusable where the target does not take it.
        """
        target = self.targets[-1]
        value = self.settings.values(naming, place.actor.company or "a")[target.setting]
        changed = place.put(self.settings, {target.setting: value}, purpose="setup")
        needed(changed, expected=success(), actual=changed.status, what=f"settings by {self.settings.update}")
        return target

    def all_unset(self) -> dict[str, Json]:
        """What leaves nothing of this kind configured."""
        return {each.setting: "" for each in self.targets}


@dataclass(frozen=True)
class _Row:
    settings: str
    setting: Callable[[str], str]
    field: Callable[[str], str]
    unknown: str | int


_ROWS = {
    "processEnrich": _Row("url", str, lambda name: "email" if name == "emailFinder" else name, "enrichment11"),
    "processCopyright": _Row("agent", "{}AgentId".format, lambda name: name.replace("enrichment", "copyright"), 11),
    "processSdr": _Row("sdr-ai", "{}AgentId".format, str, "message11"),
}
"""What openapi.json does not say: which settings steer a process, and where its results lie."""


def _process(operation: Operation) -> Process:
    row = _ROWS.get(operation.id)
    if row is None:
        raise HarnessBroken(f"nobody has said which settings steer {operation.id}")
    known = contract.load()
    selector, items = _selector(known.resolve(known.body_schema(operation))["properties"])
    asked: Sequence[str | int] = items.get("enum") or range(items["minimum"], items["maximum"] + 1)
    targets = tuple(Target(each, row.setting(named(each)), row.field(named(each))) for each in asked)
    settings = next(each for each in KINDS if each.name == row.settings)
    return Process(operation.id, selector, settings, targets, row.unknown)


def _selector(properties: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return next((name, schema["items"]) for name, schema in properties.items() if "items" in schema)


PROCESSES = tuple(_process(each) for each in contract.load().values() if "LG-PROC-001" in each.requirements)
"""The kinds of processing, as the contract has them."""

NO_RESULTS = {target.field: None for process in PROCESSES for target in process.targets}
"""What a lead is without results."""


def over_processes() -> MarkDecorator:
    """Run a test for each kind of processing."""
    cells = [
        pytest.param(each, id=each.operation, marks=pytest.mark.operation(each.operation, each.settings.update))
        for each in PROCESSES
    ]
    return pytest.mark.parametrize("process", cells)
