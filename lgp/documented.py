"""What `openapi.json` documents of a body, for words of the command line to be checked before they are sent."""

import difflib
from collections.abc import Collection, Mapping
from typing import Any

from conformance.contract import Contract
from conformance.errors import UsageError
from conformance.harmless import one_line


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
    """A name that is known; UsageError, with those that are, and first those that are near, where it is not."""
    if name not in known:
        told = near(name.casefold(), {each.casefold(): each for each in known})
        raise UsageError(f"there is no {what} {one_line(name)}{told}", f"Take one of {', '.join(known)}")
    return name


def near(folded: str, known: Mapping[str, str]) -> str:
    """What to put behind an unknown name: the names that are near, by their folded forms; empty where none is."""
    close = [known[each] for each in difflib.get_close_matches(folded, known)]
    return f" (near: {' or '.join(close)})" if close else ""
