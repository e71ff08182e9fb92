"""Technographic enrichment: a job for leads, which can be asked for like any run."""

import pytest

from conformance.actors import Actor
from conformance.exchange import Json
from conformance.expectations import nonempty_string, success
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.types import Control, Verify

pytestmark = [pytest.mark.level("standard"), pytest.mark.operation("triggerEnrichment")]


@pytest.mark.requirement("LG-INT-028", "LG-INT-029", "LG-INT-030")
@pytest.mark.operation("getTaskStatus")
def test_an_enrichment_of_leads_is_a_job_and_of_nothing_is_none(
    owner_a: Actor, lead: TemporaryLead, control: Control, verify: Verify
) -> None:
    begun = owner_a.call("triggerEnrichment", json={"leadIds": [lead.id]})
    verify("LG-INT-028", begun, expected=200, actual=begun.status)
    control(begun, expected=success(), actual=begun.status)
    nobody: tuple[Json, ...] = ({"enrichmentType": "technographic"}, {"leadIds": []})
    for body in nobody:
        refused = owner_a.call("triggerEnrichment", json=body)
        verify("LG-INT-030", refused, expected=400, actual=refused.status)
    verify("LG-INT-029", begun, expected=nonempty_string(), actual=begun.at("jobId"))
    status = owner_a.call("getTaskStatus", query={"runId": begun.at("jobId")})
    verify("LG-INT-029", [begun, status], expected=200, actual=status.status)
