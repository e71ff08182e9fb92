"""Leads one at a time: create, read, update and delete; what comes in batches is passed on."""

from tests.second import bodies, lead_batches
from tests.second.lead_fields import FIELDS, shown
from tests.second.lead_writing import changes, made, twin_of
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import Refusal, missing, twin
from tests.second.visibility import may_change, one


def create(call: Call) -> Answer:
    """One new lead, or a batch."""
    if call.body.get("leads") is not None or set(call.body) == {"leads"}:
        return lead_batches.create(call)
    row = made(call, {name: value for name, value in call.body.items() if name != "leads"})
    other = twin_of(call, row)
    if other is None:
        call.world.leads.put(row)
        return 201, {"lead": shown(call.world, row)}
    if call.choices.twins == "409" or not (call.user.leads_company or other["owner"] == call.user.id):
        raise twin()
    other.update({name: row[name] for name in FIELDS if name in row})
    call.world.leads.touch(other)
    return 201, {"lead": shown(call.world, other)}


def update(call: Call) -> Answer:
    """Take over what is sent of one lead, or of each of a batch, and keep the rest."""
    if "leads" in call.body:
        return lead_batches.update(call)
    return _changed(call, bodies.needed(call.body, "id"))


def delete(call: Call) -> Answer:
    """Remove one lead, or a batch."""
    identifier = call.query.get("id")
    if identifier and "ids" in call.body:
        raise Refusal(400, "invalid_value", "Either id or ids.")
    if not identifier:
        if "ids" not in call.body:
            raise missing("id")
        return lead_batches.delete(call)
    may_change(call.user, one(call.world, call.user, call.world.leads, identifier, "lead"))
    call.world.leads.drop(identifier)
    return 200, {}


def read(call: Call) -> Answer:
    """One lead by its id."""
    return 200, {"lead": shown(call.world, one(call.world, call.user, call.world.leads, call.path_id, "lead"))}


def update_by_path(call: Call) -> Answer:
    """As the update, of the lead that the path names; an id in the body counts for nothing."""
    return _changed(call, call.path_id)


def _changed(call: Call, identifier: str) -> Answer:
    bodies.texts(call.body, FIELDS)
    row = one(call.world, call.user, call.world.leads, identifier, "lead")
    body = {name: value for name, value in call.body.items() if name != "id"}
    call.world.leads.update(row, changes(call, row, body))
    return 200, {"lead": shown(call.world, row)}


OPERATIONS = (
    Operation("POST", "/leads", create, "any"),
    Operation("PUT", "/leads", update, "any"),
    Operation("DELETE", "/leads", delete, "any"),
    Operation("GET", "/enrich-leads/{id}", read),
    Operation("PUT", "/enrich-leads/{id}", update_by_path),
)
