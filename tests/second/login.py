"""Login and refresh, which are open to everybody."""

from tests.second import bodies
from tests.second.operations import Answer
from tests.second.refusals import Refusal, missing
from tests.second.tables import Row
from tests.second.world import World


def login(world: World, body: Row) -> Answer:
    """Tokens for a name and its password."""
    username, password = _given(world, body, "username"), _given(world, body, "password")
    user = world.people.with_password(username, password)
    if user is None:
        raise Refusal(401, "authentication_error", "Name and password do not go together.")
    return 200, {"tokens": world.tokens.handed_out(user)}


def refresh(world: World, body: Row) -> Answer:
    """New tokens for a refresh token."""
    return 200, {"tokens": world.tokens.refreshed(_given(world, body, "refreshToken"))}


def _given(world: World, body: Row, name: str) -> str:
    """A field that has to be there; an empty text where it is not, and that is no more than a wrong one."""
    value = bodies.text(body, name)
    if not value and world.choices.login_without_fields == 400:
        raise missing(name)
    return value or ""
