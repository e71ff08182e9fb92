from typing import Any

from conformance.sandbox.defects import processing_answers
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.processing_calls import ALL, KINDS, ONE, SELECTOR, configure, new_lead, process


def over_kinds(look: Any) -> Any:
    """What a look gives for each kind of processing, two results of each configured."""

    def looked(sandbox: Sandbox) -> list[Any]:
        configure(sandbox)
        return [look(sandbox, kind) for kind in KINDS]

    return looked


def asked(sandbox: Sandbox, kind: str, *selected: Any, lead: str = "", **more: Any) -> dict[str, Any]:
    chosen = {SELECTOR[kind]: list(selected)} if selected else {}
    answer = process(sandbox, kind, {"leadId": lead or new_lead(sandbox).id, **chosen, **more})
    body: dict[str, Any] = {**answer.body, "status": answer.status}
    return body


def batch_tag(sandbox: Sandbox, kind: str) -> bool:
    return "batchTag" in asked(sandbox, kind, ONE[kind])


def after_a_change(sandbox: Sandbox, kind: str) -> list[str]:
    asked(sandbox, kind)
    path, values = KINDS[kind]
    sandbox.by("owner_a", "PUT", f"/api/settings/{path}", dict.fromkeys(list(values)[:1]))
    triggered: list[str] = asked(sandbox, kind)["triggered"]
    return triggered


def without_a_lead(sandbox: Sandbox, kind: str) -> int:
    return process(sandbox, kind, {SELECTOR[kind]: [ONE[kind]]}).status


def of_an_unknown_name(sandbox: Sandbox, kind: str) -> int:
    status: int = asked(sandbox, kind, 11 if kind == "copyright" else "message11")["status"]
    return status


def unconfigured(sandbox: Sandbox, kind: str) -> int:
    path, values = KINDS[kind]
    sandbox.by("owner_a", "PUT", f"/api/settings/{path}", dict.fromkeys(values))
    return len(asked(sandbox, kind, ONE[kind])["triggered"])


@probes(
    Probe(processing_answers.ProcessingWithoutBatchTag, over_kinds(batch_tag), [True] * 3, [False] * 3),
    Probe(
        processing_answers.ProcessingOnOldSettings,
        over_kinds(lambda sandbox, kind: len(after_a_change(sandbox, kind))),
        [1] * 3,
        [2] * 3,
    ),
    Probe(
        processing_answers.ProcessingDefaultsToFirst,
        over_kinds(lambda sandbox, kind: asked(sandbox, kind)["triggered"] == ALL[kind]),
        [True] * 3,
        [False] * 3,
    ),
    Probe(processing_answers.ProcessingWithoutLead, over_kinds(without_a_lead), [400] * 3, [200] * 3),
    Probe(
        processing_answers.ProcessingUnknownLeadInvalid,
        over_kinds(lambda sandbox, kind: asked(sandbox, kind, ONE[kind], lead="nobody")["status"]),
        [404] * 3,
        [400] * 3,
    ),
    Probe(
        processing_answers.ProcessingOneRunId,
        over_kinds(lambda sandbox, kind: len(asked(sandbox, kind)["runIds"])),
        [2] * 3,
        [1] * 3,
    ),
    Probe(processing_answers.ProcessingUnknownIsFirst, over_kinds(of_an_unknown_name), [400] * 3, [200] * 3),
    Probe(processing_answers.ProcessingUnconfiguredHasDefaults, over_kinds(unconfigured), [0] * 3, [1] * 3),
)
def test_processing_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
