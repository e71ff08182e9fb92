"""Levels and scopes as data (`references/levels.toml`): how much a run proves, and of which part of the API."""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError, model_validator

from conformance import _layout
from conformance.errors import HarnessBroken, UsageError

EVERYTHING = "all"
"""The scope that leaves nothing out."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(_Part):
    """A level with its bounds in requests, logins and clean-up included, at one worker (ARCHITECTURE: Words, Level).

    `requests` bounds the whole run; `handwritten` and `generated` bound its two kinds of suites; `per_extra_worker` is
    what each further worker may add. None is unbounded. `extends` is the level just below, all of which it claims.
    `doses` are the requests that each phase of generation sends: an operation, or in all for `links` and `model`.
    """

    about: str = ""
    extends: str | None = None
    requests: NonNegativeInt | None = None
    handwritten: NonNegativeInt | None = None
    generated: NonNegativeInt | None = None
    per_extra_worker: NonNegativeInt | None = None
    doses: dict[str, NonNegativeInt] = Field(default_factory=dict)


class Scope(_Part):
    """A part of the API that a run may claim; `extends` are scopes taken along, `needs` the actors that it takes.

    `credentials` are what a profile must give beside their logins; `newcomers` is how many people without a company a
    run of it takes at most, with one worker and nothing repeated.
    """

    about: str
    extends: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    newcomers: NonNegativeInt = 0


class Levels(_Part):
    """All levels, from the smallest to the largest, and all scopes."""

    levels: dict[str, Level] = Field(min_length=1)
    scopes: dict[str, Scope] = Field(min_length=1)

    @model_validator(mode="after")
    def _references_hold(self) -> "Levels":
        seen: set[str] = set()
        for name, level in self.levels.items():
            if level.extends is not None and level.extends not in seen:
                raise ValueError(f"level {name} extends {level.extends}, which does not stand before it")
            seen.add(name)
        for name, scope in self.scopes.items():
            if unknown := set(scope.extends) - set(self.scopes):
                raise ValueError(f"scope {name} extends {', '.join(sorted(unknown))}, which is no scope")
        return self

    def level(self, name: str) -> Level:
        """The level of that name; UsageError where there is none."""
        if name not in self.levels:
            raise UsageError(f"there is no level {name}", f"The levels are {', '.join(self.levels)}")
        return self.levels[name]

    def claims(self, level: str, from_level: str) -> bool:
        """Whether a run at `level` claims what begins at `from_level`."""
        name: str | None = level
        while name is not None and name != from_level:
            name = self.level(name).extends
        return name is not None

    def closure(self, scopes: Collection[str]) -> frozenset[str]:
        """All scopes that these take along, themselves included; UsageError where one does not exist."""
        reached: set[str] = set()
        pending = list(scopes)
        while pending:
            name = pending.pop()
            if name not in self.scopes:
                raise UsageError(f"there is no scope {name}", f"The scopes are {', '.join(self.scopes)}")
            if name not in reached:
                reached.add(name)
                pending.extend(self.scopes[name].extends)
        return frozenset(reached)

    def strangers(self, scopes: Collection[str]) -> frozenset[str]:
        """The actors and credentials that no scope of these needs, nor one that they take along, but another does."""
        return self._needed(self.scopes) - self._needed(self.closure(scopes))

    def _needed(self, scopes: Collection[str]) -> frozenset[str]:
        taken = [self.scopes[name] for name in scopes]
        return frozenset(each for scope in taken for each in (*scope.needs, *scope.credentials))


def read(path: Path) -> Levels:
    """The levels of a file; HarnessBroken where it is not well formed."""
    try:
        return Levels.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise HarnessBroken(f"the levels in {path.name} cannot be read: {error}") from error


@cache
def load() -> Levels:
    """The project's own levels."""
    return read(_layout.REFERENCES / "levels.toml")
