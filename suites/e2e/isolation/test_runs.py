"""Runs and processing: another company's run is out of reach, and its leads are not processed."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.exchange import ABSENT, Exchange, Json, Purpose
from conformance.expectations import containing, nonempty_string, one_of, success, without
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import hidden, indistinguishable
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = pytest.mark.level("standard")

NOTHING = one_of(ABSENT, None)

PROCESSING = ("processEnrich", "processCopyright", "processSdr", "submitTask", "triggerEnrichment")


def process(
    actor: Actor, operation: str, id: str, purpose: Purpose = "test", trespass: tuple[str, ...] = ()
) -> Exchange:
    """A processing call for one lead."""
    bodies: dict[str, Json] = {
        "submitTask": {"taskId": "enrich", "payload": {"leadId": id}},
        "triggerEnrichment": {"leadIds": [id]},
    }
    return actor.call(operation, json=bodies.get(operation, {"leadId": id}), purpose=purpose, trespass=trespass)


def started(answer: Exchange) -> list[object]:
    """The runs that an answer tells of."""
    several = answer.at("runIds")
    single = [answer.at(name) for name in ("runId", "jobId")]
    return [*(several if isinstance(several, list) else []), *(each for each in single if isinstance(each, str))]


@pytest.mark.requirement("LG-ISO-021")
@pytest.mark.operation("getTaskStatus", "listRecentRuns")
def test_another_companys_task_is_out_of_reach(
    owner_a: Actor,
    owner_b: Actor,
    lead_b: TemporaryLead,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    begun = process(owner_b, "triggerEnrichment", lead_b.id, purpose="control")
    control(begun, expected=nonempty_string(), actual=begun.at("jobId"))
    run = str(begun.at("jobId"))
    right = owner_b.call("getTaskStatus", query={"runId": run}, purpose="control")
    control(right, expected=run, actual=right.at("runId"))
    foreign = owner_a.call("getTaskStatus", query={"runId": run})
    verify("LG-ISO-021", foreign, expected=NOTHING, actual=foreign.at("status"))
    judge("LG-ISO-021", foreign, hidden([foreign], {lead_b.id, str(lead_b.sent["email"])}))
    mine = patience.until(
        lambda: owner_b.call("listRecentRuns", query={"limit": 100}, purpose="control"), lambda page: run in runs(page)
    )
    control(mine, expected=containing(run), actual=runs(mine))
    for page in patience.twice(partial(owner_a.call, "listRecentRuns", query={"limit": 100})):
        verify("LG-ISO-021", page, expected=without([run]), actual=runs(page))


@pytest.mark.requirement("LG-ISO-021")
@pytest.mark.operation("getLeadGenerationStatus")
def test_another_companys_scrape_is_out_of_reach(
    tenant_a: Tenant, tenant_b: Tenant, control: Control, verify: Verify
) -> None:
    body = {"client_id": tenant_b.client.client_id, "maxLeads": 1}
    begun = tenant_b.actor.call("startLeadScrape", json=body, purpose="control")
    control(begun, expected=nonempty_string(), actual=begun.at("runId"))
    query = {"runId": begun.at("runId")}
    right = tenant_b.actor.call("getLeadGenerationStatus", query=query, purpose="control")
    control(right, expected=nonempty_string(), actual=right.at("status"))
    foreign = tenant_a.actor.call("getLeadGenerationStatus", query=query)
    for name in ("status", "progress", "totalLeadsFound", "totalLeadsSaved", "searchHistoryId"):
        verify("LG-ISO-021", foreign, expected=NOTHING, actual=foreign.at(name))


@pytest.mark.requirement("LG-ISO-022", "LG-ISO-029")
@pytest.mark.operation(*PROCESSING)
def test_another_companys_lead_is_not_processed(
    owner_a: Actor,
    owner_b: Actor,
    lead_b: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    before = by_id(owner_b, lead_b.id)
    foreign = {each: process(owner_a, each, lead_b.id, trespass=(lead_b.id,)) for each in PROCESSING}
    unknown = {each: process(owner_a, each, naming.random_id()) for each in PROCESSING}
    seen = patience.twice(lambda: by_id(owner_b, lead_b.id))
    for operation in PROCESSING:
        right = process(owner_b, operation, lead_b.id, purpose="control")
        control(right, expected=success(), actual=right.status)
        verify("LG-ISO-022", foreign[operation], expected=[], actual=started(foreign[operation]))
    for look in seen:
        kept = unchanged(lead_in(before) or {}, lead_in(look), where="the owner's lead")
        judge("LG-ISO-022", [before, *foreign.values(), look], kept)
    for operation in PROCESSING:
        pair = (foreign[operation], unknown[operation])
        judge("LG-ISO-029", pair, indistinguishable(*pair, statuses=(403, 404)))


def runs(page: Exchange) -> list[object]:
    """The run ids of a list of recent runs."""
    return [row.get("runId") for row in page.rows("runs")]
