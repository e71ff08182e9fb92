"""Whose records somebody sees and may change."""

from collections.abc import Iterable

from tests.second.people import User
from tests.second.refusals import Refusal, forbidden, not_found
from tests.second.tables import Row, Table
from tests.second.world import World


def unknown(world: World, what: str) -> Refusal:
    """There is no such record, or none that the caller sees: both alike."""
    if world.choices.unknown_id == 403:
        return forbidden("Not for you.")
    return not_found(what)


def sees(world: World, user: User, row: Row) -> bool:
    """Whether a client or lead is one that this user reads."""
    if not user.company or row["company_id"] != user.company:
        return False
    return user.leads_company or world.choices.member_view == "company" or row["owner"] == user.id


def own(user: User, rows: Iterable[Row]) -> list[Row]:
    """Of some rows those that this user has made in the company of now."""
    return [row for row in rows if row["owner"] == user.id and row["company_id"] == user.company]


def of_company(user: User, rows: Iterable[Row]) -> list[Row]:
    """Of some rows those of the user's company."""
    return [row for row in rows if row["company_id"] == user.company]


def one(world: World, user: User, table: Table, identifier: str, what: str) -> Row:
    """The client or lead of this id.

    Raises:
        Refusal: There is none that the user sees.
    """
    row = table.rows.get(identifier)
    if row is None or not sees(world, user, row):
        raise unknown(world, what)
    return row


def may_change(user: User, row: Row) -> None:
    """See that a record is the user's own, or that the user leads the company."""
    if not user.leads_company and row["owner"] != user.id:
        raise Refusal(403, "owner_mismatch", "That is a colleague's.")


def client_of(world: World, user: User, client_id: str, *, as_listed: bool = False) -> Row | None:
    """The client of this `client_id`, if the user sees it; `as_listed` asks the view that may lag."""
    rows = world.clients.seen() if as_listed else world.clients.rows.values()
    return next((row for row in rows if row["client_id"] == client_id and sees(world, user, row)), None)


def named_client(world: World, user: User, client_id: str | None) -> None:
    """See that a client which a record names is one that the user sees, where that is checked at all."""
    if client_id and world.choices.checks_client and not client_of(world, user, client_id):
        raise unknown(world, "client")
