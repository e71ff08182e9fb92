"""Leads in batches of 1 to 500: a bad row spoils the whole, or is skipped alone."""

from typing import Any

from tests.second import bodies
from tests.second.lead_fields import FIELDS
from tests.second.lead_writing import address_of, changes, made
from tests.second.operations import Answer, Call
from tests.second.refusals import Refusal, twin, wrong_kind
from tests.second.tables import Row
from tests.second.visibility import may_change, one


def create(call: Call) -> Answer:
    """Store those that can be, and name the e-mails of those that cannot."""
    new: list[Row] = []
    skipped: list[str] = []
    errors: list[Row] = []
    taken = {address_of(row) for row in call.world.leads.rows.values()} - {None}
    for index, sent in enumerate(_rows(call)):
        try:
            row = made(call, sent)
            if address_of(row) in taken:
                raise twin()
        except Refusal as refusal:
            if call.choices.batches == "whole":
                raise
            skipped.append(_named(call, sent, index))
            errors.append({"index": index, "errorType": refusal.kind, "error": refusal.message})
        else:
            taken |= {address_of(row)} - {None}
            new.append(row)
    for row in new:
        call.world.leads.put(row)
    answer: Row = {"created": len(new), "skipped": skipped}
    if call.choices.extras:
        answer["errors"] = errors
    return 201, answer


def update(call: Call) -> Answer:
    """Change those that can be; each row stands before the next is looked at, unless all stand or fall together."""
    skipped: list[str] = []
    waiting: list[tuple[Row, Row]] = []
    done = 0
    for index, sent in enumerate(_rows(call)):
        identifier = sent.get("id") if isinstance(sent, dict) else None
        try:
            if not isinstance(sent, dict):
                raise wrong_kind("leads")
            row = one(call.world, call.user, call.world.leads, bodies.needed(sent, "id"), "lead")
            new = changes(call, row, sent)
        except Refusal:
            if call.choices.batches == "whole":
                raise
            skipped.append(identifier if isinstance(identifier, str) and identifier else str(index))
            continue
        done += 1
        if call.choices.batches == "whole":
            waiting.append((row, new))
        else:
            call.world.leads.update(row, new)
    _see_apart(waiting)
    for row, new in waiting:
        call.world.leads.update(row, new)
    return 200, {"updated": done, "skipped": skipped}


def delete(call: Call) -> Answer:
    """Remove those that can be."""
    gone: list[str] = []
    skipped: list[str] = []
    for identifier in dict.fromkeys(bodies.strings(bodies.many(call.body, "ids", too_many=_too_many(call)), "ids")):
        try:
            may_change(call.user, one(call.world, call.user, call.world.leads, identifier, "lead"))
        except Refusal:
            if call.choices.batches == "whole":
                raise
            skipped.append(identifier)
        else:
            gone.append(identifier)
    for identifier in gone:
        call.world.leads.drop(identifier)
    return 200, {"deleted": len(gone), "skipped": skipped}


def _rows(call: Call) -> list[Any]:
    if any(name in call.body for name in (*FIELDS, "client_id", "id")):
        raise Refusal(400, "invalid_value", "Either leads or one lead.")
    return bodies.many(call.body, "leads", too_many=_too_many(call))


def _too_many(call: Call) -> int:
    return 413 if call.choices.batches == "whole" else 400


def _named(call: Call, sent: Any, index: int) -> str:
    """What a skipped row is called: its e-mail, or its place in the batch."""
    address = sent.get("email") if isinstance(sent, dict) else None
    return call.world.texts.email(address) if isinstance(address, str) and address.strip() else str(index)


def _see_apart(waiting: list[tuple[Row, Row]]) -> None:
    """See that no two rows of a batch get the same e-mail in the same client."""
    after = {row["id"]: address_of({**row, **new}) for row, new in waiting}
    told = [address for address in after.values() if address]
    if len(told) != len(set(told)):
        raise twin()
