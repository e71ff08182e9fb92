"""Success bodies have the documented properties: stated and observed (LG-ENV-006), inferred (LG-ENV-007)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import jsonschema_rs

from conformance.checks import Check, Facts
from conformance.checks._answers import Answers, Schema
from conformance.exchange import Exchange, Json
from conformance.expectations import Judgement, shown

_DOCUMENTED = "LG-ENV-006"
_INFERRED = "LG-ENV-007"
_EXPECTED = {
    _DOCUMENTED: "the stated and observed properties of the operation, with their types",
    _INFERRED: "the inferred properties of the operation, with their types and values",
}
_JUDGED_ELSEWHERE = frozenset({"uuid", "date-time"})
"""Formats with checks of their own (LG-ENV-010, LG-ENV-011)."""
_MOST = 1_000
"""Violations of one body that are looked at."""
_NAMED = 4
"""Violations that a finding names."""
_WIDEST = 1_000
"""Items of a list that are looked at together."""
_FAR = f"something beyond the first {_WIDEST} items of a list within a row"
"""What is wrong where it costs too much to say what, and so whether it is more than inferred."""
_DEEPEST = 32
"""Levels of a body that are judged: more than any schema describes, and fewer than the validator can bear."""


@dataclass(frozen=True)
class _Node:
    """A schema on the way to a keyword, with the provenance of the property that it describes, or the nearest above."""

    schema: Schema
    origin: str


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge the successes that are documented and are JSON objects, each for the kinds of properties that they have.

    `success` has a check of its own. Formats of owners and times too: here they only have to be there.
    """
    operation = facts.answers.operation(exchange)
    body = _cut(exchange.json)
    if operation is None or not exchange.succeeded or not isinstance(body, dict):
        return {}
    schema = facts.answers.schema(operation, exchange.status)
    validator = facts.answers.validator(operation, exchange.status)
    if schema is None or validator is None:
        return {}
    wrong: dict[str, list[str]] = {
        _requirement(each["x-provenance"]): []
        for place in facts.answers.places(operation, exchange.status)
        if place.path not in ((), ("success",))
        for each in place.schemas
        if "x-provenance" in each
    }
    if not validator.is_valid(body):
        for origin, words in islice(_named(facts.answers, schema, body, validator), _MOST):
            wrong.setdefault(_requirement(origin), []).append(words)
    return {
        requirement: Judgement(not found, _EXPECTED[requirement], _summary(found))
        for requirement, found in wrong.items()
    }


def _cut(body: Json) -> Json:
    """A body with what lies below the deepest level left empty."""
    level = [body]
    for _ in range(_DEEPEST):
        level = [each for node in level for each in _below(node) if isinstance(each, dict | list)]
        if not level:
            return body
    return _emptied(body, _DEEPEST)


def _named(
    answers: Answers, root: Schema, body: dict[str, Any], validator: jsonschema_rs.Draft202012Validator
) -> Iterator[tuple[str, str]]:
    """The provenance and words of what is wrong in all parts of a body."""
    is_near = False
    for part in _parts_of(body):
        if not validator.is_valid(part.body):
            is_near = True
            yield from _violations(answers, root, part, validator)
    if not is_near:
        yield "inferred", _FAR


@dataclass(frozen=True)
class _Part:
    """A body with the items of its lists from `start` on, no more than are looked at together."""

    body: dict[str, Any]
    start: int

    def place(self, path: Sequence[str | int]) -> str:
        """Where something stands in the whole body."""
        moved = [step + self.start if at == 1 and isinstance(step, int) else step for at, step in enumerate(path)]
        return ".".join(map(str, moved))


def _parts_of(body: dict[str, Any]) -> Iterator[_Part]:
    """All parts, one after the other: naming what is wrong costs much for a row."""
    longest = max((len(each) for each in body.values() if isinstance(each, list)), default=0)
    for start in range(0, max(longest, 1), _WIDEST):
        yield _Part({name: _narrowed(value, start) for name, value in body.items()}, start)


