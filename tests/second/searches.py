"""Search history: everybody's own searches."""

import json
from typing import Any

from tests.second import bodies, queries
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import wrong_value
from tests.second.showing import plain
from tests.second.tables import Row
from tests.second.visibility import named_client, own, unknown

STATES = ("initiated", "running", "completed", "failed")
_TEXTS = ("searchName", "searchDescription", "client_id", "clientName", "icpId", "icpName", "apifyActorId", "category")
_FIELDS = (*_TEXTS, "searchCriteria", "searchFilters", "tags")
_COUNTS = ("totalLeadsFound", "totalLeadsSaved")
_FILTERS = ("client_id", "status", "icpId", "category")


def new_search(call: Call, values: Row) -> Row:
    """Store a search of the caller's; values that say nothing count as not sent."""
    world = call.world
    order = world.ids.serial()
    row = call.new_row(world.ids.new("search", f"srch.{order}"), order=order, status="initiated")
    for name in _FIELDS:
        value = values.get(name)
        if value is not None and value != "":
            row[name] = world.texts.plain(value) if isinstance(value, str) and name != "client_id" else value
    world.searches.put(row)
    return row


def list_searches(call: Call) -> Answer:
    """The caller's own, oldest first, of those that the filters let through."""
    world = call.world
    limit = queries.limit(call.choices, call.query)
    filters = {name: call.query[name] for name in _FILTERS if call.query.get(name)}
    if filters.get("status", STATES[0]) not in STATES:
        raise wrong_value("status")
    rows = own(call.user, world.searches.seen())
    found = [row for row in rows if all(row.get(name) == value for name, value in filters.items())]
    name = call.choices.history_mark
    listing = f"searches {call.user.id} {json.dumps(filters)}"
    page, after = world.pages.cut(found, _oldest_first, limit, call.query.get("cursor"), listing=listing)
    return 200, world.pages.marked({"searchHistories": [_shown(call, row) for row in page]}, after, name)


def create(call: Call) -> Answer:
    """A new search, initiated."""
    bodies.texts(call.body, _TEXTS)
    for name in ("searchCriteria", "searchFilters"):
        bodies.typed(call.body, name, dict)
    bodies.strings(bodies.typed(call.body, "tags", list) or [], "tags")
    bodies.needed(call.body, "searchName")
    named_client(call.world, call.user, call.body.get("client_id"))
    return call.choices.created, {"searchHistory": _shown(call, new_search(call, call.body))}


def update(call: Call) -> Answer:
    """Set the status and the counts of one's own search."""
    identifier, status = bodies.needed(call.body, "id"), bodies.text(call.body, "status")
    if status is not None and status not in STATES:
        raise wrong_value("status")
    new: Row = {"status": status} if status else {}
    for name in _COUNTS:
        count = bodies.typed(call.body, name, int)
        if count is not None and count < 0:
            raise wrong_value(name)
        if name in call.body:
            new[name] = count
    row = call.world.searches.rows.get(identifier)
    if row is None or not own(call.user, [row]):
        raise unknown(call.world, "search")
    call.world.searches.update(row, new)
    return 200, {"searchHistory": _shown(call, row)}


def _shown(call: Call, row: Row) -> Row:
    shown = plain(call.world, row, (*_FIELDS, *_COUNTS), ("id", "status", "owner", "company_id"))
    if call.choices.extras:
        shown["updatedAt"] = call.world.clock.text(row["updatedAt"])
    return shown


def _oldest_first(row: Row) -> tuple[Any, ...]:
    return (row["order"],)


OPERATIONS = (
    Operation("GET", "/search-history", list_searches, "jwt", lists="searchHistories"),
    Operation("POST", "/search-history", create, "any"),
    Operation("PUT", "/search-history", update, "jwt"),
)
