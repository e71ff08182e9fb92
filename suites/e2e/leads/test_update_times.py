"""The times of leads and clients: made once, changed with each change, and never taken from a body."""

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.times import moved_on, not_taken, updated_later
from conformance.polling import Patience
from conformance.suites.e2e.leads.test_update import PUTS
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = [pytest.mark.requirement("LG-LEAD-055"), pytest.mark.level("standard")]

LONG_AGO = {"createdAt": "2001-02-03T04:05:06.000Z", "updatedAt": "2001-02-03T04:05:06.000Z"}

GRAIN = 1.2
"""Seconds after which even a clock of whole seconds has moved on."""


@pytest.mark.parametrize("operation", [pytest.param(name, marks=pytest.mark.operation(name)) for name in PUTS])
def test_a_leads_times_move_with_its_changes(
    owner_a: Actor, lead: TemporaryLead, naming: Naming, patience: Patience, judge: Judge, operation: str
) -> None:
    def changed() -> Exchange:
        PUTS[operation](owner_a, lead.id, {"title": f"Title {naming.unique()}"})
        return by_id(owner_a, lead.id)

    read = patience.until(changed, lambda seen: updated_later(lead.row, lead_in(seen) or {}), GRAIN)
    judge("LG-LEAD-055", [lead.made_by, read], moved_on(lead.row, lead_in(read)))
    answer = PUTS[operation](owner_a, lead.id, {"title": f"Title {naming.unique()}", **LONG_AGO})
    again = by_id(owner_a, lead.id)
    judge("LG-LEAD-055", [answer, again], not_taken(LONG_AGO, lead_in(again)))


@pytest.mark.operation("createLeads", "createClient")
@pytest.mark.usefixtures("tidy")
def test_new_leads_and_clients_take_no_time_from_a_body(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    made = owner_a.call("createLeads", json=naming.lead(workspace.client_id, **LONG_AGO))
    verify("LG-LEAD-055", made, expected=one_of(201, 400), actual=made.status)
    judge("LG-LEAD-055", made, not_taken(LONG_AGO, lead_in(made)))
    client = owner_a.call("createClient", json={"clientName": naming.client_name(owner_a), **LONG_AGO})
    verify("LG-LEAD-055", client, expected=one_of(201, 400), actual=client.status)
    row = client.at("client")
    judge("LG-LEAD-055", client, not_taken(LONG_AGO, row if isinstance(row, dict) else None))


@pytest.mark.operation("updateClient")
def test_a_clients_times_move_with_its_changes(
    owner_a: Actor, client_a: TemporaryClient, naming: Naming, patience: Patience, judge: Judge
) -> None:
    def row_in(seen: Exchange) -> dict[str, object] | None:
        return next(iter(seen.rows("clients")), None)

    def changed(**times: str) -> Exchange:
        body = {"id": client_a.id, "description": f"changed {naming.unique()}"} | times
        owner_a.call("updateClient", json=body)
        return owner_a.call("listClients", query={"clientId": client_a.id})

    read = patience.until(
        changed, lambda seen: updated_later(client_a.row, row_in(seen) or {}), max(GRAIN, patience.bound)
    )
    judge("LG-LEAD-055", [client_a.made_by, read], moved_on(client_a.row, row_in(read)))
    for again in patience.twice(lambda: changed(**LONG_AGO)):
        judge("LG-LEAD-055", again, not_taken(LONG_AGO, row_in(again)))
