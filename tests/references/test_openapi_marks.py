"""Marks on what names a record, for the guard on writes, and on what is secret, for redaction."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from tests.references.openapi_nodes import DOCUMENT, objects, parameters, properties

IDLIKE = re.compile(r"(.*_)?ids?|.*Ids?")
SECRETLIKE = re.compile(r"(?i).*(token|password|secret|api_?key)|webhookUrl")
KINDS = {
    "account",
    "api-key",
    "bug",
    "campaign",
    "client",
    "client-id",
    "company",
    "enhancement",
    "event",
    "lead",
    "run",
    "search",
    "territory-company",
    "user",
    "webhook",
}
NOT_IDS: dict[str, str] = DOCUMENT["x-not-ids"]


def named() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All parameters and properties: name, pointer, definition."""
    yield from ((node["name"], pointer, node) for pointer, node in parameters())
    yield from ((pointer.rsplit("/", 1)[1], pointer, node) for pointer, node in properties())


def excused(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in NOT_IDS)


def test_every_name_like_an_id_is_marked_or_listed_as_none() -> None:
    unmarked = [
        pointer
        for name, pointer, node in named()
        if IDLIKE.fullmatch(name) and "x-id" not in node and not excused(name)
    ]
    assert unmarked == []


def test_no_name_is_both_an_id_and_none() -> None:
    assert [pointer for name, pointer, node in named() if "x-id" in node and excused(name)] == []


def test_every_name_listed_as_no_id_is_in_use_and_has_a_reason() -> None:
    names = {name for name, _, _ in named()}
    assert [each for each in NOT_IDS if not any(fnmatchcase(name, each) for name in names)] == []
    assert all(NOT_IDS.values())


def test_every_marked_id_is_of_a_known_kind() -> None:
    assert {node["x-id"] for _, _, node in named() if "x-id" in node} == KINDS


def test_every_id_is_a_string_or_a_list_of_strings() -> None:
    for _, pointer, node in named():
        if "x-id" in node:
            schema = node.get("schema", node)
            schema = schema.get("items", schema)
            assert "string" in schema["type"], pointer


def test_every_name_like_a_secret_is_marked_unless_it_turns_a_page() -> None:
    unmarked = {name for name, _, node in named() if SECRETLIKE.fullmatch(name) and node.get("x-secret") is not True}
    assert unmarked == {"nextToken"}


def test_the_credentials_that_travel_in_headers_and_cookies_are_secret() -> None:
    schemes = DOCUMENT["components"]["securitySchemes"]
    assert {name for name, scheme in schemes.items() if scheme.get("x-secret")} == {"cookieAuth", "apiKeyAuth"}


def test_only_parameters_properties_and_schemes_carry_marks() -> None:
    pointers = {pointer for _, pointer, _ in named()}
    stray = [
        pointer
        for pointer, node in objects()
        if {"x-id", "x-secret"} & set(node) and pointer not in pointers and "/securitySchemes/" not in pointer
    ]
    assert stray == []
