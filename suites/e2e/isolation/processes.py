"""Processing over the wall: how each operation names a lead, and what came of it for a stranger and for its owner."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange, Json, Purpose
from conformance.expectations import nonempty_string, success
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import borrowed
from conformance.harness import Harness
from conformance.laws.tasks import ended, sightings
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import together
from conformance.suites.e2e.isolation.wall import Sides, Wall, run_id
from conformance.suites.e2e.leads.views import by_id
from conformance.suites.e2e.processing.processes import PROCESSES

BODIES: dict[str, Callable[[str], Json]] = {
    "processEnrich": lambda id: {"leadId": id},
    "processCopyright": lambda id: {"leadId": id},
    "processSdr": lambda id: {"leadId": id},
    "submitTask": lambda id: {"taskId": "enrich", "payload": {"leadId": id}},
    "triggerEnrichment": lambda id: {"leadIds": [id]},
}
"""How each operation names the lead to process."""


@dataclass(frozen=True)
class Attempts:
    """A stranger's calls for a lead and for a random id, the owner's looks at the lead after them, and its own calls.

    `job` is the end of what a batch did that named the lead behind one of the stranger's own, where it did anything.
    """

    lead: TemporaryLead
    foreign: Mapping[str, Exchange]
    unknown: Mapping[str, Exchange]
    job: tuple[Exchange, ...]
    seen: Sequence[Exchange]
    right: Mapping[str, Exchange]

    @property
    def lack_settings(self) -> bool:
        """Whether calls may have been refused for want of anything configured, in the one company or the other."""
        told = [each.status for each in self.right.values()]
        return any(status in (400, 404) for status in told) or any(each.status == 400 for each in self.unknown.values())


def attempted(wall: Wall, sides: Sides, naming: Naming, patience: Patience) -> Attempts:
    """What each operation does for the looker at a new lead of the victim's, and for the victim."""
    looker, victim = sides.looker.actor, sides.victim.actor
    lead = make_lead(victim, naming, sides.victim.client, companyName=wall.word())
    # Behind a lead of one's own; alone only where a target does what it may and leaves the other.
    mixed = looker.call("triggerEnrichment", json={"leadIds": [sides.looker.lead.id, lead.id]}, trespass=[lead.id])
    alone = [each for each in BODIES if each != "triggerEnrichment" or mixed.succeeded]
    foreign = {"triggerEnrichment": mixed} | {
        each: process(looker, each, lead.id, trespass=(lead.id,)) for each in alone
    }
    unknown = {each: process(looker, each, naming.random_id()) for each in alone}
    if not mixed.succeeded:  # the same but for the one id, which alone may tell the answers apart
        ids = [sides.looker.lead.id, naming.random_id()]
        unknown["triggerEnrichment"] = looker.call("triggerEnrichment", json={"leadIds": ids})
    job = (_done(wall, looker, mixed, patience),) if mixed.succeeded else ()
    seen = [look for (look,) in together(patience, [partial(by_id, victim, lead.id)])]
    right = {each: process(victim, each, lead.id, purpose="control") for each in BODIES}
    return Attempts(lead, foreign, unknown, job, seen, right)


def process(
    actor: Actor, operation: str, id: str, purpose: Purpose = "test", trespass: tuple[str, ...] = ()
) -> Exchange:
    """A processing call for one lead."""
    return actor.call(operation, json=BODIES[operation](id), purpose=purpose, trespass=trespass)


def started(answer: Exchange) -> list[object]:
    """The runs that an answer tells of."""
    several = answer.at("runIds")
    single = [answer.at(name) for name in ("runId", "jobId")]
    return [*(several if isinstance(several, list) else []), *(each for each in single if isinstance(each, str))]


@contextmanager
def configured(harness: Harness, naming: Naming, sides: Sides) -> Iterator[None]:
    """A while in which both companies have something configured for each kind of processing.

    CannotTest or NotAllowed where that may not be, Unusable where the target does not do it.
    """
    with ExitStack() as stack:
        for actor in sorted((sides.looker.actor, sides.victim.actor), key=lambda each: str(each.name)):
            place = stack.enter_context(borrowed(harness, actor))
            for each in PROCESSES:
                place.look(each.settings)
                setting = each.targets[-1].setting
                value = each.settings.values(naming, actor.company or "a")[setting]
                changed = place.put(each.settings, {setting: value}, purpose="setup")
                needed(changed, expected=success(), actual=changed.status, what=f"settings by {each.settings.update}")
        yield


def _done(wall: Wall, looker: Actor, mixed: Exchange, patience: Patience) -> Exchange:
    """The end of a job, as its starter sees it."""
    run = run_id(mixed)
    needed(mixed, expected=nonempty_string(), actual=run, what="the id of a job")
    look = partial(looker.call, "getTaskStatus", query={"runId": run})
    return patience.until(look, partial(_is_over, run), wall.harness.profile.bounds.task)


def _is_over(run: str, look: Exchange) -> bool:
    """Whether a run is seen at its end, or not at all."""
    return not look.succeeded or run in ended(sightings([look], {run}))
