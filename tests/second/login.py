"""Login and refresh, which are open to everybody."""

from tests.second import bodies
from tests.second.operations import Answer
from tests.second.refusals import Refusal
from tests.second.tables import Row
from tests.second.world import World


def login(world: World, body: Row) -> Answer:
    """Tokens for a name and its password."""
    username, password = bodies.text(body, "username") or "", bodies.text(body, "password") or ""
    user = world.people.with_password(username, password)
    if user is None:
        raise Refusal(401, "authentication_error", "Name and password do not go together.")
    return 200, {"tokens": world.tokens.handed_out(user)}


def refresh(world: World, body: Row) -> Answer:
    """New tokens for a refresh token."""
    return 200, {"tokens": world.tokens.refreshed(bodies.text(body, "refreshToken") or "")}
