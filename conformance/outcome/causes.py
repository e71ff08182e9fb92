"""The causes that a journal tells of one requirement, each once, and which of them an exchange is put down to."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from conformance.exchange import ABSENT, Json
from conformance.generating.draft import Draft
from conformance.generating.labels import REMARKS
from conformance.journal.records import Cause, ExchangeRecord
from conformance.outcome.transcript import Transcript
from conformance.run_id import RunId

Traits = frozenset[tuple[str, str]]

_RAW: Traits = frozenset({("body", "raw")})


@dataclass(eq=False)
class KnownCause:
    """Causes of one operation that come down to the same: the smallest request, and all exchanges put down to it.

    `traits` are those of the smallest request; None for a sequence of calls, or where the journal lacks the request.
    `twins` are requests that break the requirement just so by another field, by its name, with their traits.
    """

    operation: str
    shape: str
    exchange: str
    minimal: bool
    traits: Traits | None
    exchanges: set[str]
    twins: dict[str, Traits] = field(default_factory=dict)

    def explains(self, operation: str | None, traits: Traits | None) -> bool:
        """Whether a request of the operation has all that breaks the requirement here."""
        if self.operation != operation or self.traits is None or traits is None:
            return False
        return any(each <= traits for each in (self.traits, *self.twins.values()))

    @property
    def told(self) -> str:
        """The smallest request, and the fields that break the requirement just so."""
        if not self.twins:
            return self.shape
        return f"{self.shape}, and so with {', '.join(f'`{each}`' for each in sorted(self.twins))} in its place"


def known_causes(requirement: str, transcript: Transcript) -> list[KnownCause]:
    """The causes of a requirement, the smallest first; a request that has all of a smaller one's is no other cause."""
    told = [_read(each, transcript) for each in transcript.causes if each.requirement == requirement]
    known: list[KnownCause] = []
    for cause in sorted(told, key=_size):
        same = next((each for each in known if _is_same(each, cause)), None)
        twin = next((each for each in known if same is None and _other_field(each, cause)), None)
        if twin is not None and cause.traits is not None:
            twin.twins[_other_field(twin, cause)] = cause.traits
            twin.exchanges |= cause.exchanges
            continue
        if same is None:
            known.append(cause)
            continue
        same.exchanges |= cause.exchanges
        same.minimal |= cause.minimal and same.shape == cause.shape
    return known


def listing(causes: Iterable[KnownCause], exchanges: Collection[str]) -> KnownCause | None:
    """The cause that one of these exchanges was put down to when the requests were sent."""
    return next((each for each in causes if not each.exchanges.isdisjoint(exchanges)), None)


def traits_of(exchange: ExchangeRecord, label: str = "") -> Traits:
    """Where a request has something in its query and body, and of which JSON type (see `Draft.traits`).

    Remarks that are nothing but a `label` (the beginning of a run's canaries) are passed over: the harness added them.
    """
    request = exchange.request
    try:
        query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    except ValueError:
        query = []
    draft = Draft(exchange.operation or "", query=tuple(query))
    if request.body is None:
        return draft.traits
    says_json = any(name.lower() == "content-type" and "json" in value.lower() for name, value in request.headers)
    try:
        body = _without(label, json.loads(request.body)) if says_json else ABSENT
        return draft.with_body(body).traits if says_json else draft.traits | _RAW
    except (ValueError, RecursionError):
        return draft.traits | _RAW


def _without(label: str, value: Json) -> Json:
    if isinstance(value, list):
        return [_without(label, each) for each in value]
    if not label or not isinstance(value, dict):
        return value
    return {name: _without(label, each) for name, each in value.items() if name not in REMARKS or not _is(label, each)}


def _is(label: str, value: Json) -> bool:
    return isinstance(value, str) and value.startswith(label) and " " not in value


def _read(cause: Cause, transcript: Transcript) -> KnownCause:
    record = transcript.exchanges.get(cause.exchange)
    sequence = "\n" in cause.shape
    return KnownCause(
        operation=cause.operation,
        shape=cause.shape,
        exchange=cause.exchange,
        minimal=cause.minimal,
        traits=None if record is None or sequence else traits_of(record, RunId(transcript.started.run).tag),
        exchanges={cause.exchange, *cause.exchanges},
    )


def _size(cause: KnownCause) -> tuple[bool, int, int, str]:
    return cause.traits is None, len(cause.traits or ()), len(cause.shape), cause.shape


def _is_same(known: KnownCause, cause: KnownCause) -> bool:
    if known.operation != cause.operation:
        return False
    return known.shape == cause.shape or known.explains(cause.operation, cause.traits)


def _other_field(known: KnownCause, cause: KnownCause) -> str:
    """The field of a cause's body that has, under another name, what a known one's has; empty where more differs."""
    if known.operation != cause.operation:
        return ""
    one, other = _body_of(known.shape), _body_of(cause.shape)
    mine, theirs = sorted(one.items() - other.items()), sorted(other.items() - one.items())
    alike = len(mine) == len(theirs) == 1 and mine[0][1] == theirs[0][1]
    return theirs[0][0] if alike else ""


def _body_of(shape: str) -> dict[str, str]:
    """The fields of the body that a shape consists of, with their values as JSON; nothing where it has other parts."""
    try:
        body = json.loads(shape)
    except (ValueError, RecursionError):
        return {}
    return {name: json.dumps(value) for name, value in body.items()} if isinstance(body, dict) else {}
