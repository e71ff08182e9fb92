"""Which of the collected tests a run takes: those that can prove something of its claim."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pytest

from conformance.catalogue import Catalogue
from conformance.context import RunContext
from conformance.errors import HarnessBroken
from conformance.levels import Levels

MOST_REQUIREMENTS = 5
"""A hand-written test names at most so many (ARCHITECTURE: Laws of the house, 4)."""


@dataclass(frozen=True)
class Named:
    """What a test says of itself by its markers: the requirements it decides, and the operations it is about."""

    requirements: tuple[str, ...]
    operations: tuple[str, ...]
    level: str


def named_by(item: pytest.Item) -> Named:
    """The markers `requirement(…)`, `operation(…)` and `level(…)` of a test; without a level it runs at all."""
    level = item.get_closest_marker("level")
    return Named(
        tuple(dict.fromkeys(each for mark in item.iter_markers("requirement") for each in mark.args)),
        tuple(dict.fromkeys(each for mark in item.iter_markers("operation") for each in mark.args)),
        str(level.args[0]) if level is not None else "smoke",
    )


def id_of(item: pytest.Item) -> str:
    """The test's id, the same for any number of workers: without the group that xdist writes behind it."""
    marks = item.iter_markers("xdist_group")
    groups = sorted({str(each.args[0] if each.args else each.kwargs.get("name", "default")) for each in marks})
    return item.nodeid.removesuffix(f"@{'_'.join(groups)}") if groups else item.nodeid


def is_generated(item: pytest.Item) -> bool:
    """Whether a test is marked as generated: what it comes to is drawn by the seed."""
    return "generated" in item.keywords


def again(item: pytest.Item) -> str:
    """The words that choose a generated test's requests in a command: its suite, and its operation where it has one."""
    if not is_generated(item):
        return ""
    operations = named_by(item).operations
    chosen = f" --operation {operations[0]}" if len(operations) == 1 else ""
    return f"--suite {item.path.parent.name}{chosen}"


def check(item: pytest.Item, named: Named, catalogue: Catalogue, operations: Collection[str]) -> None:
    """Insist that a test names known requirements and operations, and not too many; HarnessBroken otherwise."""
    if not named.requirements and not is_generated(item):
        raise HarnessBroken(f"{item.nodeid} names no requirement")
    if len(named.requirements) > MOST_REQUIREMENTS and not is_generated(item):
        raise HarnessBroken(f"{item.nodeid} names {len(named.requirements)} requirements; {MOST_REQUIREMENTS} at most")
    for each in named.requirements:
        if each not in catalogue:
            raise HarnessBroken(f"{item.nodeid} names {each}, which is not in the catalogue")
        if catalogue[each].judged == "passively":
            raise HarnessBroken(f"{item.nodeid} names {each}, which every exchange is judged by")
    for each in named.operations:
        if each not in operations:
            raise HarnessBroken(f"{item.nodeid} names the operation {each}, which the contract does not have")


def chosen(named: Named, context: RunContext, levels: Levels, catalogue: Catalogue) -> bool:
    """Whether a test belongs to the run's level, is about an operation asked for, and can prove something of the claim.

    Where a passively judged requirement is asked for by name, every test is wanted for its traffic.
    """
    if not levels.claims(context.level, named.level):
        return False
    if context.operations and not _about(named, catalogue).intersection((*context.operations, "*")):
        return False
    return context.wants_traffic or not named.requirements or any(_claimed(named.requirements, context))


def _about(named: Named, catalogue: Catalogue) -> set[str]:
    """The operations that a test is about: those that it marks, else those that its requirements concern."""
    concerned = (each for requirement in named.requirements for each in catalogue[requirement].operations)
    return set(named.operations or concerned)


def _claimed(requirements: Iterable[str], context: RunContext) -> Iterator[bool]:
    included = frozenset(context.claim.included)
    return (each in included for each in requirements)
