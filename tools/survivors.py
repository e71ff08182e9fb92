"""The mutants of the oracles that may survive, each with its reason, and what a run of all of them must come to."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_suffix(".toml")

LEAST_KILLED = 0.9
"""The share of all mutants that the unit tests kill at least."""


@dataclass(frozen=True, order=True)
class Mutant:
    """A change of one function of a module: the changed lines as they were and as they are now, without indents.

    It has no number, so that an edit elsewhere in the function leaves it what it is.
    """

    module: str
    function: str
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.module} {self.function}\n  - {self.was}\n  + {self.now}"


def mutant(module: str, function: str, diff: Iterable[str]) -> Mutant:
    """The mutant that a unified diff shows, given without the two lines that name files."""
    lines = list(diff)
    was, now = (" ".join(line[1:].strip() for line in lines if line[:1] == sign) for sign in "-+")
    return Mutant(module, function, was, now)


def read(file: Path = LIST) -> dict[Mutant, str]:
    """The accepted survivors with their reasons; ValueError where one has no reason or stands there twice."""
    found: dict[Mutant, str] = {}
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", [])
    for entry in entries:
        each = Mutant(entry["module"], entry["function"], entry["was"], entry["now"])
        if each in found or not entry.get("reason", "").strip():
            raise ValueError(f"listed twice, or without a reason: {each}")
        found[each] = entry["reason"]
    return found


def objections(
    total: int, alive: Collection[Mutant], accepted: Mapping[Mutant, str], modules: Collection[str] = ()
) -> list[str]:
    """What is wrong with a run of `total` mutants of which these are alive: too few killed, or others than are listed.

    `modules` are those that were mutated; none stands for all.
    """
    due = {each for each in accepted if not modules or each.module in modules}
    found = set(alive)
    share = (total - len(alive)) / total if total else 0.0
    wrong = [f"{share:.1%} are killed, less than {LEAST_KILLED:.0%}"] if share < LEAST_KILLED else []
    wrong += [f"not in {LIST.name}: {each}" for each in sorted(found - due)]
    wrong += [f"in {LIST.name}, but it does not survive: {each}" for each in sorted(due - found)]
    return wrong
