"""A schema as a tree of named places, each of which judges the value that a request has there."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from conformance.exchange import Json
from conformance.outcome.due import Where, can_break

Mark = tuple[str, str, bool]
"""A place, a keyword of it (empty for the value as such), and whether the request kept it."""

SECRET = "<secret:"
"""How a journal's redacted texts begin: what the secret itself was like cannot be told from them."""

_APPLY: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format"), (str,)),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), (int, float)),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems"), (list,)),
    **dict.fromkeys(("minProperties", "maxProperties", "additionalProperties"), (dict,)),
}
"""The Python types of the values that a keyword speaks of; `enum` and `const` speak of all."""
_JUDGED = ("enum", "const", *_APPLY)


class Place:
    """What the rules of a schema demand at one place, with the places below it."""

    def __init__(self, name: str, rules: dict[str, Any], where: Where) -> None:
        self.name = name
        self.where = where
        self._rules = rules
        self._type = _validator("type", rules["type"]) if "type" in rules else None
        names = dict.fromkeys(rules.get("properties", ()), True)
        self._checks = [
            (word, _APPLY.get(word), _validator(word, rules[word], json.dumps(names) if names else ""))
            for word in _JUDGED
            if word in rules
        ]
        self._required: list[str] = list(rules.get("required", ()))
        self._parts = {part: Place(f"{name}.{part}", each, where) for part, each in rules.get("properties", {}).items()}
        self._items = Place(f"{name}[]", rules["items"], where) if isinstance(rules.get("items"), dict) else None
        self._also = [Place(name, each, where) for each in rules.get("allOf", ())]
        self._choices = [
            (word, [Place(name, each, where) for each in rules[word]]) for word in ("oneOf", "anyOf") if word in rules
        ]

    def due(self) -> Iterator[tuple[str, str]]:
        """The places from here on, each (with an empty keyword) and with each of its keywords that can be broken."""
        yield self.name, ""
        for word in ("type", *(word for word, _, _ in self._checks), *(word for word, _ in self._choices)):
            if word in self._rules and can_break(word, self._rules[word], self.where):
                yield self.name, word
        for part in self._required:
            yield f"{self.name}.{part}", "required"
        for below in self._below():
            yield from below.due()

    def judge(self, value: Json, marks: set[Mark]) -> bool:
        """Whether a value is valid here; what it kept and broke, here and below, is added to the marks.

        A value of a wrong type exercises nothing but the type.
        """
        valid = self._holds(value, marks)
        marks.add((self.name, "", valid))
        return valid

    def _holds(self, value: Json, marks: set[Mark]) -> bool:
        if not self._judge_type(value, marks):
            return False
        if isinstance(value, str) and SECRET in value:
            return True
        results = [self._judge_keywords(value, marks), self._judge_parts(value, marks)]
        results += [each._holds(value, marks) for each in self._also]
        results += [self._judge_choice(word, choices, value, marks) for word, choices in self._choices]
        return all(results)

    def _below(self) -> Iterator["Place"]:
        yield from self._parts.values()
        if self._items is not None:
            yield self._items
        yield from self._also
        for _, choices in self._choices:
            yield from choices

    def _judge_type(self, value: Json, marks: set[Mark]) -> bool:
        if self._type is None:
            return True
        kept = _keeps(self._type, value)
        marks.add((self.name, "type", kept))
        return kept

    def _judge_keywords(self, value: Json, marks: set[Mark]) -> bool:
        valid = True
        for word, types, validator in self._checks:
            if types is None or (isinstance(value, types) and not isinstance(value, bool)):
                kept = _keeps(validator, value)
                marks.add((self.name, word, kept))
                valid &= kept
        return valid

    def _judge_parts(self, value: Json, marks: set[Mark]) -> bool:
        valid = True
        if isinstance(value, dict):
            for part in self._required:
                marks.add((f"{self.name}.{part}", "required", part in value))
                valid &= part in value
            for part in value.keys() & self._parts.keys():
                valid &= self._parts[part].judge(value[part], marks)
        elif isinstance(value, list) and self._items is not None:
            for item in value:
                valid &= self._items.judge(item, marks)
        return valid

    def _judge_choice(self, word: str, choices: list["Place"], value: Json, marks: set[Mark]) -> bool:
        """Whether the value is one of the choices (any of them, for `anyOf`); only the one that it means is marked."""
        tried: list[tuple[bool, int, set[Mark]]] = []
        for choice in choices:
            found: set[Mark] = set()
            valid = choice._holds(value, found)
            tried.append((valid, choice._likeness(value), found))
        _, _, meant = max(tried, key=lambda each: each[:2])
        fitting = sum(valid for valid, _, _ in tried)
        kept = fitting == 1 if word == "oneOf" else fitting > 0
        marks |= meant
        marks.add((self.name, word, kept))
        return kept

    def _likeness(self, value: Json) -> int:
        """How many of an object's names are documented here: a misspelt choice is told by the most."""
        if not isinstance(value, dict):
            return 0
        return len(value.keys() & self._parts.keys()) + sum(each._likeness(value) for each in self._also)


@cache
def _compiled(rule: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(rule), validate_formats=True)


def _validator(keyword: str, rule: Any, names: str = "") -> jsonschema_rs.Draft202012Validator:
    alone = {keyword: rule}
    if keyword == "additionalProperties" and names:
        alone["properties"] = json.loads(names)
    return _compiled(json.dumps(alone))


def _keeps(validator: jsonschema_rs.Draft202012Validator, value: Json) -> bool:
    try:
        return validator.is_valid(value)
    except ValueError:  # a number or a depth beyond what the validator takes
        return False
