"""What becomes of one lead that is created or changed, alone or in a batch."""

from typing import Any

from tests.second import bodies
from tests.second.lead_fields import FIELDS, NAMES, kept, see_fields
from tests.second.operations import Call
from tests.second.refusals import Refusal, forbidden, twin, wrong_value
from tests.second.tables import Row
from tests.second.visibility import client_of, may_change, unknown


def made(call: Call, sent: Any) -> Row:
    """The record of a new lead, in no table yet.

    Raises:
        Refusal: It lacks a field, holds a wrong one, or names a client that the caller does not see.
    """
    body = see_fields(call, sent, (*FIELDS, "client_id"))
    for name in ("client_id", *NAMES, *(("email",) if call.choices.email_required else ())):
        bodies.needed(body, name)
    if call.choices.empty_text == "refused" and body["lastName"].strip() == ".":
        raise wrong_value("lastName")
    client = client_of(call.world, call.user, body["client_id"])
    if client is None:
        raise _no_client(call)
    identifier = call.world.ids.new("lead", f"L+{call.world.ids.ulid()}=")
    values = {name: kept(call.world.texts, name, body[name]) for name in FIELDS if body.get(name)}
    return call.new_row(identifier, client_id=client["client_id"], **values)


def changes(call: Call, row: Row, body: Row) -> Row:
    """The new values of a lead's fields, of those that are sent.

    Raises:
        Refusal: One cannot be taken, or the caller may not change this lead.
    """
    moving = call.choices.client_in_put
    see_fields(call, body, (*FIELDS, "id", "client_id"))
    if moving == "400" and "client_id" in body:
        raise wrong_value("client_id")
    new = {name: kept(call.world.texts, name, body[name]) for name in FIELDS if name in body}
    for name in NAMES:
        if name in new and not new[name]:
            raise wrong_value(name)
    may_change(call.user, row)
    if moving == "moves" and body.get("client_id") and client_of(call.world, call.user, body["client_id"]):
        new["client_id"] = body["client_id"]
    if twin_of(call, {**row, **new}):
        raise twin()
    return new


def twin_of(call: Call, row: Row) -> Row | None:
    """Another lead of the same client with the same e-mail."""
    address = address_of(row)
    others = call.world.leads.rows.values()
    return next((each for each in others if address and address_of(each) == address and each["id"] != row["id"]), None)


def address_of(row: Row) -> tuple[str, str] | None:
    """What no two leads share: the client and the e-mail; None for a lead without one."""
    return (row["client_id"], row["email"].lower()) if row.get("email") else None


def _no_client(call: Call) -> Refusal:
    if call.choices.writes_to_unknown == 400:
        return wrong_value("client_id")
    return forbidden("Not your client.") if call.choices.writes_to_unknown == 403 else unknown(call.world, "client")
