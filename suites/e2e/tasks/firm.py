"""A company that nobody else works in, where everything is configured: its runs can be told to the last one."""

from dataclasses import dataclass, replace

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of, success
from conformance.fixtures.clients import make_client
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.laws.tasks import ended, sightings
from conformance.polling import Patience

MOST_RECENT = 100
"""The most runs that a list of recent ones gives (contract: The 57 operations)."""

URL_SERVICES = ("companyUrl", "emailFinder", *(f"enrichment{number}" for number in range(1, 11)))
PROCESSES = tuple(range(1, 11))
"""The services and processes that the firm configures, all of them."""

SDR_FIELD = "aiSentiment"


@dataclass(frozen=True)
class Kind:
    """One kind of task: what selects one of its results, and the field of the lead that then holds it."""

    task: str
    selector: dict[str, object]
    field: str


KINDS = (
    Kind("enrich", {"services": [URL_SERVICES[-1]]}, URL_SERVICES[-1]),
    Kind("copyright", {"processes": [PROCESSES[-1]]}, f"copyright{PROCESSES[-1]}"),
    Kind("sdr", {"fields": [SDR_FIELD]}, SDR_FIELD),
)
"""The three kinds; what they select is left out by the processing that makes the crowd of runs."""


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

    `statuses` are the tasks' own answers, asked for when the list had shown every run's end or the bound was over.
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


def found(founder: Actor, naming: Naming) -> Firm:
    """The company of somebody without one, with every service, process and SDR field configured."""
    made = founder.call("createCompany", json={"name": naming.tagged("a")}, purpose="setup")
    needed(made, expected=one_of(200, 201), actual=made.status, what="a company")
    settings: dict[str, dict[str, str]] = {
        "createUrlSettings": {name: f"https://services.example/{name}" for name in URL_SERVICES},
        "createAgentSettings": {f"enrichment{number}AgentId": f"agent-{number}" for number in PROCESSES},
        "createSdrSettings": {f"{SDR_FIELD}AgentId": "agent-of-sentiment"},
    }
    for operation, body in settings.items():
        answer = founder.call(operation, json=body, purpose="setup")
        needed(answer, expected=success(), actual=answer.status, what=f"settings by {operation}")
    client = make_client(founder, naming)
    return Firm(founder, make_lead(founder, naming, client))


def submit(firm: Firm, kind: Kind) -> Exchange:
    """A task of a kind for the firm's lead."""
    payload = {"leadId": firm.lead.id, **kind.selector}
    return firm.founder.call("submitTask", json={"taskId": kind.task, "payload": payload})


def crowd(firm: Firm) -> tuple[str, ...]:
    """Runs of two processing calls for all services and processes that the tasks do not select."""
    bodies: dict[str, dict[str, object]] = {
        "processEnrich": {"services": list(URL_SERVICES[:-1])},
        "processCopyright": {"processes": list(PROCESSES[:-1])},
    }
    answers = [
        firm.founder.call(operation, json={"leadId": firm.lead.id, "overwrite": True, **body}, purpose="setup")
        for operation, body in bodies.items()
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
    return replace(story, looks=tuple(looks), statuses=tuple(map(firm.status, story.submitted)))
