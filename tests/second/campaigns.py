"""Campaigns of the company: list and create."""

from tests.second import bodies, queries
from tests.second.operations import Answer, Call, Operation
from tests.second.pages import SHORT_PAGE, scattered
from tests.second.showing import plain
from tests.second.tables import Row
from tests.second.visibility import named_client, of_company


def list_campaigns(call: Call) -> Answer:
    """The company's campaigns."""
    world = call.world
    rows = world.campaigns.seen()
    if "campaigns-of-everybody" not in world.mistakes:
        rows = of_company(call.user, rows)
    limit, mark = queries.limit(call.choices, call.query), call.query.get("nextToken")
    listing = f"campaigns {call.user.company}"
    page, after = world.pages.cut(rows, scattered, limit, mark, listing=listing, most=SHORT_PAGE)
    return 200, world.pages.marked({"campaigns": [_shown(call, row) for row in page]}, after)


def create(call: Call) -> Answer:
    """A new campaign, a draft unless it says otherwise."""
    bodies.texts(call.body, ("campaignType", "status", "client_id", "description"))
    name = bodies.needed(call.body, "name")
    named_client(call.world, call.user, call.body.get("client_id"))
    row = call.new_row(
        call.world.ids.new("campaign", f"cmp-{call.world.ids.serial()}"),
        name=call.world.texts.plain(name),
        status=call.body.get("status") or "draft",
        campaignType=call.body.get("campaignType") or "email",
        client_id=call.body.get("client_id") or None,
    )
    call.world.campaigns.put(row)
    return call.choices.created, {"id": row["id"], "campaign": _shown(call, row)}


def _shown(call: Call, row: Row) -> Row:
    return plain(call.world, row, ("client_id",), ("id", "name", "status", "campaignType", "company_id"))


OPERATIONS = (
    Operation("GET", "/campaigns", list_campaigns, lists="campaigns"),
    Operation("POST", "/campaigns", create),
)
