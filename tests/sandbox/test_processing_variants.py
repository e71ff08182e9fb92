import pytest

from conformance.sandbox.deviation import Variant
from conformance.sandbox.variants.processing_numbers import ProcessingNumbers
from conformance.sandbox.variants.processing_skips_unknown import ProcessingSkipsUnknown
from conformance.sandbox.variants.processing_unconfigured_400 import ProcessingUnconfigured400
from conformance.sandbox.variants.runs_without_lead import RunsGoWithTheirLead
from tests.sandbox.conftest import Build
from tests.sandbox.processing_calls import KINDS, configure, new_lead, process


def test_an_unknown_name_is_skipped(build: Build) -> None:
    sandbox = build(ProcessingSkipsUnknown())
    configure(sandbox)
    answer = process(sandbox, "enrich", {"leadId": new_lead(sandbox).id, "services": ["dance", "enrichment1"]})
    assert (answer.body["triggered"], answer.body["skipped"]) == (["enrichment1"], ["dance"])


def test_copyright_processes_are_numbers(build: Build) -> None:
    sandbox = build(ProcessingNumbers())
    configure(sandbox)
    answer = process(sandbox, "copyright", {"leadId": new_lead(sandbox).id, "processes": [3, 9]})
    assert (answer.body["triggered"], answer.body["skipped"]) == ([3], [9])


@pytest.mark.parametrize(("deviations", "status_"), [((), 200), ((RunsGoWithTheirLead(),), 404)])
def test_runs_go_with_their_lead(build: Build, deviations: tuple[Variant, ...], status_: int) -> None:
    sandbox = build(*deviations)
    configure(sandbox)
    lead = new_lead(sandbox)
    (run,) = process(sandbox, "enrich", {"leadId": lead.id, "services": ["enrichment1"]}).body["runIds"]
    sandbox.by("owner_a", "DELETE", f"/api/leads?id={lead.id}")
    assert sandbox.by("owner_a", "GET", f"/api/trigger-task-status?runId={run}").status == status_


@pytest.mark.parametrize("kind", KINDS)
def test_without_any_setting_processing_is_refused(build: Build, kind: str) -> None:
    sandbox = build(ProcessingUnconfigured400())
    configure(sandbox)
    path, values = KINDS[kind]
    lead = new_lead(sandbox)
    before = process(sandbox, kind, {"leadId": lead.id}).status
    sandbox.by("owner_a", "PUT", f"/api/settings/{path}", dict.fromkeys(values))
    assert (before, process(sandbox, kind, {"leadId": lead.id}).status) == (200, 400)
