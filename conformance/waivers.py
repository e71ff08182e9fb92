"""Waivers: known breaches that somebody answers for until a day, as TOML (ARCHITECTURE: Words, Verdict).

A waived requirement is still tested. `references/waivers.schema.json` is the published schema of these models.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conformance.catalogue import Catalogue
from conformance.contract import Contract
from conformance.errors import UsageError
from conformance.value_faults import first_fault

_SCHEMA = "references/waivers.schema.json tells the form"


class Waiver(BaseModel):
    """One known breach of a requirement, on one operation or, without one, on all.

    `owner` answers for it, `reason` says why it is let be, `expires` is the last day on which it waives.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    requirement: str
    operation: str | None = None
    owner: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]
    expires: date

    def covers(self, requirement: str, operation: str | None) -> bool:
        """Whether it speaks of a breach of that requirement, seen on that operation."""
        return requirement == self.requirement and self.operation in (None, operation)

    def expired(self, day: date) -> bool:
        """Whether it no longer waives on that day."""
        return day > self.expires


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    waiver: tuple[Waiver, ...] = ()


def read(path: Path, catalogue: Catalogue, contract: Contract) -> tuple[Waiver, ...]:
    """The waivers of a file; UsageError where it cannot be used, or names what there is not."""
    try:
        found = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).waiver
    except (OSError, UnicodeDecodeError) as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise UsageError(f"the waivers {path} {reason}", _SCHEMA) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the waivers {path} are not TOML: {error}", "Mend that line") from error
    except ValidationError as error:
        raise UsageError(f"{path} {first_fault(error)}", _SCHEMA) from error
    for each in found:
        catalogue.require(each.requirement)
        if each.operation is not None:
            contract.require(each.operation)
    return found


def schema() -> dict[str, Any]:
    """The JSON Schema of a file of waivers."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_File.model_json_schema(),
        "title": "Waivers of the LeadGenius conformance harness",
    }
