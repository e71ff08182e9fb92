from typing import Any

from conformance.sandbox.defects import enrichment_jobs
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.task_calls import lead_of, status


def trigger(sandbox: Sandbox, **body: Any) -> Answer:
    return sandbox.by("owner_a", "POST", "/api/enrichment/trigger", {"leadIds": [lead_of(sandbox).id], **body})


def job_found(sandbox: Sandbox) -> Any:
    return status(sandbox, trigger(sandbox).body["jobId"])["success"]


@probes(
    Probe(enrichment_jobs.EnrichmentNeedsType, lambda sandbox: trigger(sandbox).status, 200, 400),
    Probe(enrichment_jobs.JobIsNoRun, job_found, True, False),
    Probe(enrichment_jobs.EnrichmentOfNobody, lambda sandbox: trigger(sandbox, leadIds=[]).status, 400, 200),
)
def test_what_goes_wrong_with_jobs_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
