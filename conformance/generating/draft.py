"""A draft: one generated request, with names in the places of records, before it is sent.

A name (`names.py`) stands for what a target has and a generator cannot know: an id of the test's own, a fresh e-mail, a
password. So a draft is the same for the same seed, can be kept in a file, sent again on fresh data, and made smaller.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from conformance.exchange import ABSENT, Json

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """A request of an operation: the values of its path, its query, and its body, as JSON or as a text that is none.

    `media` is the content type that goes with the body, empty for none; `valid` says whether the data keeps the
    contract, where the generator knows; `about` tells in a few words what of it is drawn, or wrong.
    """

    operation: str
    path: Pairs = ()
    query: Pairs = ()
    body: Json = ABSENT
    raw: str | None = None
    media: str = ""
    valid: bool | None = None
    about: str = ""

    def with_query(self, query: Pairs) -> "Draft":
        """The draft with another query."""
        return replace(self, query=query)

    def with_body(self, body: Json) -> "Draft":
        """The draft with another JSON body; ABSENT for none."""
        return replace(self, body=body, raw=None, media="" if body is ABSENT else "application/json")

    @property
    def shape(self) -> str:
        """The draft in a line, such as `?limit=0` or `{"leads": []}`: what people take the cause of a finding from."""
        parts = [value for _, value in self.path]
        parts += ["?" + "&".join(f"{name}={value}" for name, value in self.query)] if self.query else []
        if self.raw is not None:
            parts.append(f"{self.media or 'no content type'}: {self.raw!r}")
        elif self.body is not ABSENT:
            parts.append(json.dumps(self.body, ensure_ascii=False, sort_keys=True))
        return " ".join(parts) or "nothing but the operation"

    @property
    def traits(self) -> frozenset[tuple[str, str]]:
        """Where the draft has something, and of which JSON type: what two drafts with one cause have in common."""
        found = {(f"path.{name}", "text") for name, _ in self.path} | {
            (f"query.{name}", "text") for name, _ in self.query
        }
        if self.raw is not None:
            return frozenset({*found, ("body", "raw")})
        return frozenset({*found, *_traits("body", self.body)})

    def to_json(self) -> dict[str, Any]:
        """The draft as JSON data."""
        data: dict[str, Any] = {
            "operation": self.operation,
            "path": [list(pair) for pair in self.path],
            "query": [list(pair) for pair in self.query],
            "media": self.media,
            "valid": self.valid,
            "about": self.about,
        }
        if self.raw is not None:
            data["raw"] = self.raw
        elif self.body is not ABSENT:
            data["body"] = self.body
        return data

    @classmethod
    def from_json(cls, data: Json) -> "Draft | None":
        """The draft that JSON data holds, or None where it holds none."""
        try:
            return cls(
                operation=str(data["operation"]),
                path=_pairs(data["path"]),
                query=_pairs(data["query"]),
                body=data.get("body", ABSENT),
                raw=_one_of((str, type(None)), data.get("raw")),
                media=_header(data["media"]),
                valid=_one_of((bool, type(None)), data["valid"]),
                about=str(data["about"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            return None


def _one_of(types: tuple[type, ...], value: Any) -> Any:
    if not isinstance(value, types):
        raise TypeError(f"{value!r} does not stand in a draft there")
    return value


def _header(value: Any) -> str:
    if not (isinstance(value, str) and value.isascii() and value.isprintable()):
        raise ValueError(f"{value!r} cannot be sent as a header")
    return value


def _pairs(value: Any) -> Pairs:
    pairs = tuple((str(name), str(text)) for name, text in value)
    "".join(part for pair in pairs for part in pair).encode()  # a URL has no place for half a character
    return pairs


def _traits(where: str, value: Json) -> set[tuple[str, str]]:
    if value is ABSENT:
        return set()
    if isinstance(value, dict):
        found = {trait for name, each in value.items() for trait in _traits(f"{where}.{name}", each)}
        return {(where, "object"), *found}
    if isinstance(value, list):
        return {(where, "array"), *(trait for each in value for trait in _traits(f"{where}.*", each))}
    kinds = {str: "text", bool: "boolean", type(None): "null"}
    return {(where, kinds.get(type(value), "number"))}
