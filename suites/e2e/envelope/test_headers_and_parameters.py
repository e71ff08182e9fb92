"""What a request carries beside what matters: a content type without a body, a query parameter that nobody knows."""

from collections.abc import Callable

import pytest

from conformance import catalogue
from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import Judgement, client_error, shown
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Make, Verify
from conformance.harness import Harness
from conformance.suites.e2e.envelope.requests import Reads

JSON = (("Content-Type", "application/json"),)

READING = tuple(each for each in catalogue.load()["LG-ENV-018"].operations)

OFTEN_ASKED = ("listClients", "listLeads", "getEnrichLead", "findLead", "bulkEnrichLeads", "getCompany")
"""The operations on which standard tries the unknown parameter; deep tries it on all."""


def alike(plain: Callable[[], Exchange], one: Exchange, other: Exchange) -> tuple[list[Exchange], Judgement]:
    """Whether two answers say the same; where they differ, a third one tells whether others were writing meanwhile."""
    expected = f"status {one.status} and the same body"
    if one.status == other.status and one.json == other.json:
        return [one, other], Judgement(True, expected, "the same")
    third = plain()
    moving = one.status == other.status == third.status and one.json != third.json
    actual = f"status {other.status} and {shown(other.json)}"
    return [one, third, other], Judgement(moving, expected, "moved by others" if moving else actual)


@pytest.mark.requirement("LG-ENV-019")
@pytest.mark.operation("listClients")
def test_a_get_may_say_json_without_a_body(owner_a: Actor, verify: Verify) -> None:
    plain = owner_a.call("listClients", query={"limit": 1})
    typed = owner_a.call("listClients", query={"limit": 1}, headers=JSON)
    verify("LG-ENV-019", [plain, typed], expected=200, actual=typed.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-ENV-019")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in READING])
def test_every_get_may_say_json_without_a_body(
    harness: Harness, workspace: TemporaryClient, shared_lead: TemporaryLead, judge: Judge, operation: str
) -> None:
    reads = Reads(harness, workspace, shared_lead)
    plain, typed = reads.send(operation), reads.send(operation, headers=JSON)
    judge("LG-ENV-019", *alike(lambda: reads.send(operation), plain, typed))


@pytest.mark.requirement("LG-ENV-018")
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            each,
            marks=[pytest.mark.operation(each), pytest.mark.level("standard" if each in OFTEN_ASKED else "deep")],
        )
        for each in READING
    ],
)
def test_an_unknown_query_parameter_changes_nothing(
    harness: Harness, workspace: TemporaryClient, shared_lead: TemporaryLead, judge: Judge, operation: str
) -> None:
    reads = Reads(harness, workspace, shared_lead)
    plain, strange = reads.send(operation), reads.send(operation, {"lgcUnknown": "strange"})
    judge("LG-ENV-018", *alike(lambda: reads.send(operation), plain, strange))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-ENV-019")
@pytest.mark.operation("deleteClient", "deleteLeads")
def test_a_delete_may_say_json_without_a_body(
    owner_a: Actor, make: Make, naming: Naming, workspace: TemporaryClient, verify: Verify
) -> None:
    lead, client = make_lead(owner_a, naming, workspace), make(owner_a)
    no_lead = owner_a.call("deleteLeads", query={"id": lead.id}, headers=JSON)
    verify("LG-ENV-019", no_lead, expected=200, actual=no_lead.status)
    read = owner_a.call("getEnrichLead", path={"id": lead.id})
    verify("LG-ENV-019", [no_lead, read], expected=client_error(), actual=read.status)
    no_client = owner_a.call("deleteClient", query={"id": client.id}, headers=JSON)
    verify("LG-ENV-019", no_client, expected=200, actual=no_client.status)
