"""One person, three credentials: cookie, bearer token and API key get the same answers and do the same."""

import pytest

from conformance.actors import Actor
from conformance.credentials import PRIORITY
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.rows import stored, unchanged
from conformance.polling import Patience

pytestmark = [pytest.mark.level("standard"), pytest.mark.usefixtures("tidy")]

OWN = ("id", "email", "createdAt", "updatedAt", "lastName")
"""What differs between two leads that are made alike."""


@pytest.mark.requirement("LG-ENV-023")
@pytest.mark.operation("listLeads", "createLeads", "updateLeads", "deleteLeads")
def test_leads_are_read_made_changed_and_deleted_alike_by_each_kind(
    keyed_owner_a: Actor,
    client_a: TemporaryClient,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    actor, sent = keyed_owner_a, naming.lead(client_a.client_id)
    made = {kind: actor.call("createLeads", json=sent | {"email": naming.email()}, by=kind) for kind in PRIORITY}
    first = made["cookie"]
    needed(first, expected=nonempty_string(), actual=first.at("lead.id"), what="a lead")
    for each in made.values():
        verify("LG-ENV-023", [first, each], expected=first.status, actual=each.status)
        judge("LG-ENV-023", [first, each], unchanged(first.at("lead"), row_of(each), but=OWN, where="the lead"))
    query = {"client_id": client_a.client_id}
    patience.until(lambda: actor.call("listLeads", query=query), lambda page: len(page.rows("leads")) == len(made))
    listed = {kind: actor.call("listLeads", query=query, by=kind) for kind in PRIORITY}
    for each in listed.values():
        verify("LG-ENV-023", [listed["cookie"], each], expected=listed["cookie"].status, actual=each.status)
        rows = listed["cookie"].rows("leads")
        verify("LG-ENV-023", [listed["cookie"], each], expected=rows, actual=each.rows("leads"))
    for kind in PRIORITY:
        id = first.at("lead.id")
        changed = actor.call("updateLeads", json={"id": id, "title": f"by {kind}"}, by=kind)
        verify("LG-ENV-023", changed, expected=200, actual=changed.status)
        read = actor.call("getEnrichLead", path={"id": id})
        judge("LG-ENV-023", [changed, read], stored({"title": f"by {kind}"}, row_of(read), where="the lead"))
    for kind, each in made.items():
        gone = actor.call("deleteLeads", query={"id": str(each.at("lead.id"))}, by=kind)
        verify("LG-ENV-023", gone, expected=200, actual=gone.status)


def row_of(answer: Exchange) -> dict[str, object] | None:
    """The lead of an answer, or None where it shows none."""
    lead = answer.at("lead")
    return lead if isinstance(lead, dict) else None
