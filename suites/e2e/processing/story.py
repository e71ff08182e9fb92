"""What is asked of all kinds of processing in one company, told once: unconfigured, configured, and again."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange, Json
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import Place
from conformance.laws.processing import answer_of, results_there
from conformance.laws.tasks import is_completed, is_end
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import Row, by_id, lead_in
from conformance.suites.e2e.processing.processes import PROCESSES, Process, Target


@dataclass(frozen=True)
class Leads:
    """Leads without results: one for processing without a selector, one with, and one that is spared."""

    client: TemporaryClient
    whole: TemporaryLead
    chosen: TemporaryLead
    spared: TemporaryLead

    def __iter__(self) -> Iterator[TemporaryLead]:
        return iter((self.whole, self.chosen, self.spared))


@dataclass(frozen=True)
class Asking:
    """What was asked of one kind of processing; `on` and `also` were configured, `off` was cleared.

    Nothing was configured at `nothing`; `everything` has no selector, `some` selects `on` and `off`.
    """

    process: Process
    on: Target
    also: Target
    off: Target
    cleared: Exchange
    nothing: Exchange
    configured: Exchange
    everything: Exchange
    some: Exchange
    leadless: Exchange
    unknown_lead: Exchange
    unknown_name: Exchange


@dataclass(frozen=True)
class Repetition:
    """The same again, where the results are: without a word on overwriting, with false, and with true."""

    silent: Exchange
    kept: Exchange
    anew: Exchange


@dataclass(frozen=True)
class Story:
    """All that was asked, and the leads as they were when every run had ended or the bound was over.

    `statuses` are the last answers on the runs that had to be asked for by themselves, `given` what gave a lead the
    results that its runs did not leave.
    """

    leads: Leads
    askings: dict[Process, Asking]
    seen: dict[str, Exchange]
    statuses: dict[str, Exchange]
    given: dict[str, Exchange]
    repetitions: dict[Process, Repetition]
    edited: Exchange
    edit: Mapping[str, Json]

    def answers(self) -> list[Exchange]:
        """Every answer that may have started runs, in the order of the asking."""
        first = [each for asking in self.askings.values() for each in (asking.nothing, asking.everything, asking.some)]
        return [
            *first,
            *(each for again in self.repetitions.values() for each in (again.silent, again.kept, again.anew)),
        ]

    def row(self, lead: TemporaryLead) -> Row:
        """A lead as it was when the runs had ended."""
        return lead_in(self.seen[lead.id]) or {}

    def result(self, lead: TemporaryLead, field: str) -> tuple[Exchange, object]:
        """A result that a lead held when its processing was repeated, and what shows it."""
        left = self.row(lead).get(field)
        given = self.given.get(lead.id)
        if left or given is None:
            return self.seen[lead.id], left
        return given, (given.record("lead") or {}).get(field)

    def due(self, lead: TemporaryLead) -> Row:
        """What a lead was made with and, where it was edited while runs were under way, what that changed."""
        edits = self.edit if lead is self.leads.whole and self.edited.succeeded else {}
        return {**lead.row, **edits}

    def changed(self, lead: TemporaryLead) -> set[str]:
        """The fields of a lead that runs were to fill."""
        askings = self.askings.values()
        told = {self.leads.whole.id: [(each.process, each.everything) for each in askings]}
        told[self.leads.chosen.id] = [(each.process, each.some) for each in askings]
        return {name for process, answer in told.get(lead.id, ()) for name in fields_of(process, answer)}

    def completed(self, answer: Exchange) -> bool:
        """Whether no run of an answer is known to have ended otherwise, or not at all."""
        asked = [self.statuses[str(run)] for run in answer_of(answer).runs if str(run) in self.statuses]
        return all(is_completed(each.at("status")) for each in asked)


def fields_of(process: Process, answer: Exchange) -> list[str]:
    """The lead's fields that are to hold the results of what an answer triggered."""
    targets = [process.target(each) for each in answer_of(answer).triggered]
    return [target.field for target in targets if target is not None]


