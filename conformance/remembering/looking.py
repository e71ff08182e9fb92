"""A look at a record: what a view shows is held against what the record is known to be, and becomes what it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from conformance.exchange import ABSENT, Exchange
from conformance.expectations import Judgement, shown
from conformance.remembering import blaming
from conformance.remembering.comparing import alike, is_set
from conformance.remembering.kinds import SETS, Look, Name, places
from conformance.remembering.record import Attempt, Held, Remembered


@dataclass(frozen=True)
class Found:
    """A requirement that an exchange shows broken; `exchanges` are what led there, the one that shows it last."""

    requirement: str
    judgement: Judgement
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True)
class Seen:
    """A record as a view shows it."""

    kind: Name
    look: Look
    row: Mapping[str, Any]


def seen_in(exchange: Exchange, operation: str, *, one: bool) -> Iterator[Seen]:
    """Everything that a successful answer shows, with an id where it needs one.

    `one` tells that a list was asked for one record by its id.
    """
    if exchange.status != 200 or exchange.response.truncated or exchange.at("success") is not True:
        return
    for place in places(operation, one=one):
        value = exchange.at(place.key)
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            if isinstance(row, dict) and (operation in SETS or isinstance(row.get("id"), str)):
                yield Seen(place.kind, place.look, row)


def look(record: Remembered, seen: Seen, exchange: Exchange, bound: float) -> Iterator[Found]:
    """What a view contradicts of a record; a true one is what the record is from now on.

    A view says nothing that began before the last write had ended, or, where it may lag, less than `bound` seconds
    after that, or after a true view had first shown what a background task has made of the record.
    """
    since = record.touched if seen.look in record.kind.prompt else max(record.touched, record.moved) + bound
    if record.ignored or exchange.sent < since:
        return
    if record.removal is not None:
        law = blaming.shown_again(record.removal, seen.look)
        expected = f"no view of {_name(record)}, which {record.removal.by.id} removed"
        yield Found(law, Judgement(False, expected, "it is shown"), (record.removal.by, exchange))
        record.ignored = True
        return
    if not record.attempts and record.agreed.get(seen.look) == seen.row:
        record.shown_at = exchange.sent if seen.look in record.kind.true else record.shown_at
        return
    fields = _shown_fields(record, seen)
    differing = [each for each in fields if not alike(each, record.held[each].value, _at(seen, each))]
    yield from _told(record, seen, exchange, differing)
    if seen.look in record.kind.true:
        _learn(record, seen, exchange)
    if not differing:
        record.agreed[seen.look] = seen.row


def _told(record: Remembered, seen: Seen, exchange: Exchange, differing: list[str]) -> Iterator[Found]:
    """One finding for each requirement and write, whatever the number of fields."""
    names: dict[tuple[str, str], list[str]] = {}
    by: dict[tuple[str, str], Exchange] = {}
    cleared = _is_emptied(record, seen)
    for name in sorted(differing):
        law, source = _blamed(record, seen, name, cleared=cleared)
        if law is not None:
            names.setdefault((law, source.id), []).append(name)
            by[(law, source.id)] = source
    for key, fields in names.items():
        was = {name: record.held[name].value for name in fields}
        now = {name: _at(seen, name) for name in fields}
        expected = f"{_name(record)} with {shown(was)}, after {by[key].id}"
        yield Found(key[0], Judgement(False, expected, f"it shows {shown(now)}"), (by[key], exchange))


def _blamed(record: Remembered, seen: Seen, name: str, *, cleared: bool) -> tuple[str | None, Exchange]:
    """The requirement that a divergence breaks, None where nobody can say, and the write that it is said of."""
    attempt = _attempt(record, seen, name)
    if attempt is not None:
        return attempt.law, attempt.by
    held, value = record.held[name], _at(seen, name)
    if held.under is not None:
        if is_set(value) and any(alike(name, each, value) for each in held.under.was):
            held = held.under  # a value of before: the write that gave the new one has not stored it
        elif is_set(value) or not cleared:
            return None, held.by  # it may never have been stored as well
    law = blaming.diverging(record.kind.name, name, held.cause, seen.look, held.value, confirmed=record.confirmed)
    return law, held.by


def _is_emptied(record: Remembered, seen: Seen) -> bool:
    """Whether nothing is left of all that no view had shown before a write had to spare it: that has unset it."""
    spared = [
        name
        for name, held in record.held.items()
        if name in record.kind.inputs and is_set(held.value) and held.under is not None
    ]
    return len(spared) > 1 and not any(is_set(_at(seen, name)) for name in spared)


def _attempt(record: Remembered, seen: Seen, name: str) -> Attempt | None:
    """The attempt that a divergence is put down to: the one that sent this value, else any since the last true view."""
    tried = blaming.tried(record.attempts, name, _at(seen, name))
    if tried is not None or seen.look not in record.kind.true or not record.confirmed:
        return tried
    return record.attempts[-1] if record.attempts else None


def _shown_fields(record: Remembered, seen: Seen) -> list[str]:
    """The known fields that a view speaks of: what it leaves out is unset only where it shows all that is set."""
    whole, row, inputs, loose = seen.look in record.kind.whole, seen.row, record.kind.inputs, record.loose
    return [
        name
        for name, held in record.held.items()
        if (name in row or (whole and held.value is not None and name in inputs)) and name not in loose
    ]


def _learn(record: Remembered, seen: Seen, exchange: Exchange) -> None:
    kind = record.kind
    for name in kind.fields:
        value, held = seen.row.get(name), record.held.get(name)
        if held is not None and held.seen and held.value == value:
            continue
        if name in record.loose or (name in kind.own and name not in seen.row):
            continue
        if not kind.echoes and held is None:
            continue
        if held is None or not alike(name, held.value, value):
            record.held[name] = Held(value, "shown", exchange, seen=True)
            record.moved = exchange.sent + exchange.elapsed if is_set(value) else record.moved
        elif not held.seen:
            record.held[name] = replace(held, seen=True, under=None)
    record.attempts.clear()
    record.confirmed = record.proved = record.stands = True
    record.shown_at = exchange.sent


def _at(seen: Seen, name: str) -> Any:
    return seen.row.get(name, ABSENT)


def _name(record: Remembered) -> str:
    return f"the {record.kind.name} {record.id}"