def _narrowed(node: Json, start: int = 0) -> Json:
    if isinstance(node, dict):
        return {name: _narrowed(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_narrowed(value) for value in node[start : start + _WIDEST]]
    return node


def _below(node: Json) -> Iterable[Json]:
    return node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()


def _emptied(node: Json, levels: int) -> Json:
    if isinstance(node, dict):
        return {name: _emptied(value, levels - 1) for name, value in node.items()} if levels else {}
    if isinstance(node, list):
        return [_emptied(value, levels - 1) for value in node] if levels else []
    return node


def _requirement(origin: str) -> str:
    return _INFERRED if origin == "inferred" else _DOCUMENTED


def _summary(found: Sequence[str]) -> str:
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return "; ".join(found[:_NAMED]) + more if found else "all of them"


def _violations(
    answers: Answers, root: Schema, part: _Part, validator: jsonschema_rs.Draft202012Validator
) -> Iterator[tuple[str, str]]:
    """Each violation's provenance and words."""
    body = part.body
    for error in validator.iter_errors(body):
        for leaf in _leaves(answers, root, body, error):
            nodes = _way(answers, root, leaf.evaluation_path)
            value = _value(body, leaf.instance_path)
            missing = _missing(leaf)
            where = part.place(leaf.instance_path if missing is None else [*leaf.instance_path, missing])
            if missing is not None and where != "success":
                yield _origin_of(answers, nodes, missing), f"`{where}` is missing"
            if missing is None and where != "success" and not _is_passed_over(answers, nodes[-1].schema, value):
                place = f"`{where}`" if where else "the body"
                yield nodes[-1].origin, f"{place} is {_shown(value)}, against {_keyword(leaf)}"


def _leaves(
    answers: Answers, root: Schema, body: Json, error: jsonschema_rs.ValidationError
) -> Iterator[jsonschema_rs.ValidationError]:
    """The errors below alternatives: of the one whose properties the value has most of, the first where equal."""
    pending = [error]
    while pending:
        each = pending.pop()
        branches: list[list[jsonschema_rs.ValidationError]] = getattr(each.kind, "context", None) or []
        if not branches:
            yield each
            continue
        value = _value(body, each.instance_path)
        present = set(value) if isinstance(value, dict) else set()
        schemas = _way(answers, root, each.evaluation_path)[-1].schema[str(each.evaluation_path[-1])]
        known = [len(present & _property_names(answers, schema)) for schema in schemas]
        pending.extend(branches[known.index(max(known))])


def _way(answers: Answers, root: Schema, path: Sequence[str | int]) -> list[_Node]:
    """The schemas that an evaluation path passes, the keyword at its end left out."""
    node: Any = root
    nodes = [_Node(root, "inferred")]
    for step in path[:-1]:
        node = answers.contract.resolve({"$ref": node["$ref"]}) if step == "$ref" else node[step]
        if isinstance(node, dict):
            nodes.append(_Node(node, node.get("x-provenance", nodes[-1].origin)))
    return nodes


def _origin_of(answers: Answers, nodes: Sequence[_Node], missing: str) -> str:
    for node in reversed(nodes):
        for schema in _parts(answers, node.schema):
            if missing in schema.get("properties", ()):
                origin: str = schema["properties"][missing].get("x-provenance", node.origin)
                return origin
    return nodes[-1].origin


def _is_passed_over(answers: Answers, schema: Schema, value: Json) -> bool:
    """Whether a value counts as unset where it may be, or has a format that is judged elsewhere."""
    parts = list(_parts(answers, schema))
    optional = any("null" in part.get("type", ()) for part in parts)
    elsewhere = any(part.get("format") in _JUDGED_ELSEWHERE for part in parts)
    return (optional and value == "") or (elsewhere and value is not None)


def _property_names(answers: Answers, schema: Schema) -> set[str]:
    return {name for part in _parts(answers, schema) for name in part.get("properties", ())}


def _parts(answers: Answers, schema: Schema) -> Iterator[Schema]:
    """A schema, what it refers to, and all that it is made of; its alternatives left out."""
    pending = [schema]
    while pending:
        node = pending.pop()
        yield node
        if "$ref" in node:
            pending.append(answers.contract.resolve({"$ref": node["$ref"]}))
        pending.extend(node.get("allOf", ()))


def _value(body: Json, path: Sequence[str | int]) -> Json:
    for step in path:
        body = body[step]
    return body


def _missing(error: jsonschema_rs.ValidationError) -> str | None:
    return str(error.kind.as_dict()["property"]) if error.kind.name == "required" else None


def _keyword(error: jsonschema_rs.ValidationError) -> str:
    described = ", ".join(str(value) for value in error.kind.as_dict().values())
    return f"{error.kind.name} {described}"[:200]


def _shown(value: Json) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    return shown(value[:200] if isinstance(value, str) else value)


CHECK = Check((_DOCUMENTED, _INFERRED), judge)
