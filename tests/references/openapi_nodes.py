"""The parts of `references/openapi.json` that its tests look at, each with its JSON pointer."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "references" / "openapi.json"
DOCUMENT: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
METHODS = ("get", "put", "post", "delete")

# Below these keys lie values and not parts of the document.
_VALUES = ("example", "examples", "enum", "default", "const")

Located = tuple[str, dict[str, Any]]


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """The object that a `$ref` names, or the node itself; KeyError where it leads nowhere."""
    while "$ref" in node:
        target: Any = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def objects(node: Any = None, pointer: str = "#") -> Iterator[Located]:
    """All objects of the document, examples and other values left out."""
    node = DOCUMENT if node is None else node
    if isinstance(node, dict):
        yield pointer, node
        for key, value in node.items():
            # A property may be called `default`: only beside it does the word mean a value.
            if key not in _VALUES or pointer.endswith("/properties"):
                yield from objects(value, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from objects(value, f"{pointer}/{index}")


def operations() -> dict[str, dict[str, Any]]:
    """The operations under `paths` by operationId."""
    return {
        item[method]["operationId"]: item[method]
        for item in DOCUMENT["paths"].values()
        for method in METHODS
        if method in item
    }


def all_operations() -> dict[str, dict[str, Any]]:
    """Those under `paths`, and those under `webhooks`, by operationId."""
    hooks = (item["post"] for item in DOCUMENT["webhooks"].values())
    return operations() | {each["operationId"]: each for each in hooks}


def parameters_of(operation: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An operation's parameters, references resolved."""
    return [resolve(each) for each in operation.get("parameters", [])]


def responses_of(operation: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """An operation's responses by status, references resolved."""
    return {status: resolve(each) for status, each in operation["responses"].items()}


def parameters() -> Iterator[Located]:
    """All parameters, wherever they are written."""
    return (
        (pointer, node)
        for pointer, node in objects()
        if "in" in node and "name" in node and "/securitySchemes/" not in pointer
    )


def properties() -> Iterator[Located]:
    """All schema properties, wherever they are written; a pointer ends in the property's name."""
    for pointer, node in objects():
        if pointer.endswith("/properties"):
            yield from ((f"{pointer}/{name}", schema) for name, schema in node.items())


def links() -> Iterator[Located]:
    """All links."""
    for pointer, node in objects():
        if pointer.endswith("/links"):
            yield from ((f"{pointer}/{name}", link) for name, link in node.items())
