"""What the contract documents of requests and statuses, as the facts that a journal keeps of each operation.

A schema is kept by what a value can keep or break: references resolved, and no word for people in it.
"""

from collections.abc import Mapping
from typing import Any

from conformance.contract import Contract, Operation
from conformance.journal.records import OperationFact, ParameterFact

Schema = dict[str, Any]

ASSERTIONS = frozenset(
    {
        "type", "enum", "const", "required", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties",
        "maxProperties",
    }
)  # fmt: skip
"""The keywords that a value keeps or breaks by itself."""

_PARTS = ("allOf", "anyOf", "oneOf")


def facts(contract: Contract) -> tuple[OperationFact, ...]:
    """Every operation of a contract with its documented statuses, parameters and body."""
    return tuple(_fact(each, contract) for each in contract.values())


def _fact(operation: Operation, contract: Contract) -> OperationFact:
    definition = operation.definition
    body = contract.resolve(definition.get("requestBody")) or {}
    schema = contract.body_schema(operation)
    return OperationFact(
        id=operation.id,
        method=operation.method,
        path=operation.path,
        open=operation.is_open,
        statuses=tuple(sorted(int(status) for status in definition["responses"] if status.isdigit())),
        tolerated=tuple(definition["x-conformance"].get("tolerated", ())),
        parameters=tuple(_parameter(contract.resolve(each), contract) for each in definition.get("parameters", ())),
        body=None if schema is None else rules_of(schema, contract),
        body_required=bool(body.get("required", False)),
        exactly_one=tuple(definition.get("x-exactly-one", ())),
        at_least_one=tuple(definition.get("x-at-least-one", ())),
    )


def _parameter(definition: Mapping[str, Any], contract: Contract) -> ParameterFact:
    place = definition["in"]
    return ParameterFact(
        name=definition["name"],
        place=place,
        required=bool(definition.get("required", False)),
        explode=bool(definition.get("explode", definition.get("style", "form") == "form")),
        rules=rules_of(definition.get("schema", {}), contract),
    )


def rules_of(schema: Schema, contract: Contract) -> Schema:
    """A schema without references and annotations; what it demands by `allOf` stands in it itself where that is clear.

    RecursionError where it refers to itself.
    """
    resolved: Schema = contract.resolve(schema)
    rules = {word: value for word, value in resolved.items() if word in ASSERTIONS}
    if "properties" in resolved:
        rules["properties"] = {name: rules_of(each, contract) for name, each in resolved["properties"].items()}
    for word in ("items", "additionalProperties"):
        if isinstance(resolved.get(word), dict):
            rules[word] = rules_of(resolved[word], contract)
    if resolved.get("additionalProperties") is False:
        rules["additionalProperties"] = False
    for word in _PARTS:
        if word in resolved:
            rules[word] = [rules_of(each, contract) for each in resolved[word]]
    return _merged(rules)


def _merged(rules: Schema) -> Schema:
    """The rules with the parts of `allOf` in them, save for parts that say something of their own about the same."""
    apart = []
    for part in rules.pop("allOf", ()):
        clash = any(rules[word] != part[word] for word in part.keys() & rules.keys() - {"properties", "required"})
        shared = rules.get("properties", {}).keys() & part.get("properties", {}).keys()
        if clash or shared:
            apart.append(part)
            continue
        if "properties" in part or "properties" in rules:
            part = part | {"properties": {**rules.get("properties", {}), **part.get("properties", {})}}
        if "required" in part and "required" in rules:
            part = part | {"required": [*rules["required"], *part["required"]]}
        rules |= part
    return rules | {"allOf": apart} if apart else rules
