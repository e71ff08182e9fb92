"""The caller's company: read, rename, found one."""

from tests.second import bodies
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import Refusal, forbidden, not_found, wrong_value
from tests.second.showing import dated
from tests.second.tables import Row


def read(call: Call) -> Answer:
    """The company that the caller is in."""
    if not call.user.company:
        raise not_found("company")
    return 200, {"company": _shown(call)}


def update(call: Call) -> Answer:
    """Give the company another name; for Owners and Admins."""
    if not call.user.leads_company:
        raise forbidden("For Owners and Admins.")
    company = call.world.people.companies[call.user.company]
    if "name" in call.body:
        if call.body["name"] is None:
            raise wrong_value("name")
        name = call.world.texts.plain(bodies.needed(call.body, "name"))
        if name != company["name"]:
            company.update(name=name, updatedAt=max(call.world.clock.now(), company["updatedAt"] + 1e-6))
    return 200, {"company": _shown(call)}


def create(call: Call) -> Answer:
    """Found a company, and become its Owner; for those who are in none."""
    name = call.world.texts.plain(bodies.needed(call.body, "name"))
    if call.user.company:
        raise Refusal(409, "conflict", "You have one.")
    call.user.company = call.world.people.new_company(name, call.user.id)["id"]
    call.user.role = "Owner"
    return call.choices.created, {"company": _shown(call)}


def _shown(call: Call) -> Row:
    company = call.world.people.companies[call.user.company]
    shown = {name: company[name] for name in ("id", "name", "owner")}
    if call.choices.extras:
        shown |= {"plan": "team", "role": call.user.role}
    return dated(call.world, company, shown)


OPERATIONS = (
    Operation("GET", "/company", read, "jwt", company=False),
    Operation("PUT", "/company", update, "jwt"),
    Operation("POST", "/company", create, "jwt", company=False),
)
