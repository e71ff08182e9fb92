"""What `openapi.json` documents of a body, for words of the command line to be checked before they are sent."""

from collections.abc import Collection
from typing import Any

from conformance import _layout
from conformance.contract import Contract
from conformance.errors import UsageError
from conformance.harmless import one_line
from conformance.lgp.unknown_names import few, near

DOCUMENT = _layout.REFERENCES / "openapi.json"


def fields(contract: Contract, operation: str) -> dict[str, dict[str, Any]]:
    """The fields of an operation's body with their schemas, in the order of the document."""
    return properties(contract, contract.body_schema(contract.require(operation)))


def properties(contract: Contract, schema: Any) -> dict[str, dict[str, Any]]:
    """The properties of a schema and of its parts with their schemas, in the order of the document."""
    return {name: found for part in contract.parts(schema) for name, found in part.get("properties", {}).items()}


def choices(contract: Contract, operation: str, field: str) -> list[str]:
    """What a field, or each item of a list, may be: words, or the numbers of a range."""
    schema = fields(contract, operation)[field]
    schema = schema.get("items", schema)
    if "enum" in schema:
        return [str(each) for each in schema["enum"]]
    return [str(each) for each in range(schema["minimum"], schema["maximum"] + 1)]


def most(contract: Contract, operation: str, field: str) -> int:
    """The most items that a list in an operation's body may have."""
    return int(fields(contract, operation)[field]["maxItems"])


def largest(contract: Contract, operation: str, parameter: str) -> int:
    """The largest number that a parameter of an operation may be."""
    known = [contract.resolve(each) for each in contract.require(operation).definition["parameters"]]
    return next(int(each["schema"]["maximum"]) for each in known if each["name"] == parameter)


def require(name: str, known: Collection[str], what: str) -> str:
    """A name that is known; UsageError, with those that are near, else a few, where it is not."""
    if name not in known:
        close = near(name.casefold(), {each.casefold(): each for each in known})
        some = few(name, known)
        offered = "those" if close else ", ".join(some)
        more = f"; {DOCUMENT} has all {len(known)}" if len(some) < len(known) else ""
        raise UsageError(f"there is no {what} {one_line(name)}{close}", f"Take one of {offered}{more}")
    return name
