"""What a resource's body may hold: declared as a table of fields, applied alike on create and update.

Unknown fields are dropped, so are those that the server owns (they stand in no table). On create `null` counts as not
sent; on update `null` and `""` clear an optional field. A required field must have a value whenever it is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from conformance.sandbox.errors import InvalidFormat, InvalidValue, MissingRequiredField
from conformance.sandbox.values import Json, Object

FieldKind: TypeAlias = Literal["string", "number", "integer", "boolean", "object", "strings"]

_IS: dict[FieldKind, Callable[[Json], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "strings": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
}


@dataclass(frozen=True)
class Field:
    """One field: its name, JSON kind, whether it must have a value, whether blanks around it go, its enumeration."""

    name: str
    required: bool = False
    kind: FieldKind = "string"
    trim: bool = True
    choices: tuple[str, ...] | None = None


class FieldTable:
    """The fields of one resource, in the order in which they are judged."""

    def __init__(self, *fields: Field) -> None:
        self.fields = fields
        self.names = tuple(field.name for field in fields)

    def for_create(self, body: Object) -> Object:
        """The fields to store for a new record. Raises BadRequest for the first one that is wrong."""
        values: Object = {}
        for field in self.fields:
            value = self.value(field, body.get(field.name))
            if self.empty(value):
                if field.required:
                    raise missing(field.name)
                continue
            values[field.name] = value
        return values

    def for_update(self, body: Object) -> Object:
        """The fields to change: those sent, None where one is cleared. Raises BadRequest for the first wrong one."""
        changes: Object = {}
        for field in self.fields:
            if field.name not in body:
                continue
            value = self.value(field, body[field.name])
            if self.empty(value):
                if field.required:
                    raise missing(field.name)
                value = None
            changes[field.name] = value
        return changes

    def empty(self, value: Json) -> bool:
        """Whether a value counts as none."""
        return value is None or value == ""

    def value(self, field: Field, value: Json) -> Json:
        """One value as it is stored: its kind checked, blanks trimmed, its enumeration checked."""
        if value is None:
            return None
        if not _IS[field.kind](value):
            raise InvalidFormat(f"{field.name} must be of kind {field.kind}.", {"field": field.name})
        if isinstance(value, str):
            value = value.strip() if field.trim else value
            if value and field.choices is not None and value not in field.choices:
                raise InvalidValue(
                    f"{field.name} must be one of {', '.join(field.choices)}.",
                    {"field": field.name, "allowed": list(field.choices)},
                )
        return value


def missing(name: str) -> MissingRequiredField:
    """The error for a required field or parameter without a value."""
    return MissingRequiredField(f"{name} is required.", {"field": name})


def required_string(body: Object, name: str) -> str:
    """A field that must be a non-empty string, such as an `id`, exactly as sent."""
    value = body.get(name)
    if value is None or value == "":
        raise missing(name)
    if not isinstance(value, str):
        raise InvalidFormat(f"{name} must be a string.", {"field": name})
    return value


def required_parameter(query: dict[str, str], name: str) -> str:
    """A query parameter that must have a value."""
    value = query.get(name)
    if not value:
        raise missing(name)
    return value


def flag(query: dict[str, str], name: str) -> bool:
    """A query parameter that is `true` or `false`; absent means false."""
    value = query.get(name)
    if value not in (None, "true", "false"):
        raise InvalidValue(f"{name} must be true or false.", {"field": name, "allowed": ["true", "false"]})
    return value == "true"
