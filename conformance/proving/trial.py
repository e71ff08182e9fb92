"""A trial: one run against one sandbox, and what it came to."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from conformance.catalogue import LevelName

Ending = Literal["whole", "stopped", "broken", "too long"]
"""How a trial ended: after its last test, at its kill, by a defect of ours, or by its bound in time."""


class Trial(BaseModel):
    """What to run: a sandbox with these `flags`, by a level and a seed.

    `order` are the tests, by id, in the order in which they run, whatever the trial is about; without it, those about
    the operations `about` come first. With `until`, a requirement, the trial stops as soon as that one is found broken;
    `only` are the requirements that the claim is narrowed to, empty for all; `tests` are the only ones to run, empty
    for all. Clean-up is left out where not all run to their end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    flags: tuple[str, ...]
    level: LevelName = "standard"
    seed: int = 1
    about: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    until: str = ""
    only: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


class Breach(BaseModel):
    """A requirement that a trial found broken, with its first evidence.

    `request` is the number of requests sent until then, logins and set-up included; `test` is the one on stage, empty
    outside of tests; `check` the passive check, empty for a test's own judgement.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    requirement: str
    advisory: bool
    request: int
    test: str
    check: str
    actual: str


class TrialEnded(BaseModel):
    """What a trial came to; `verdict` is that of the run without `--strict`, `seconds` is wall time.

    `undecided` are the requirements that were tried, and of which nothing can be said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    trial: str
    ending: Ending
    reason: str = ""
    verdict: str = ""
    requests: int = 0
    seconds: float = 0.0
    breaches: tuple[Breach, ...] = ()
    flaky: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    leftovers: int = 0

    def finding(self, requirement: str) -> Breach | None:
        """What it found of a requirement."""
        return next((each for each in self.breaches if each.requirement == requirement), None)
