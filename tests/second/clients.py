"""Clients: list, create, update, delete."""

from typing import Any

from tests.second import bodies, queries
from tests.second.operations import Answer, Call, Operation
from tests.second.pages import SHORT_PAGE
from tests.second.refusals import Refusal, missing, wrong_value
from tests.second.showing import dated, values
from tests.second.tables import Row
from tests.second.visibility import may_change, one, sees, unknown
from tests.second.world import World

FIELDS = ("clientName", "companyURL", "description")


def shown(world: World, row: Row) -> Row:
    """A client as callers see it."""
    fixed = {name: row[name] for name in ("id", "client_id", "clientName", "owner", "company_id")}
    return dated(world, row, {**fixed, **values(world, row, FIELDS[1:])})


def new_client(call: Call, name: str) -> Row:
    """Store a client of the caller's with this name and nothing else."""
    world = call.world
    order = world.ids.serial()
    identifier = world.ids.new("client", str(order))
    row = call.new_row(identifier, order=order, client_id=world.ids.slug(name), clientName=name)
    world.clients.put(row)
    return row


def list_clients(call: Call) -> Answer:
    """All that the caller sees, newest first, or the one that is asked for by either of its ids."""
    world, asked = call.world, call.query.get("clientId")
    if asked:
        rows = [row for row in world.clients.rows.values() if asked in (row["id"], row["client_id"])]
        found = [row for row in rows if sees(world, call.user, row)]
        if not found and call.choices.unknown_client == "404":
            raise unknown(world, "client")
        return 200, {"clients": [shown(world, row) for row in found]}
    rows = [row for row in world.clients.seen() if sees(world, call.user, row)]
    limit, mark = queries.limit(call.choices, call.query), call.query.get("nextToken")
    listing = f"clients {call.user.id}"
    page, after = world.pages.cut(rows, _newest_first, limit, mark, listing=listing, most=SHORT_PAGE)
    return 200, world.pages.marked({"clients": [shown(world, row) for row in page]}, after)


def create(call: Call) -> Answer:
    """A new client, under a `client_id` of its own."""
    _see_fields(call, FIELDS)
    name = call.world.texts.plain(bodies.needed(call.body, "clientName"))
    _see_free(call, name)
    row = new_client(call, name)
    row.update(_values(call, [each for each in FIELDS[1:] if call.body.get(each)]))
    call.world.clients.put(row)
    return 201, {"client": shown(call.world, row)}


def update(call: Call) -> Answer:
    """Take over what is sent, and keep the rest."""
    identifier = bodies.needed(call.body, "id")
    _see_fields(call, (*FIELDS, "id"))
    new = _values(call, [each for each in FIELDS if each in call.body])
    if "updates-that-forget" in call.world.mistakes:
        new = dict.fromkeys(FIELDS[1:]) | new
    if "clientName" in new and not new["clientName"]:
        raise wrong_value("clientName")
    row = one(call.world, call.user, call.world.clients, identifier, "client")
    may_change(call.user, row)
    if "clientName" in new:
        _see_free(call, new["clientName"], but=identifier)
    call.world.clients.update(row, new)
    return 200, {"client": shown(call.world, row)}


def delete(call: Call) -> Answer:
    """Remove a client, with its leads where it is purged."""
    identifier, purge = call.query.get("id"), call.query.get("purge", "false")
    if not identifier:
        raise missing("id")
    if purge not in ("true", "false"):
        raise wrong_value("purge")
    row = one(call.world, call.user, call.world.clients, identifier, "client")
    may_change(call.user, row)
    leads = [lead["id"] for lead in call.world.leads.rows.values() if lead["client_id"] == row["client_id"]]
    answer: Row = {}
    if purge == "true":
        for lead in leads:
            call.world.leads.drop(lead)
        if call.choices.extras:
            answer["deletedLeads"] = len(leads)
    elif leads and call.choices.client_with_leads == "409":
        raise Refusal(409, "conflict", "This client has leads.")
    call.world.clients.drop(identifier)
    return 200, answer


def _newest_first(row: Row) -> tuple[Any, ...]:
    return (-row["order"],)


def _see_fields(call: Call, known: tuple[str, ...]) -> None:
    strange = [name for name in call.body if name not in known]
    if strange and call.choices.unknown_fields == "refused":
        raise Refusal(400, "invalid_value", "There are fields that nobody knows.", strange)
    bodies.texts(call.body, FIELDS)


def _values(call: Call, names: list[str]) -> Row:
    texts = call.world.texts
    clean = {"companyURL": texts.url}
    return {name: clean.get(name, texts.plain)(call.body[name] or "") or None for name in names}


def _see_free(call: Call, name: str, but: str = "") -> None:
    rows = call.world.clients.rows.values()
    same = [row for row in rows if row["clientName"] == name and row["company_id"] == call.user.company]
    if not call.choices.equal_names and any(row["id"] != but for row in same):
        raise Refusal(409, "already_exists", "There is a client of this name.")


OPERATIONS = (
    Operation("GET", "/clients", list_clients, lists="clients"),
    Operation("POST", "/clients", create),
    Operation("PUT", "/clients", update),
    Operation("DELETE", "/clients", delete),
)
