"""Putting back what a company has one of: its name and its settings are never left as a test made them.

See the contract, Effects.
"""

from collections.abc import Mapping

from conformance import contract
from conformance.actors import Actor
from conformance.errors import HarnessBroken
from conformance.exchange import Json
from conformance.ledger import Entry
from conformance.run_id import run_of

CHANGED = "change"
"""The ledger's word for what a test has changed of a company's name or settings, and has not put back yet."""

_SHOWN_UNDER = {"getCompany": "company"}
"""The key under which an answer shows what is not a set of settings."""

_UNSET = (None, "")


def put_back(actor: Actor, entry: Entry) -> str:
    """Restore what an entry says was there before, and tell why that did not work, or "" where it did.

    Only what a run of ours wrote or cleared is put back: what somebody else has set since is theirs. Where the run made
    the first set, and none is there, it was never made. What was there before and is not shown now is not known to be
    gone, for nothing removes it: a 404 is then a reason, with what stood there left to put back.
    """
    reading, writing = _at_the_place_of(entry.operation, "GET"), _at_the_place_of(entry.operation, "PUT")
    read = actor.call(reading, purpose="cleanup")
    if read.status == 404 and contract.load().require(entry.operation).creates is not None:
        return ""
    if not read.succeeded:
        return f"{reading} got status {read.status}"
    changes = overwritten(entry.before, read.record(_SHOWN_UNDER.get(reading, "settings")) or {})
    if not changes:
        return ""
    answer = actor.call(writing, json=changes, purpose="cleanup")
    return "" if answer.succeeded else f"{writing} got status {answer.status}"


def overwritten(before: Mapping[str, str | None], now: Mapping[str, Json]) -> dict[str, str]:
    """The fields that a run of ours has changed, each with what stood there before; "" clears."""
    return {
        name: value or ""
        for name, value in before.items()
        if _is_ours(now.get(name)) or (now.get(name) in _UNSET and value not in _UNSET)
    }


def _is_ours(value: Json) -> bool:
    # A name that was no text may have become one, with what is around it.
    return value is not None and run_of(str(value)) is not None


def _at_the_place_of(operation: str, method: str) -> str:
    """The operation that reads (GET) or updates (PUT) what an operation writes: that method on its path."""
    known = contract.load()
    path = known.require(operation).path
    found = next((each.id for each in known.values() if (each.path, each.method) == (path, method)), None)
    if found is None:
        raise HarnessBroken(f"nothing answers {method} {path}, which puts back what {operation} writes")
    return found
