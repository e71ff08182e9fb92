"""A look for one record by its id that finds none, although nothing has removed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.remembering.kinds import Name
from conformance.remembering.looking import Found
from conformance.remembering.record import Remembered


@dataclass(frozen=True)
class Deletion:
    """A removal of some record that was done: what it removed, in which client, and when it had ended.

    `client` is the `client_id` of a removed client, or of the client that a removed lead lay in; `purge` tells of a
    client that went with its leads.
    """

    kind: Name
    client: str
    ended: float
    by: Exchange
    purge: bool = False
    batch: bool = False


def missed(
    record: Remembered, exchange: Exchange, bound: float, caller: str | None, deletions: Sequence[Deletion]
) -> Iterator[Found]:
    """What an answer without a record contradicts, where its caller has been shown the record before.

    It says nothing that began before the last write had ended, or, for a client, whose view may lag, less than `bound`
    seconds after that.
    """
    if record.ignored or record.removal is not None or not record.stands or caller not in record.seen_by:
        return
    lag = bound if record.kind.name == "client" else 0
    if exchange.sent < record.touched + lag or not _has_none(record, exchange):
        return
    record.ignored = True
    law, by = _blamed(record, deletions)
    if law:
        expected = f"the {record.kind.name} {record.id}, which stood after {by.id}"
        yield Found(law, Judgement(False, expected, f"status {exchange.status} without it"), (by, exchange))


def _has_none(record: Remembered, exchange: Exchange) -> bool:
    if exchange.status == 404:
        return exchange.at("success") is False
    return record.kind.name == "client" and exchange.status == 200 and exchange.at("clients") == []


def _blamed(record: Remembered, deletions: Sequence[Deletion]) -> tuple[str, Exchange]:
    """The requirement that is broken, empty where nobody can say, and the write that it is said of."""
    removing = [each for each in record.attempts if each.removes]
    spared = [(law, each.by) for each in deletions if each.ended > record.shown_at and (law := _spared(record, each))]
    suspects = spared + [(each.law, each.by) for each in removing]
    if not record.proved:
        law = "LG-CLI-002" if record.kind.name == "client" else "LG-LEAD-002"
        return ("" if suspects else law), record.made_by
    return suspects[-1] if suspects else ("", record.made_by)


def _spared(record: Remembered, deletion: Deletion) -> str:
    """The requirement that a removal of something else leaves the record in place; empty where there is none."""
    if record.kind.name == "client":
        return "LG-CLI-020" if deletion.kind == "client" and not deletion.purge else ""
    mine = record.value("client_id") == deletion.client
    if deletion.kind == "lead":
        return ("LG-LEAD-049" if deletion.batch else "LG-LEAD-048") if mine else ""
    if deletion.purge:
        return "" if mine else "LG-CLI-022"
    return "LG-CLI-023" if mine else ""
