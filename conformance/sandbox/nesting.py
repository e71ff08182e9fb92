"""How deep a free-form value may go: deeper ones can be read from JSON, but not written as JSON again."""

from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.values import Json

DEEPEST = 100


def check_depth(name: str, value: Json) -> None:
    """Raise InvalidValue for a value of the field `name` that nests more than `DEEPEST` objects and lists."""
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return
    raise InvalidValue(f"{name} is nested too deeply.", {"field": name, "deepest": DEEPEST})
