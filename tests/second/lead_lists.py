"""Leads in lists: of a client, by e-mail or profile, and in bulk for a whole company."""

from tests.second import queries
from tests.second.lead_fields import shown
from tests.second.operations import Answer, Call, Operation
from tests.second.pages import scattered
from tests.second.refusals import forbidden, missing, not_found
from tests.second.tables import Row, Table
from tests.second.visibility import client_of, of_company, sees, unknown

BULK, SHORT_BULK, LONGEST_BULK = 1000, 997, 5000
_ALL = ("ALL", "DEFAULT", "")


def list_leads(call: Call) -> Answer:
    """The leads of one client that the caller sees."""
    world, client_id = call.world, queries.needed(call.query, "client_id")
    limit = queries.limit(call.choices, call.query)
    if not client_of(world, call.user, client_id, as_listed=True):
        if call.choices.unknown_client == "404":
            raise unknown(world, "client")
        return 200, {"leads": [], "total": 0}
    rows = [row for row in world.leads.seen() if row["client_id"] == client_id and sees(world, call.user, row)]
    listing = f"leads {call.user.id} {client_id}"
    page, after = world.pages.cut(rows, scattered, limit, call.query.get("nextToken"), listing=listing)
    counted = page if "total-of-the-page" in world.mistakes else rows
    answer: Row = {"leads": [shown(world, row) for row in page], "total": len(counted)}
    if call.choices.extras:
        answer["count"] = len(page)
    return 200, world.pages.marked(answer, after)


def find(call: Call) -> Answer:
    """The leads of an e-mail, a profile, or both; the newest where one is given."""
    world, query = call.world, call.query
    address, profile = query.get("email", ""), query.get("linkedinUrl", "")
    if not address and not profile:
        raise missing("email")
    wanted: Row = {}
    if address:
        wanted["email"] = world.texts.email(address)
    if profile:
        wanted["linkedinUrl"] = world.texts.url(profile)
    if query.get("client_id"):
        wanted["client_id"] = query["client_id"]
    rows = [row for row in world.leads.seen() if sees(world, call.user, row)]
    found = [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]
    if call.choices.found == "leads":
        return 200, {"leads": [shown(world, row) for row in reversed(found)]}
    if not found:
        raise not_found("lead")
    return 200, {"lead": shown(world, found[-1])}


def enriched(call: Call) -> Answer:
    """All leads of the company, in bulk."""
    return _bulk(call, call.world.leads, "enriched")


def source(call: Call) -> Answer:
    """All source leads of the company, in bulk."""
    return _bulk(call, call.world.source_leads, "source")


def _bulk(call: Call, table: Table, name: str) -> Answer:
    company = queries.needed(call.query, "companyId")
    limit = queries.limit(call.choices, call.query, BULK, LONGEST_BULK)
    if company != call.user.company:
        return _of_another(call)
    client_id = call.query.get("clientId", "")
    client_id = "" if client_id in _ALL else client_id
    rows = [row for row in of_company(call.user, table.seen()) if client_id in ("", row["client_id"])]
    listing, mark = f"{name} {company} {client_id}", call.query.get("nextToken")
    page, after = call.world.pages.cut(rows, scattered, limit, mark, listing=listing, most=SHORT_BULK)
    answer: Row = {"leads": [_chosen(call, shown(call.world, row)) for row in page]}
    if call.choices.extras:
        answer["count"] = len(page)
    return 200, call.world.pages.marked(answer, after)


def _of_another(call: Call) -> Answer:
    if call.choices.foreign_company == "empty":
        return 200, {"leads": []}
    if call.choices.foreign_company == "403":
        raise forbidden("Not your company.")
    raise not_found("company")


def _chosen(call: Call, lead: Row) -> Row:
    """A lead with the fields that `fields` names, all where it names none."""
    names = {name.strip() for name in call.query.get("fields", "").split(",")} - {""}
    if names and call.choices.extras:
        names.add("id")
    return {name: value for name, value in lead.items() if name in names} if names else lead


OPERATIONS = (
    Operation("GET", "/leads", list_leads, "any", lists="leads"),
    Operation("GET", "/find-lead", find, lists="leads"),
    Operation("GET", "/enrich-leads/list", enriched, "key"),
    Operation("GET", "/source-leads/list", source, "key"),
)
