"""Every service, process and SDR field there is: all of them configured, all of them run, each leaves its result."""

from functools import partial

import pytest

from conformance.evidence import Unusable, needed
from conformance.fixtures.clients import make_client
from conformance.fixtures.homes import Settled
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import Place
from conformance.fixtures.types import Judge
from conformance.harness import Harness
from conformance.laws.processing import answer_of, exactly, results_there
from conformance.laws.tasks import is_completed
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import by_id, lead_in
from conformance.suites.e2e.processing.processes import Process, Target, over_processes

pytestmark = [
    pytest.mark.level("deep"),
    pytest.mark.operation("getEnrichLead"),
    pytest.mark.xdist_group("processing"),
]


@pytest.mark.requirement("LG-PROC-005", "LG-PROC-013")
@over_processes()
def test_everything_that_is_configured_runs_and_leaves_its_result(
    harness: Harness, settled: Settled, naming: Naming, patience: Patience, judge: Judge, process: Process
) -> None:
    with settled(process.settings) as place:
        values = process.settings.values(naming)
        changes = {name: values[name] for name in process.all_unset()}
        configured = place.put(process.settings, changes)
        needed(configured, expected=200, actual=configured.status, what="a change of settings")
        lead, due = bare_lead(place, naming, process)
        answer = process.start(place.actor, lead.id)
        judge("LG-PROC-005", [configured, answer], exactly([each.asked for each in due], answer_of(answer)))
        fields = [each.field for each in due]
        read = patience.until(
            partial(by_id, place.actor, lead.id),
            lambda page: results_there(fields, lead_in(page)).holds,
            harness.profile.bounds.task,
        )
        there = results_there(fields, lead_in(read))
        for run in answer_of(answer).runs if not there.holds else ():
            status = place.actor.call("getTaskStatus", query={"runId": run})
            if not is_completed(status.at("status")):
                raise Unusable(f"the run {run} has not completed, so not every result is due")
        judge("LG-PROC-013", [answer, read], there)


def bare_lead(place: Place, naming: Naming, process: Process) -> tuple[TemporaryLead, tuple[Target, ...]]:
    """A lead, and the targets that have no result on it: all, but for one whose field the target insists on."""
    client = make_client(place.actor, naming)
    if all(each.field != "email" for each in process.targets):
        return make_lead(place.actor, naming, client), process.targets
    try:
        return make_lead(place.actor, naming, client, email=None), process.targets
    except Unusable:
        rest = tuple(each for each in process.targets if each.field != "email")
        return make_lead(place.actor, naming, client), rest
