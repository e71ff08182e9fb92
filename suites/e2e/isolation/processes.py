"""Processing over the wall: how each operation names a lead, and what came of it for a stranger and for its owner."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange, Json
from conformance.expectations import Judgement, nonempty_string, shown
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests, RightRequest
from conformance.fixtures.settings import borrowed
from conformance.fixtures.tenants import Tenant
from conformance.harness import Harness
from conformance.laws.isolation import hidden, refused
from conformance.laws.rows import kept
from conformance.laws.tasks import ended, sightings
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import together
from conformance.suites.e2e.isolation.wall import Sides, Wall, run_id
from conformance.suites.e2e.leads.views import by_id, lead_in
from conformance.suites.e2e.processing.processes import NO_RESULTS, PROCESSES

BODIES: dict[str, Callable[[str], Json]] = {
    "processEnrich": lambda id: {"leadId": id},
    "processCopyright": lambda id: {"leadId": id},
    "processSdr": lambda id: {"leadId": id},
    "triggerEnrichment": lambda id: {"leadIds": [id]},
}
"""How each operation names the lead to process, but for the one that is sent as other tests send it."""

TASK = "submitTask"
"""The one that is: its call for a random lead is a control of other tests."""

TASKS_PROCESS = "processEnrich"
"""What its documented example is a task of: the same settings steer both."""

BATCH = "triggerEnrichment"
"""The one that may name another lead beside it, and that no setting steers."""

OPERATIONS = (*BODIES, TASK)
"""Whatever processes a lead."""

STEERED = tuple(each.operation for each in PROCESSES)
"""Those that settings steer, and that tell what they started."""


@dataclass(frozen=True)
class Attempts:
    """A stranger's calls for a lead and for a random id, the owner's looks at the lead after them, and the controls.

    `right` are the owner's own calls for the lead, `own` the stranger's for a lead of its own. `job` is the end of what
    a batch did that named the lead behind one of the stranger's own, where it did anything.
    """

    lead: TemporaryLead
    foreign: Mapping[str, Exchange]
    unknown: Mapping[str, Exchange]
    own: Mapping[str, Exchange]
    job: tuple[Exchange, ...]
    seen: Sequence[Exchange]
    right: Mapping[str, Exchange]

    @property
    def lacking(self) -> list[str]:
        """What may have been refused, or skipped, for want of anything configured, in the one company or the other."""
        steered = [each for each in STEERED if any(map(_may_lack_settings, self.controls(each)))]
        single = [TASK] * any(call.status in (400, 404) for call in self.controls(TASK))
        of_the_same = [TASK] * (TASK in self.foreign and TASKS_PROCESS in steered)
        return list(dict.fromkeys([*steered, *single, *of_the_same]))

    @property
    def decided(self) -> list[str]:
        """What was refused for whose the lead is, if it was refused."""
        lacking = self.lacking
        return [each for each in self.foreign if each not in lacking]

    def controls(self, operation: str) -> list[Exchange]:
        """What an operation does for leads of one's own, in either company."""
        return [calls[operation] for calls in (self.right, self.own) if operation in calls]

    def laws(self) -> Iterator[tuple[Sequence[Exchange], Judgement]]:
        """What the stranger's calls are held to: none starts a run, or leaves a trace, and each is refused.

        A refusal is asked for where it is decided, and to skip all is as good; a run and a trace are breaches wherever
        they are seen.
        """
        # The id alone may tell of a lead that was left out.
        marks = {str(self.lead.sent[name]) for name in ("email", "companyName")}
        for done in self.job:  # what a job did for one's own leads alone is as good as a refusal
            yield [self.foreign[BATCH], done], hidden([done], marks)
        for answer in self.foreign.values():
            yield [answer], Judgement(not started(answer), "no run", shown(started(answer)))
        for operation in self.decided:
            if not skips_all(self.foreign[operation]):
                yield [self.foreign[operation]], refused([self.foreign[operation]])
        for look in self.seen:
            law = kept(NO_RESULTS | self.lead.row, lead_in(look), where="the owner's lead")
            yield [*self.foreign.values(), look], law


