"""What a write may carry beside what matters: fields that nobody knows, nulls, and a content type without a body."""

import pytest

from conformance.actors import Actor
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import client_error, one_of
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Verify
from conformance.polling import Patience
from conformance.suites.e2e.envelope.tour import JSON

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.operation("createClient", "updateClient", "createLeads", "updateLeads", "updateEnrichLead"),
    pytest.mark.operation("deleteLeads", "deleteClient"),
]

REFUSED_OR_DROPPED = one_of(200, 201, 400)

UNKNOWN = {"lgcUnknownField": "strange"}


@pytest.mark.requirement("LG-ENV-017", "LG-ENV-019", "LG-ENV-020")
def test_what_is_unknown_or_null_in_a_body_is_dropped_and_a_delete_may_say_json(
    owner_a: Actor, naming: Naming, patience: Patience, verify: Verify
) -> None:
    call = owner_a.call
    nulls = {"clientName": naming.client_name(owner_a), "companyURL": None, "description": None}
    made = call("createClient", json={**nulls, **UNKNOWN})
    verify("LG-ENV-017", made, expected=REFUSED_OR_DROPPED, actual=made.status)
    if not made.succeeded:
        made = call("createClient", json=nulls)
    verify("LG-ENV-020", made, expected=one_of(200, 201), actual=made.status)
    for field in ("companyURL", "description"):
        verify("LG-ENV-020", made, expected=None, actual=unset(made.at(f"client.{field}")))
    client, client_id = str(made.at("client.id")), str(made.at("client.client_id"))
    lead = call("createLeads", json=naming.lead(client_id, **UNKNOWN))
    verify("LG-ENV-017", lead, expected=REFUSED_OR_DROPPED, actual=lead.status)
    if not lead.succeeded:
        lead = call("createLeads", json=naming.lead(client_id))
    id = str(lead.at("lead.id"))
    title, city, name = naming.unique(), naming.unique(), naming.client_name(owner_a)
    answers = [
        call("updateClient", json={"id": client, "description": name, **UNKNOWN}),
        call("updateLeads", json={"id": id, "title": title, **UNKNOWN}),
        call("updateEnrichLead", path={"id": id}, json={"city": city, **UNKNOWN}),
    ]
    for answer in (made, lead, *answers):
        verify("LG-ENV-017", answer, expected=REFUSED_OR_DROPPED, actual=answer.status)
        verify("LG-ENV-017", answer, expected=[], actual=echoes(answer))
    due = name if answers[0].succeeded else None
    of_client = patience.until(
        lambda: call("listClients", query={"clientId": client}),
        lambda seen: unset(seen.at("clients.0.description")) == due,
    )
    read = call("getEnrichLead", path={"id": id})
    for seen in (of_client, read):
        verify("LG-ENV-017", seen, expected=200, actual=seen.status)
        verify("LG-ENV-017", seen, expected=[], actual=echoes(seen))
    verify("LG-ENV-017", of_client, expected=due, actual=unset(of_client.at("clients.0.description")))
    for field, value, answer in (("title", title, answers[1]), ("city", city, answers[2])):
        if answer.succeeded:
            verify("LG-ENV-017", [answer, read], expected=value, actual=read.at(f"lead.{field}"))
    no_lead = call("deleteLeads", query={"id": id}, headers=JSON)
    verify("LG-ENV-019", no_lead, expected=200, actual=no_lead.status)
    gone = call("getEnrichLead", path={"id": id})
    verify("LG-ENV-019", [no_lead, gone], expected=client_error(), actual=gone.status)
    no_client = call("deleteClient", query={"id": client}, headers=JSON)
    verify("LG-ENV-019", no_client, expected=200, actual=no_client.status)


def echoes(answer: Exchange) -> list[str]:
    """The records of an answer that show the field that no record has."""
    records = [*answer.rows("clients"), answer.at("client"), answer.at("lead")]
    return [str(each) for each in records if isinstance(each, dict) and "lgcUnknownField" in each]


def unset(value: Json) -> Json:
    """The value, or None for what is absent, null or empty."""
    return None if value is ABSENT or value == "" else value
