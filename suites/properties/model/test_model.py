"""Clients and leads behave as the model of the contract says, whatever is done to them in whatever order."""

from collections.abc import Iterable, Iterator

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.stateful import run_state_machine_as_test

from conformance.actors import Actor
from conformance.evidence import CannotTest, Evidence, RequirementBroken, Unusable
from conformance.exchange import Json
from conformance.exchange import Phase as Generating
from conformance.expectations import Judgement, success
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.modelling.plan import sensible
from conformance.modelling.shrinking import Steps
from conformance.modelling.steps import as_json, of_json
from conformance.polling import Patience
from conformance.suites.properties.model.exploring import Explorer, Finding
from conformance.suites.properties.model.machine import Machine
from conformance.suites.properties.model.tour import OF_ANOTHER_TENANT, SPOKEN_OF
from conformance.suites.properties.model.world import World

REQUESTS = {"smoke": 0, "standard": 180, "deep": 1800}
"""What the test may send by level, logins included; polls, shrinking and the clean-up of the run apart."""

SEQUENCES = {"smoke": 0, "standard": 20, "deep": 150}
"""More than the requests allow."""

STEPS = 6
"""Drawn steps of a sequence at most, its opening and closing apart."""


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

    def start(phase: Generating) -> World:
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
            harness.kept.keep({"steps": as_json(finding.steps), "minimal": finding.minimal})
    judge_all(explorer, evidence)


def examples(kept: Iterable[Json]) -> Iterator[tuple[Steps, bool]]:
    """The sequences of kept examples, each with whether it is minimal; those of an older model are passed over."""
    for each in kept:
        try:
            yield sensible(of_json(each["steps"])), bool(each["minimal"])
        except (KeyError, TypeError, ValueError):
            continue


def explore(explorer: Explorer, seed: int, sequences: int) -> None:
    """Let the machine draw sequences, the same ones for the same seed."""
    machine = type("SeededMachine", (Machine,), {"explorer": explorer})
    run_state_machine_as_test(
        hypothesis.seed(seed)(machine),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        ),
    )


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


def told(finding: Finding) -> Judgement:
    """A divergence in words, with the calls that show it, one a line."""
    law = finding.diverged.judgement
    least = "the least that show it" if finding.minimal else "not minimal"
    calls = "".join(f"\n  {number}. {step}" for number, step in enumerate(finding.steps, 1))
    return Judgement(False, law.expected, f"{_cut(law.actual)}; calls ({least}):{calls}")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 120
"""Characters of what was seen, so that the calls have room beside it."""


def _other(harness: Harness) -> Actor | None:
    try:
        return harness.actor("owner_b")
    except CannotTest:
        return None
