"""API keys of one's own, and the lists of the platform's own people."""

from typing import Any

from tests.second import bodies, queries
from tests.second.operations import Answer, Call, Operation
from tests.second.pages import SHORT_PAGE, scattered
from tests.second.people import User
from tests.second.refusals import forbidden, missing
from tests.second.tables import Row


def new_key(call: Call) -> Answer:
    """One more API key of the caller's, shown this once."""
    bodies.needed(call.body, "name")
    if bodies.text(call.body, "description") is None:
        raise missing("description")
    return 200, {"apiKey": call.world.people.new_key(call.user)}


def companies(call: Call) -> Answer:
    """All companies there are."""
    names = ("id", "name", "owner") if call.choices.extras else ("id", "name")
    rows = [{name: row[name] for name in names} for row in call.world.people.companies.values()]
    return _page(call, "companies", rows)


def users(call: Call) -> Answer:
    """All users there are."""
    return _page(call, "users", [_shown(call, user) for user in call.world.people.users.values()])


def _page(call: Call, name: str, rows: list[Row]) -> Answer:
    if "platform" not in call.claims.get("grp", []):
        raise forbidden("For the platform's own people.")
    limit, mark = queries.limit(call.choices, call.query), call.query.get("nextToken")
    page, after = call.world.pages.cut(rows, scattered, limit, mark, listing=name, most=SHORT_PAGE)
    answer: dict[str, Any] = {name: page}
    return 200, call.world.pages.marked(answer, after)


def _shown(call: Call, user: User) -> Row:
    shown: Row = {"id": user.id, "email": user.username}
    return shown | ({"company_id": user.company or None, "role": user.role} if call.choices.extras else {})


OPERATIONS = (
    Operation("POST", "/agent-api-keys", new_key, "jwt"),
    Operation("GET", "/admin/companies", companies, "jwt", company=False),
    Operation("GET", "/admin/users", users, "jwt", company=False),
)
