"""The catalogue of requirements: what a server keeps or breaks, as data (`references/requirements.toml`)."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conformance import _layout
from conformance.errors import HarnessBroken, UsageError
from conformance.nearness import instead

Level = Literal["MUST", "SHOULD"]
Provenance = Literal["stated", "by meaning", "observed", "inferred"]
LevelName = Literal["smoke", "standard", "deep"]
_ALL_BY = "conformance list requirements"
Effect = Literal["data", "permanent", "singleton", "billable"]


class Requirement(BaseModel):
    """One sentence that a server keeps or breaks, with its origin (ARCHITECTURE: Words, Requirement).

    `from_level` is the lowest level that claims it, `scope` the part of the API that it belongs to, `control` whether
    its denial proves nothing without a permitted counterpart, `effects` what testing it leaves beyond removable data,
    `sentence` the hash of the normative sentence in `API_REFERENCE.md`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str = Field(pattern=r"^LG-[A-Z]{3,4}-\d{3}$")
    title: str
    text: str
    tolerated: str = ""
    level: Level
    provenance: Provenance
    because: tuple[str, ...] = ()
    source: str
    sentence: str
    operations: tuple[str, ...]
    faults: tuple[str, ...]
    judged: Literal["actively", "passively"]
    control: bool = False
    from_level: LevelName = Field(alias="from")
    scope: str
    effects: tuple[Effect, ...] = ()

    @property
    def area(self) -> str:
        """The area's short name, such as `AUTH`."""
        return self.id.split("-")[1]

    @property
    def advisory(self) -> bool:
        """Whether breaking it is shown but fails only under `--strict`: an inferred one, or a SHOULD."""
        return self.level == "SHOULD" or self.provenance == "inferred"


class Catalogue(Mapping[str, Requirement]):
    """All requirements by id, in the order of the file."""

    def __init__(self, requirements: Iterable[Requirement]) -> None:
        self._by_id = {each.id: each for each in requirements}

    def __getitem__(self, key: str) -> Requirement:
        return self._by_id[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def require(self, key: str) -> Requirement:
        """The requirement of that id; UsageError, with near ids, where there is none."""
        if key in self._by_id:
            return self._by_id[key]
        area = key.split("-")[1] if key.count("-") == 2 else ""
        near = [each for each in self._by_id if each.split("-")[1] == area]
        hint = f"Known there: {near[0]} … {near[-1]}" if near else instead(key, self._by_id, _ALL_BY)
        raise UsageError(f"there is no requirement {key}", hint)


def read(path: Path) -> Catalogue:
    """The catalogue of a file; HarnessBroken where it is not well formed."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["requirement"]
        return Catalogue(Requirement.model_validate(entry) for entry in entries)
    except (OSError, KeyError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise HarnessBroken(f"the catalogue {path.name} cannot be read: {error}") from error


@cache
def load() -> Catalogue:
    """The project's own catalogue."""
    return read(_layout.REFERENCES / "requirements.toml")
