"""The bulk lists as an API key sees them: a page, and a whole walk once it holds what is looked for."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from conformance import contract
from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange, Purpose
from conformance.expectations import nonempty_string
from conformance.fixtures.clients import TemporaryClient
from conformance.polling import Patience
from conformance.walking import Walk, walk, walk_twice, walk_until

Row = dict[str, Any]

BULK = ("bulkEnrichLeads", "bulkSourceLeads")
"""The two bulk lists."""

MOST = 5000
"""Rows a page (skill reference: Bulk Data Extraction)."""


def company_of(client: TemporaryClient) -> str:
    """The company that a client's row names; Unusable where it names none."""
    company = client.row.get("company_id")
    needed(client.made_by, expected=nonempty_string(), actual=company, what="the company's id")
    return str(company)


def bulk_page(actor: Actor, operation: str, query: Mapping[str, object], purpose: Purpose = "test") -> Exchange:
    """One page of a bulk list, by API key."""
    return actor.call(operation, query=query, by="key", purpose=purpose)


def bulk_walk(
    patience: Patience,
    actor: Actor,
    operation: str,
    query: Mapping[str, object],
    holds: Callable[[list[Row]], bool],
    *,
    limit: int | None = MOST,
    settled: bool = False,
) -> Walk:
    """The walk of a bulk list, once its rows hold or the bound is over; without a limit by the default.

    `settled` has it walked again where views may lag, when what was removed there a moment ago is surely gone.
    """
    walked = partial(walk, actor, contract.load()[operation], query, limit=limit)
    if settled:
        return walk_twice(patience, walked, lambda seen: holds(seen.rows))[-1]
    return walk_until(patience, walked, lambda seen: holds(seen.rows))


def ids_of(rows: list[Row]) -> set[object]:
    """The ids of rows."""
    return {row.get("id") for row in rows}
