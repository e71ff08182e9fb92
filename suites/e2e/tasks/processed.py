"""A run in a company that others use too: of what it has configured, or of what is configured for this and cleared."""

from conformance.actors import Actor
from conformance.custody import NotAllowed
from conformance.evidence import CannotTest, needed
from conformance.exchange import Exchange
from conformance.expectations import satisfying
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import borrowed
from conformance.harness import Harness
from conformance.suites.e2e.processing.processes import PROCESSES
from conformance.suites.e2e.tasks.firm import run_ids


def processed(harness: Harness, actor: Actor, lead: TemporaryLead) -> Exchange:
    """A processing call that has started a run.

    CannotTest where the actor's company configures nothing and nothing may be configured there, Unusable where it does
    not take that.
    """
    for process in PROCESSES:
        answer = process.start(actor, lead.id, purpose="setup")
        if run_ids(answer):
            return answer
    try:
        return _configured(harness, actor, lead)
    except NotAllowed as error:
        raise _nothing_runs(actor, error.message, error.remedy, error.effect) from error
    except CannotTest as error:
        raise _nothing_runs(actor, error.reason, error.remedy, error.wanted) from error


def _nothing_runs(actor: Actor, reason: str, remedy: str, wanted: str) -> CannotTest:
    return CannotTest(
        f"processing starts no run in the company of {actor.name}, where nothing is configured: {reason}",
        f"Configure a service at /settings/url, or an agent at /settings/agent or /settings/sdr-ai. {remedy}",
        wanted=wanted,
    )


def _configured(harness: Harness, actor: Actor, lead: TemporaryLead) -> Exchange:
    process = PROCESSES[-1]
    with borrowed(harness, actor) as place:
        target = process.configure(place, Naming(harness))
        answer = process.start(actor, lead.id, target, purpose="setup")
    needed(answer, expected=satisfying("a run", bool), actual=run_ids(answer), what="a run of what was configured")
    return answer
