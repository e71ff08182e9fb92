"""What writes make of a record: what it holds after its create, after an update, and after a run was started on it."""

import re
from dataclasses import replace

from conformance.exchange import ABSENT, Exchange
from conformance.remembering.comparing import alike, is_plain, is_set
from conformance.remembering.record import Cause, Held, Remembered
from conformance.remembering.writes import Row

_RESULTS = re.compile(r"(enrichment|copyright|message)\d+|ai[A-Z]\w*|companyUrl|email")
"""The fields of a lead that a run may store a result in."""


def made(record: Remembered, sent: Row, row: Row, by: Exchange) -> None:
    """The record was just made: it is what the answer shows; what it does not show of plain values is as sent."""
    kind = record.kind
    for name in kind.inputs:
        value, answered = sent.get(name), row.get(name, ABSENT)
        if is_set(value) and answered is ABSENT:
            if is_plain(value):
                record.held[name] = Held(value, "made", by)
        elif is_set(value) and (kind.echoes or alike(name, value, answered)):
            record.held[name] = Held(answered, "made", by)
        elif kind.echoes:
            record.held[name] = Held(answered, "made", by) if is_set(answered) else Held(None, "unset", by)
    for name in kind.own:
        if is_set(row.get(name)):
            record.held[name] = Held(row[name], "made", by)


def updated(record: Remembered, sent: Row, row: Row | None, by: Exchange, *, batch: bool = False) -> None:
    """An update was done: what it sent is the new value, and what it did not send stays; doubts are forgotten."""
    kind = record.kind
    kept: Cause = "kept together" if batch else "kept"
    for name, held in list(record.held.items()):
        if name not in sent or name in kind.own:
            # What was not sent, and is shown all the same, had been stored.
            stored = row is not None and is_set(row.get(name)) and alike(name, held.value, row[name])
            record.held[name] = (replace(held, seen=True, under=None) if stored else held).spared(kept, by)
    for name in kind.inputs & sent.keys():
        new = _new(record, name, sent[name], row, by, batch=batch)
        if new is None:
            record.held.pop(name, None)
        else:
            record.held[name] = new
    if "client_id" in sent and "client_id" in kind.own:
        record.held.pop("client_id", None)  # it may move to another client of its company
    record.confirmed = False
    record.agreed.clear()


def saved(record: Remembered, sent: Row, by: Exchange) -> None:
    """A territory row was posted again: `null` may count as not sent or unset a field, so nobody knows."""
    record.agreed.clear()
    for name, held in list(record.held.items()):
        if name not in sent:
            record.held[name] = held.spared("kept", by)
    for name in record.kind.inputs & sent.keys():
        if is_plain(sent[name]):
            record.held[name] = Held(sent[name], "changed", by, record.before(name))
        else:
            record.held.pop(name, None)


def begun(record: Remembered, by: Exchange, *, bounded: bool) -> None:
    """A run was started on a lead: its results may change from now on, and, where that is `bounded`, nothing else."""
    if not bounded:
        record.ignored = True
        return
    maybe_begun(record)
    for name, held in list(record.held.items()):
        record.held[name] = held.spared("run", by)


def maybe_begun(record: Remembered) -> None:
    """A run may have been started on a lead, or not: its results may change from now on."""
    record.agreed.clear()
    record.loose = frozenset(name for name in record.kind.inputs if _RESULTS.fullmatch(name))
    for name in record.loose:
        record.held.pop(name, None)


def _new(record: Remembered, name: str, value: object, row: Row | None, by: Exchange, *, batch: bool) -> Held | None:
    if name in record.loose:
        return None
    if not is_set(value):
        required = name in record.kind.required
        return None if required else Held(None, "cleared", by, record.before(name))
    cause: Cause = "changed together" if batch else "changed"
    answered = ABSENT if row is None else row.get(name, ABSENT)
    if answered is ABSENT or not alike(name, value, answered):
        # An answer may show a record as it was, which is another law's: the views decide.
        stale = answered is ABSENT or alike(name, record.value(name), answered)
        return Held(value, cause, by, record.before(name)) if is_plain(value) and stale else None
    return Held(answered, cause, by, record.before(name))


def answers_old(record: Remembered, sent: Row, row: Row) -> list[str]:
    """The fields that an answer to an update shows as they were before, although it sent plain new values."""
    return [
        name
        for name in sorted(record.kind.inputs & sent.keys() & row.keys())
        if name in record.held
        and name not in record.loose
        and isinstance(sent[name], str)
        and is_plain(sent[name])
        and not alike(name, sent[name], row[name])
        and alike(name, record.held[name].value, row[name])
    ]
