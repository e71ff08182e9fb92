"""What a write says: what it asks for, of which records, and whether it was done, refused, or nobody knows."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from conformance import contract
from conformance.exchange import ABSENT, REFUSALS, Exchange, Json, Request, parsed
from conformance.json_parts import strings
from conformance.named import Places, words_of

Outcome = Literal["done", "refused", "unknown"]

Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What a request says: its path, its query and its body."""

    request: Request
    path: str = field(init=False)
    query: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.request.url)
            query = tuple(parse_qsl(parts.query, keep_blank_values=True))
            object.__setattr__(self, "path", parts.path)
        except ValueError:
            query = ()
            object.__setattr__(self, "path", self.request.url)
        object.__setattr__(self, "query", query)

    @cached_property
    def body(self) -> Json:
        """The body as JSON, or ABSENT."""
        return parsed(self.request.body) if self.request.body else ABSENT

    @cached_property
    def names(self) -> frozenset[str]:
        """Every text by which the request could name a record."""
        texts = {
            *(unquote(segment) for segment in self.path.split("/") if segment),
            *(value for _, value in self.query if value),
            *(text for text in strings(self.body) if text),
        }
        return frozenset(texts if self.body is not ABSENT else texts | words_of(self.request.body))

    def ids_for(self, operation: str) -> frozenset[str]:
        """The texts by which a request of an operation could name a record by its id."""
        called = contract.load().get(operation)
        raw = self.request.body if self.body is ABSENT else b""
        return frozenset(each.text for each in _places().named(called, self.path, self.query, self.body, raw))

    def value(self, name: str) -> str | None:
        """The value of a query parameter that stands there once, else None."""
        values = [value for key, value in self.query if key == name]
        return values[0] if len(values) == 1 else None

    @property
    def is_read(self) -> bool:
        """Whether we know what the body says: a server may read what our parser does not take."""
        return not self.request.body or self.body is not ABSENT

    @property
    def last(self) -> str:
        """The last segment of the path."""
        return unquote(self.path.rsplit("/", 1)[-1])

    @property
    def rows(self) -> list[Row] | None:
        """The rows of a batch, or None where the body is no batch."""
        rows = self.body.get("leads") if isinstance(self.body, dict) else None
        return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else None

    @property
    def ids(self) -> list[str] | None:
        """The ids of a batch removal, or None where the body is none."""
        ids = self.body.get("ids") if isinstance(self.body, dict) else None
        return [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else None

    @property
    def fields(self) -> Row:
        """The fields of a body that is an object."""
        return self.body if isinstance(self.body, dict) else {}


@dataclass(frozen=True)
class Write:
    """A write with its answer: what it called, what it asked for, and what became of it.

    `caller` is the one actor whose credentials it carried, None where that is nobody or not one alone; `ended` is when
    its answer had come, in seconds since the epoch.
    """

    operation: str
    asked: Asked
    exchange: Exchange
    outcome: Outcome
    caller: str | None
    ended: float


@cache
def _places() -> Places:
    return Places(contract.load())


def outcome(exchange: Exchange) -> Outcome:
    """What became of a write: a success is told in the envelope of the API, with a status that the contract has."""
    if exchange.status in (200, 201) and exchange.at("success") is True and not exchange.response.truncated:
        return "done"
    if exchange.status in REFUSALS:
        return "refused"
    return "unknown"


def told_rows(asked: Asked, exchange: Exchange) -> list[Row] | None:
    """The rows of a batch update that were written, or None where the answer does not tell which."""
    rows = asked.rows or []
    ids = [row.get("id") for row in rows]
    skipped = _skipped(exchange)
    written = [row for row in rows if row.get("id") not in skipped]
    known = len(set(map(str, ids))) == len(ids) == len(asked.fields.get("leads", ()))
    return written if known and exchange.at("updated") == len(written) and all_named(written) else None


def told_ids(asked: Asked, exchange: Exchange) -> list[str] | None:
    """The ids of a batch removal that were removed, or None where the answer does not tell which."""
    ids = asked.ids or []
    skipped = _skipped(exchange)
    gone = [each for each in ids if each not in skipped]
    known = len(set(ids)) == len(ids) == len(asked.fields.get("ids", ()))
    return gone if known and exchange.at("deleted") == len(gone) else None


def all_named(rows: list[Row]) -> bool:
    """Whether every row names its record."""
    return all(isinstance(row.get("id"), str) and row["id"] for row in rows)


def _skipped(exchange: Exchange) -> frozenset[str]:
    told = exchange.at("skipped")
    return frozenset(each for each in told if isinstance(each, str)) if isinstance(told, list) else frozenset()
