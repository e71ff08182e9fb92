"""Clients and leads behave as the model of the contract says, whatever is done to them in whatever order."""

import pytest

from conformance.actors import Actor
from conformance.evidence import CannotTest, Evidence, RequirementBroken, Unusable
from conformance.exchange import Phase
from conformance.expectations import success
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.properties.model.exploring import REQUESTS, Explorer
from conformance.suites.properties.model.findings import calls, example, examples, told
from conformance.suites.properties.model.machine import SEQUENCES, explore
from conformance.suites.properties.model.tour import OF_ANOTHER_TENANT, SPOKEN_OF
from conformance.suites.properties.model.world import World


@pytest.mark.generated
@pytest.mark.level("standard")
@pytest.mark.requirement(*SPOKEN_OF)
@pytest.mark.operation(
    *("listClients", "createClient", "updateClient", "deleteClient", "listLeads", "createLeads", "updateLeads"),
    *("deleteLeads", "getEnrichLead", "updateEnrichLead", "findLead"),
)
def test_clients_and_leads_behave_as_their_model(
    harness: Harness, owner_a: Actor, naming: Naming, patience: Patience, evidence: Evidence
) -> None:
    level, sent = harness.context.level, lambda: harness.stage.requests

    def start(phase: Phase) -> World:
        return World(owner_a, _other(harness), naming, patience, sent, phase)

    waived = {each.requirement for each in harness.context.waivers}
    beyond = OF_ANOTHER_TENANT if _other(harness) is None else ()
    explorer = Explorer(start, sent, REQUESTS[level], waived, beyond)
    for steps, least in examples(harness.kept.examples()):
        explorer.again(steps, minimal=least)
    if harness.stage.attempt == 1:
        if not explorer.findings:
            explore(explorer, harness.context.seed, SEQUENCES[level])
            explorer.tour()
        explorer.shrink()
        for finding in explorer.findings.values():
            harness.kept.keep(example(finding))
    for requirement, finding in explorer.findings.items():
        shown = finding.diverged.exchanges
        harness.recorder.cause(
            requirement,
            str(shown[-1].operation),
            calls(finding),
            shown[-1],
            [each.id for each in shown],
            minimal=finding.minimal,
        )
    judge_all(explorer, evidence)


def judge_all(explorer: Explorer, evidence: Evidence) -> None:
    """Write down what held, then what did not; what kept the exploration from its end is raised where nothing broke."""
    for worked in explorer.worked.values():
        evidence.control(worked, expected=success(), actual=worked.status)
    for requirement, held in explorer.held.items():
        if requirement not in explorer.findings:
            evidence.judge(requirement, held.exchanges, held.judgement)
    broken: list[RequirementBroken] = []
    for requirement, finding in explorer.findings.items():
        try:
            evidence.judge(requirement, finding.diverged.exchanges, told(finding))
        except RequirementBroken as breach:
            broken.append(breach)
    if broken:
        raise broken[0]
    if explorer.trouble is not None:
        raise explorer.trouble
    if explorer.abandoned and not explorer.held:
        raise Unusable("no sequence of calls was answered")


def _other(harness: Harness) -> Actor | None:
    try:
        return harness.actor("owner_b")
    except CannotTest:
        return None
