import pytest

from conformance.sandbox.defects.processing import (
    ProcessingIgnoresOverwrite,
    ProcessingIgnoresSelector,
    ProcessingIgnoresSettings,
    ProcessingLosesSkipped,
    RunChangesStatus,
    RunWithoutEffect,
)
from conformance.sandbox.defects.routes_walls import ForeignRecordPutToWork
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import everywhere
from tests.sandbox.driver import Sandbox
from tests.sandbox.processing_calls import configure, new_lead, of, process, wait

Defects = tuple[Defect, ...]


def ready(build: Build, deviations: Defects) -> Sandbox:
    sandbox = build(*deviations)
    configure(sandbox)
    return sandbox


@pytest.mark.parametrize(("deviations", "triggered"), [((), []), ((ProcessingIgnoresSettings(),), ["enrichment9"])])
def test_what_is_not_configured_runs_only_with_the_defect(
    build: Build, deviations: Defects, triggered: list[str]
) -> None:
    sandbox = ready(build, deviations)
    answer = process(sandbox, "enrich", {"leadId": new_lead(sandbox).id, "services": ["enrichment9"]}).body
    assert answer["triggered"] == triggered


@pytest.mark.parametrize(
    ("deviations", "triggered"), [((), ["message1"]), (everywhere(ProcessingIgnoresOverwrite), [])]
)
def test_overwrite_is_ignored_only_with_the_defect(build: Build, deviations: Defects, triggered: list[str]) -> None:
    sandbox = ready(build, deviations)
    lead = new_lead(sandbox, message1="there")
    answer = process(sandbox, "sdr", {"leadId": lead.id, "fields": ["message1"], "overwrite": True}).body
    assert answer["triggered"] == triggered


@pytest.mark.parametrize(("deviations", "named"), [((), 3), (everywhere(ProcessingLosesSkipped), 2)])
def test_a_name_is_lost_only_with_the_defect(build: Build, deviations: Defects, named: int) -> None:
    sandbox = ready(build, deviations)
    answer = process(sandbox, "copyright", {"leadId": new_lead(sandbox).id, "processes": [1, 8, 9]}).body
    assert len(answer["triggered"] + answer["skipped"]) == named


@pytest.mark.parametrize(("deviations", "triggered"), [((), 1), (everywhere(ProcessingIgnoresSelector), 2)])
def test_the_selector_is_ignored_only_with_the_defect(build: Build, deviations: Defects, triggered: int) -> None:
    sandbox = ready(build, deviations)
    answer = process(sandbox, "sdr", {"leadId": new_lead(sandbox).id, "fields": ["message1"]}).body
    assert len(answer["triggered"]) == triggered


@pytest.mark.parametrize(
    ("deviations", "expected"), [((), (404, False)), ((ForeignRecordPutToWork("processEnrich"),), (200, True))]
)
def test_a_foreign_lead_is_processed_only_with_the_defect(
    build: Build, deviations: Defects, expected: tuple[int, bool]
) -> None:
    sandbox = ready(build, deviations)
    lead = new_lead(sandbox, by="owner_b")
    status = process(sandbox, "enrich", {"leadId": lead.id}).status
    wait(sandbox)
    assert (status, bool(of(sandbox, lead, "enrichment1"))) == expected


@pytest.mark.parametrize(("deviations", "filled"), [((), True), (everywhere(RunWithoutEffect), False)])
def test_a_run_has_no_effect_only_with_the_defect(build: Build, deviations: Defects, filled: bool) -> None:
    sandbox = ready(build, deviations)
    lead = new_lead(sandbox)
    process(sandbox, "sdr", {"leadId": lead.id})
    wait(sandbox)
    assert bool(of(sandbox, lead, "message1")) == filled


@pytest.mark.parametrize(("deviations", "status"), [((), None), (everywhere(RunChangesStatus), "processed")])
def test_a_run_writes_more_only_with_the_defect(build: Build, deviations: Defects, status: str | None) -> None:
    sandbox = ready(build, deviations)
    lead = new_lead(sandbox)
    process(sandbox, "sdr", {"leadId": lead.id})
    wait(sandbox)
    assert of(sandbox, lead, "status") == status