def attempted(
    wall: Wall,
    sides: Sides,
    naming: Naming,
    patience: Patience,
    requests: Requests,
    operations: Collection[str] = OPERATIONS,
) -> Attempts:
    """What each operation does for the looker at a new lead of the victim's, and for either at a lead of its own."""
    looker, victim = sides.looker.actor, sides.victim.actor
    lead = make_lead(victim, naming, sides.victim.client, companyName=wall.word())
    asked = {each: asking(requests, each, replace(sides.victim, lead=lead)) for each in operations}
    alone, mixed = list(operations), None
    foreign: dict[str, Exchange] = {}
    unknown: dict[str, Exchange] = {}
    if BATCH in operations:  # behind a lead of one's own; alone only where a target does what it may, and leaves it
        behind = [sides.looker.lead.id, lead.id]
        mixed = foreign[BATCH] = looker.call(BATCH, json={"leadIds": behind}, trespass=[lead.id])
        if not mixed.succeeded:  # the same but for the one id, which alone may tell the answers apart
            alone.remove(BATCH)
            ids = [sides.looker.lead.id, naming.random_id()]
            unknown[BATCH] = looker.call(BATCH, json={"leadIds": ids})
    by = {each: requests.kind(each, sides.looker) for each in alone if each == TASK}
    foreign |= {each: asked[each].send(looker, by=by.get(each)) for each in alone}
    unknown |= {
        each: requests.control(each, sides.looker)
        if each == TASK
        else looker.call(each, json=BODIES[each](naming.random_id()))
        for each in alone
    }
    job = (_done(wall, looker, mixed, patience),) if mixed is not None and mixed.succeeded else ()
    seen = [look for (look,) in together(patience, [partial(by_id, victim, lead.id)])]
    right = {each: asked[each].send(victim, purpose="control") for each in operations if each != BATCH}
    mine = sides.looker
    if wall.harness.stage.attempt > 1 or len(operations) < len(OPERATIONS):  # the first one may hold all results
        mine = replace(mine, lead=make_lead(looker, naming, mine.client))
    # What a stranger is refused for a lead that nobody has, it may be refused for its own.
    refused_alike = [each for each in right if each in STEERED or unknown[each].status == 400]
    own = {each: asking(requests, each, mine).send(looker, purpose="control") for each in refused_alike}
    return Attempts(lead, foreign, unknown, own, job, seen, right)


def asking(requests: Requests, operation: str, tenant: Tenant) -> RightRequest:
    """The call of an operation for the lead of a tenant."""
    right = requests.right(operation, tenant)
    if operation == TASK:
        return right
    return replace(right, json=BODIES[operation](tenant.lead.id))


def started(answer: Exchange) -> list[object]:
    """The runs that an answer tells of."""
    several = answer.at("runIds")
    single = [answer.at(name) for name in ("runId", "jobId")]
    return [*(several if isinstance(several, list) else []), *(each for each in single if isinstance(each, str))]


def skips_all(answer: Exchange) -> bool:
    """Whether an answer says that nothing of what was asked for is done."""
    return answer.succeeded and answer.at("triggered") == [] and isinstance(answer.at("skipped"), list)


def _may_lack_settings(control: Exchange) -> bool:
    """Whether a call for one's own lead may have done nothing for want of anything configured."""
    return control.status in (400, 404) or (control.succeeded and not started(control))


@contextmanager
def configured(harness: Harness, naming: Naming, sides: Sides) -> Iterator[None]:
    """A while in which both companies have something configured for each kind of processing.

    CannotTest or NotAllowed where that may not be, Unusable where the target does not do it.
    """
    with ExitStack() as stack:
        for actor in sorted((sides.looker.actor, sides.victim.actor), key=lambda each: str(each.name)):
            place = stack.enter_context(borrowed(harness, actor))
            for each in PROCESSES:
                each.configure(place, naming)
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
