"""A company that nobody else works in, where everything is configured: its runs can be told to the last one."""

from dataclasses import dataclass, replace

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import success
from conformance.fixtures.clients import make_client
from conformance.fixtures.homes import Home
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import KINDS as SETTINGS
from conformance.laws.tasks import ended, sightings
from conformance.polling import Patience
from conformance.suites.e2e.processing.processes import PROCESSES, Process

MOST_RECENT = 100
"""The most runs that a list of recent ones gives (reference: Background tasks)."""


@dataclass(frozen=True)
class Kind:
    """One kind of task: what selects one of its results, and the field of the lead that then holds it."""

    task: str
    selector: dict[str, object]
    field: str


def _kind(task: str, process: Process) -> Kind:
    return Kind(task, {process.selector: [process.targets[-1].asked]}, process.targets[-1].field)


KINDS = tuple(
    _kind(task, next(each for each in PROCESSES if each.operation == operation))
    for task, operation in (("enrich", "processEnrich"), ("copyright", "processCopyright"), ("sdr", "processSdr"))
)
"""The three kinds; what they select is left out by the processing that makes the crowd of runs."""

CROWD = ("processEnrich", "processCopyright")
"""The kinds of processing that start the crowd: together more runs than a list without a limit holds."""


@dataclass(frozen=True)
class Firm:
    """A company with its founder, and a lead of theirs."""

    founder: Actor
    lead: TemporaryLead

    def recent(self) -> Exchange:
        """All runs of the company, as far as the list of recent ones reaches."""
        return self.founder.call("listRecentRuns", query={"limit": MOST_RECENT})

    def status(self, run: str) -> Exchange:
        """A run by itself."""
        return self.founder.call("getTaskStatus", query={"runId": run})


@dataclass(frozen=True)
class Story:
    """What the firm had done: its tasks by their kinds, the crowd of runs beside them, and all that was seen of both.

    `looks` are those at the list; where views may lag, and go back meanwhile, the last two alone, which stand a bound
    apart. `statuses` are the tasks' own answers, the first one's twice, asked for when the list had shown every run's
    end or the bound was over.
    """

    firm: Firm
    tasks: dict[str, Exchange]
    crowd: tuple[str, ...]
    looks: tuple[Exchange, ...]
    statuses: tuple[Exchange, ...]

    @property
    def submitted(self) -> tuple[str, ...]:
        """The run ids that the submissions answered."""
        ids = (each.at("runId") for each in self.tasks.values())
        return tuple(each for each in ids if isinstance(each, str))

    @property
    def runs(self) -> set[str]:
        """The ids of all runs."""
        return {*self.submitted, *self.crowd}

    @property
    def seen(self) -> tuple[Exchange, ...]:
        """Every answer that spoke of a run, in their order."""
        return (*self.looks, *self.statuses)


def settled_in(home: Home, naming: Naming) -> Firm:
    """A lead in a company that was founded for this, with everything configured."""
    for kind in SETTINGS:
        answer = home.post(kind, kind.values(naming), purpose="setup")
        needed(answer, expected=success(), actual=answer.status, what=f"settings by {kind.create}")
    client = make_client(home.actor, naming)
    return Firm(home.actor, make_lead(home.actor, naming, client))


def submit(firm: Firm, kind: Kind) -> Exchange:
    """A task of a kind for the firm's lead."""
    payload = {"leadId": firm.lead.id, **kind.selector}
    return firm.founder.call("submitTask", json={"taskId": kind.task, "payload": payload})


def crowd(firm: Firm) -> tuple[str, ...]:
    """Runs of two processing calls for all services and processes that the tasks do not select."""
    answers = [
        process.start(firm.founder, firm.lead.id, *process.targets[:-1], purpose="setup", overwrite=True)
        for process in PROCESSES
        if process.operation in CROWD
    ]
    return tuple(run for answer in answers for run in run_ids(answer))


def run_ids(answer: Exchange) -> list[str]:
    """The run ids of a processing call."""
    ids = answer.at("runIds")
    return [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []


def told(firm: Firm, patience: Patience, bound: float) -> Story:
    """The whole story: submitted, looked at until every run was seen in an end or the bound is over, and asked for."""
    tasks = {kind.task: submit(firm, kind) for kind in KINDS}
    story = Story(firm, tasks, crowd(firm), (), ())
    looks: list[Exchange] = []

    def look() -> Exchange:
        looks.append(firm.recent())
        return looks[-1]

    patience.until(look, lambda _: story.runs <= ended(sightings(looks, story.runs)), bound)
    patience.twice(look)  # what has ended is listed so again
    if patience.bound > 0:
        del looks[:-2]
    again = story.submitted[:1]  # and what its own answer has told is told so again
    return replace(story, looks=tuple(looks), statuses=tuple(map(firm.status, (*story.submitted, *again))))