def told(place: Place, naming: Naming, patience: Patience, bound: float) -> Story:
    """The whole story, in a company whose settings may be changed; `bound` is what a task may take, in seconds."""
    actor = place.actor
    client = make_client(actor, naming)
    leads = Leads(client, *(make_lead(actor, naming, client) for _ in range(3)))
    askings = {process: asked(place, process, leads, naming) for process in PROCESSES}
    edit: dict[str, Json] = {"title": f"Title {naming.unique()}"}
    edited = actor.call("updateLeads", json={"id": leads.whole.id, **edit})
    seen, statuses = awaited(actor, leads, askings.values(), patience, bound)
    given = {
        lead.id: actor.call("updateLeads", json={"id": lead.id, **lacking}, purpose="setup")
        for lead in (leads.whole, leads.chosen)
        if (lacking := results_lacking(askings.values(), lead_in(seen[lead.id]), naming))
    }
    repetitions = {process: repeated(actor, each, leads) for process, each in askings.items()}
    return Story(leads, askings, seen, statuses, given, repetitions, edited, edit)


def asked(place: Place, process: Process, leads: Leads, naming: Naming) -> Asking:
    """One kind of processing: settings cleared, tried, configured, and asked for in every way."""
    actor, values = place.actor, process.settings.values(naming)
    also, *_, off, on = process.targets
    start = partial(process.start, actor)
    cleared = changed(place, process, process.all_unset())
    nothing = start(leads.chosen.id, on, also)
    configured = changed(place, process, {each.setting: values[each.setting] for each in (on, also)})
    unknown = Target(process.unknown, "", "")
    return Asking(
        process,
        *(on, also, off),
        cleared=cleared,
        nothing=nothing,
        configured=configured,
        everything=start(leads.whole.id),
        some=start(leads.chosen.id, on, off),
        leadless=actor.call(process.operation, json={process.selector: [on.asked]}),
        unknown_lead=start(naming.random_id(), on),
        unknown_name=start(leads.spared.id, unknown),
    )


def changed(place: Place, process: Process, changes: dict[str, Json]) -> Exchange:
    """Settings changed as the story needs it; Unusable where the target does not take that."""
    answer = place.put(process.settings, changes)
    needed(answer, expected=200, actual=answer.status, what="a change of settings")
    return answer


def awaited(
    actor: Actor, leads: Leads, askings: Iterable[Asking], patience: Patience, bound: float
) -> tuple[dict[str, Exchange], dict[str, Exchange]]:
    """The leads when the runs have ended, and the states of those runs that had to be asked for.

    The newest run is waited for; another only where a lead lacks its result then.
    """
    end = time.monotonic() + bound
    statuses: dict[str, Exchange] = {}

    def wait(run: str) -> None:
        look = partial(actor.call, "getTaskStatus", query={"runId": run}, purpose="poll")
        left = max(0.0, end - time.monotonic())
        statuses[run] = patience.until(look, lambda page: is_end(page.at("status")), left)

    def reads() -> dict[str, Exchange]:
        return {lead.id: by_id(actor, lead.id) for lead in leads}

    due = [(each, leads.whole, each.everything) for each in askings]
    due += [(each, leads.chosen, each.some) for each, _, _ in list(due)]
    runs = [str(run) for _, _, answer in due for run in answer_of(answer).runs]
    for run in runs[-1:]:
        wait(run)
    seen = reads()
    lacking = [
        answer
        for asking, lead, answer in due
        if not results_there(fields_of(asking.process, answer), lead_in(seen[lead.id])).holds
    ]
    late = [str(run) for answer in lacking for run in answer_of(answer).runs if str(run) not in statuses]
    for run in late:
        wait(run)
    return (reads() if lacking else seen), statuses


def results_lacking(askings: Iterable[Asking], row: Row | None, naming: Naming) -> dict[str, Json]:
    """Results for those fields that are to be asked for again and that no run has left, as where all runs fail."""
    fields = [each.on.field for each in askings]
    return {name: f"Result {naming.unique()}" for name in fields if not (row or {}).get(name)}


def repeated(actor: Actor, asking: Asking, leads: Leads) -> Repetition:
    """What has its result, asked for again."""
    start = partial(asking.process.start, actor)
    return Repetition(
        silent=start(leads.chosen.id, asking.on),
        kept=start(leads.whole.id, asking.on, overwrite=False),
        anew=start(leads.chosen.id, asking.on, overwrite=True),
    )
