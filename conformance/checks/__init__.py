"""Passive checks: rules that judge every exchange of a run, at no extra request.

A check is a module of this folder with one `CHECK`; adding a file adds a check. The registry refuses one that names no
requirement of the catalogue, or one that is not judged passively.
"""

import importlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType

from conformance import _layout
from conformance.catalogue import Catalogue
from conformance.checks._answers import Answers
from conformance.checks._known import Known
from conformance.contract import Contract
from conformance.errors import HarnessBroken
from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.profile import ActorProfile


@dataclass(frozen=True)
class Facts:
    """What a check may know besides the exchange itself.

    `canaries` gives each tenant's marker of this run; `actors` those of the profile.
    """

    contract: Contract
    canaries: Mapping[str, str]
    actors: Mapping[str, ActorProfile]

    @cached_property
    def answers(self) -> Answers:
        """What the contract documents of answers."""
        return Answers(self.contract)

    @cached_property
    def known(self) -> Known:
        """What the traffic so far has told of credentials, secrets and markers."""
        return Known(self.answers, self.actors, self.canaries)

    def caller_of(self, exchange: Exchange) -> str | None:
        """The one actor whose valid credentials an exchange carries, or None where it is nobody, or more than one."""
        names = {each.actor for each in self.known.carried(exchange.request)}
        return names.pop() if len(names) == 1 else None

    def tenant_of(self, actor: str | None) -> str | None:
        """The tenant of an actor, or None where it has none."""
        return None if actor is None or actor not in self.actors else self.actors[actor].company


@dataclass(frozen=True)
class Check:
    """A rule with the requirements that it judges; `judge` gives a judgement for each that the exchange decides."""

    requirements: tuple[str, ...]
    judge: Callable[[Exchange, Facts], Mapping[str, Judgement]]


def validated(checks: Mapping[str, Check], catalogue: Catalogue) -> Mapping[str, Check]:
    """The checks by name; HarnessBroken where one names a requirement that is not passive, or another check's."""
    taken: dict[str, str] = {}
    for name, check in checks.items():
        for requirement in check.requirements:
            if requirement not in catalogue or catalogue[requirement].judged != "passively":
                raise HarnessBroken(f"the check {name} judges {requirement}, which is no passive requirement")
            if requirement in taken:
                raise HarnessBroken(f"the checks {taken[requirement]} and {name} both judge {requirement}")
            taken[requirement] = name
    return checks


@cache
def load() -> Mapping[str, Check]:
    """All checks of this folder by module name."""
    folder = Path(__file__).parent
    return {
        name: check_of(name, importlib.import_module(f"{__name__}.{name}")) for name in _layout.module_names(folder)
    }


def check_of(name: str, module: ModuleType) -> Check:
    """The check of a module; HarnessBroken where it has none."""
    check = getattr(module, "CHECK", None)
    if not isinstance(check, Check):
        raise HarnessBroken(f"the module {name} of conformance/checks has no CHECK")
    return check


def judgements(
    checks: Mapping[str, Check], exchange: Exchange, facts: Facts, wanted: Collection[str]
) -> Iterator[tuple[str, str, Judgement]]:
    """What the checks say of an exchange: check name, requirement, judgement; only of the wanted requirements."""
    for name, check in checks.items():
        for requirement, judgement in check.judge(exchange, facts).items():
            if requirement in wanted:
                yield name, requirement, judgement
