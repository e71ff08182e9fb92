"""The sandbox's defects and variants, as it tells of them itself: this project never imports it."""

import subprocess
import sys
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict, TypeAdapter

from conformance.errors import HarnessBroken, UsageError

_BOUND = 60.0
"""Seconds in which a sandbox lists what it knows."""

_NEAR = 3


class Defect(BaseModel):
    """Something that a sandbox does wrong on demand.

    `sentence` says what is wrong; `requirement` is the one that it intends to break, `advisory` says that it is only
    inferred; `choices` are the operations of which the seed picks one, empty where the defect has one place; `because`
    says why it has to break many requirements, where it does; `code` is a digest of the code that it is made of.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    sentence: str
    faults: tuple[str, ...]
    operations: tuple[str, ...]
    requirement: str
    advisory: bool = False
    choices: tuple[str, ...] = ()
    because: str = ""
    code: str = ""

    @property
    def file_name(self) -> str:
        """Its name, as a file or a folder may have it."""
        return self.id.replace("@", "-at-")


class Variant(BaseModel):
    """Something else that a sandbox does on demand, and that is right.

    `requirements` are those that see it; `lag` is how long views lag, in seconds, where it is to be seen.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    sentence: str
    requirements: tuple[str, ...] = ()
    lag: float = 0

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags of a sandbox that shows it."""
        return ("--variant", self.id, *(("--lag", str(self.lag)) if self.lag else ()))


def defects(seed: int) -> tuple[Defect, ...]:
    """All defects, the parametrised ones as the seed picks their operations."""
    return _read(seed, "--codes")


def variants() -> tuple[Variant, ...]:
    """All variants."""
    return TypeAdapter(tuple[Variant, ...]).validate_json(_listed("--list-variants"))


def chosen(names: Sequence[str], seed: int) -> tuple[Defect, ...]:
    """The defects of these names as `named` gives them, each with the sentence of its own place."""
    found = named(_read(seed), names)
    flags = [word for each in found for word in ("--defect", each.id)]
    told = _read(seed, "--codes", *flags)
    return tuple(each.model_copy(update={"id": own.id}) for own, each in zip(found, told, strict=True))


def named(known: Iterable[Defect], names: Sequence[str]) -> tuple[Defect, ...]:
    """The defects of these names, in their order; `ID@operation` picks the operation of a parametrised one.

    UsageError for a name or an operation that there is not.
    """
    by_id = {each.id: each for each in known}
    return tuple(_named(by_id, name) for name in dict.fromkeys(names))


def _named(by_id: dict[str, Defect], name: str) -> Defect:
    id, _, operation = name.partition("@")
    if id not in by_id:
        near = sorted(by_id, key=lambda each: -_alike(each, id))[:_NEAR]
        raise UsageError(
            f"there is no defect {id}", f"Near it: {', '.join(near)}; `conformance sandbox --list-defects` has all"
        )
    found = by_id[id]
    if not operation:
        return found
    if operation not in found.choices:
        of = ", ".join(found.choices) or "none: it has one place"
        raise UsageError(f"the defect {id} has no operation {operation} to choose", f"Its choices are {of}")
    return found.model_copy(update={"id": name, "operations": (operation,)})


def _alike(one: str, other: str) -> float:
    mine, theirs = set(one.split("-")), set(other.split("-"))
    return len(mine & theirs) / len(mine | theirs)


def _read(seed: int, *flags: str) -> tuple[Defect, ...]:
    return TypeAdapter(tuple[Defect, ...]).validate_json(_listed("--list-defects", "--seed", str(seed), *flags))


def _listed(*flags: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "conformance.sandbox", *flags], capture_output=True, timeout=_BOUND, check=False
    )
    if done.returncode:
        raise HarnessBroken(f"the sandbox does not list what it knows: {done.stderr.decode(errors='replace')[-300:]}")
    return done.stdout
