"""The views of leads: by id, which never lags, and the listings, which may."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from conformance import contract
from conformance.actors import Actor
from conformance.exchange import Exchange, Purpose
from conformance.expectations import satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.polling import Patience
from conformance.walking import Walk, walk, walk_twice, walk_until

Row = dict[str, Any]

MADE_OR_REFUSED = satisfying("201 or a 4xx status", lambda status: status == 201 or 400 <= status <= 499)
"""For what a server may take or refuse, as long as it does either whole."""


def by_id(actor: Actor, id: object, purpose: Purpose = "test") -> Exchange:
    """GET /enrich-leads/{id}."""
    return actor.call("getEnrichLead", path={"id": str(id)}, purpose=purpose)


def lead_in(exchange: Exchange) -> Row | None:
    """The lead in an answer, or None where there is none."""
    row = exchange.at("lead")
    return row if isinstance(row, dict) else None


def listed(actor: Actor, client: TemporaryClient, purpose: Purpose = "test") -> Exchange:
    """One page of a client's leads, as large as the contract has them."""
    return actor.call("listLeads", query={"client_id": client.client_id, "limit": 1000}, purpose=purpose)


def leads_walked(actor: Actor, client: TemporaryClient, limit: int = 1000) -> Walk:
    """All leads of a client."""
    return walk(actor, contract.load()["listLeads"], {"client_id": client.client_id}, limit=limit)


def leads_of(
    patience: Patience, actor: Actor, client: TemporaryClient, holds: Callable[[list[Row]], bool], *, limit: int = 1000
) -> Walk:
    """The walk of a client's leads, once its rows hold or the bound is over."""
    return walk_until(patience, partial(leads_walked, actor, client, limit), lambda seen: holds(seen.rows))


def looks_at(patience: Patience, actor: Actor, client: TemporaryClient, ids: AbstractSet[object]) -> list[Walk]:
    """Walks of a client's leads, as soon as these are there and, where views may lag, again after the bound."""
    return walk_twice(patience, partial(leads_walked, actor, client), lambda seen: ids <= {*seen.ids()})


def by_email(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by their e-mails in small letters, as ours are sent."""
    return {str(row.get("email")).casefold(): row for row in rows}


def emails_folded(rows: Iterable[Row]) -> list[Row]:
    """The rows with their e-mails in small letters, as ours are sent."""
    return [row | {"email": str(row.get("email")).casefold()} for row in rows]


def found(exchange: Exchange) -> list[Row]:
    """The results of GET /find-lead: those under `leads`, or the one under `lead` (tolerated)."""
    one = lead_in(exchange)
    return [one] if one is not None and not exchange.rows("leads") else exchange.rows("leads")
