"""Shrinking: the least sequence of steps that still shows a divergence, found by doing ever fewer of them again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from conformance.modelling.plan import made_leads, named_clients, named_leads, sensible
from conformance.modelling.steps import (
    ChangeBatch,
    ChangeClient,
    ChangeLead,
    Fields,
    MakeBatch,
    MakeClient,
    MakeLead,
    RemoveBatch,
    Step,
)

Steps = tuple[Step, ...]

Each = TypeVar("Each")


@dataclass(frozen=True)
class Shrunk:
    """A sequence that shows the divergence; `minimal` says that nothing can be left out of it or made plainer."""

    steps: Steps
    minimal: bool


def shrunk(steps: Steps, shows: Callable[[Steps], bool], affordable: Callable[[Steps], bool]) -> Shrunk:
    """The least sequence, by trials.

    `steps` end with the one that diverged; `shows` does a sequence anew and tells whether its last step diverges the
    same way; `affordable` says whether a trial of it may still be sent.
    """
    best = steps
    tried = [steps]
    while True:
        for candidate in _smaller(best):
            if candidate in tried:
                continue
            if not affordable(candidate):
                return Shrunk(best, minimal=False)
            tried.append(candidate)
            if shows(candidate):
                best = candidate
                break
        else:
            return Shrunk(best, minimal=True)


def _smaller(steps: Steps) -> Iterator[Steps]:
    """Smaller sequences that end with the same step or a plainer one of its kind, the boldest cut first."""
    *before, last = steps
    needed = _concerning(last, before)
    made = [each for each in before if each in needed or (made_leads(each) and _homes(each) & _homes(last))]
    for kept in (needed, made):
        yield from _ending(sensible((*kept, last)), last)
    size = len(before)
    while size > 0:
        for start in reversed(range(0, len(before), size)):
            yield from _ending(sensible((*before[:start], *before[start + size :], last)), last)
        size //= 2
    for index in reversed(range(len(steps))):
        for plainer in _plainer(steps[index]):
            new_last = plainer if index == len(before) else last
            yield from _ending(sensible((*steps[:index], plainer, *steps[index + 1 :])), new_last)


def _ending(candidate: Steps, last: Step) -> Iterator[Steps]:
    if candidate and candidate[-1] == last:
        yield candidate


def _homes(step: Step) -> set[int]:
    return set(named_clients(step))


def _concerning(last: Step, before: Sequence[Step]) -> list[Step]:
    """The steps that made what the last one names."""
    leads, clients = set(named_leads(last)), set(named_clients(last))
    kept: list[Step] = []
    for step in reversed(before):
        if leads & set(made_leads(step)) or (isinstance(step, MakeClient) and step.client in clients):
            kept.insert(0, step)
            clients |= set(named_clients(step))
    return kept


def _plainer(step: Step) -> Iterator[Step]:
    """The same step with less in it: fewer rows, fewer fields, plainer values."""
    match step:
        case MakeBatch() | ChangeBatch():
            for index in range(len(step.leads)) if len(step.leads) > 1 else ():
                yield step.model_copy(update={"leads": _but(step.leads, index), "rows": _but(step.rows, index)})
            for index, row in enumerate(step.rows):
                for less in _less(row, least=int(isinstance(step, ChangeBatch))):
                    yield step.model_copy(update={"rows": (*step.rows[:index], less, *step.rows[index + 1 :])})
        case RemoveBatch() if len(step.leads) > 1:
            for index in range(len(step.leads)):
                yield step.model_copy(update={"leads": _but(step.leads, index)})
        case MakeLead():
            for less in _less(step.fields, least=0):
                yield step.model_copy(update={"fields": less})
        case ChangeLead() | ChangeClient():
            if isinstance(step, ChangeLead) and step.by_path:
                yield step.model_copy(update={"by_path": False})
            for less in _less(step.changes, least=1):
                yield step.model_copy(update={"changes": less})
        case _:
            pass


def _less(fields: Fields, *, least: int) -> Iterator[Mapping[str, str]]:
    """The fields with one less, down to `least`, or with one value plainer."""
    if len(fields) > least:
        for name in fields:
            yield {key: value for key, value in fields.items() if key != name}
    for name, value in fields.items():
        if value != _PLAINEST and len(value) > 1:
            yield {**fields, name: _PLAINEST}


_PLAINEST = "x"


def _but(values: tuple[Each, ...], index: int) -> tuple[Each, ...]:
    return (*values[:index], *values[index + 1 :])
