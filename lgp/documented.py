"""What `openapi.json` documents of a body, for words of the command line to be checked before they are sent."""

from collections.abc import Collection
from typing import Any

from conformance.contract import Contract
from conformance.errors import UsageError


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


def require(name: str, known: Collection[str], what: str) -> str:
    """A name that is known; UsageError, with those that are, where it is not."""
    if name not in known:
        raise UsageError(f"there is no {what} {name}", f"Take one of {', '.join(known)}")
    return name
