"""Processing of a lead: enrichment, copyright and SDR, of what is asked for and configured."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from tests.second import bodies, runs
from tests.second.lead_fields import COPYRIGHTS, ENRICHMENTS, SDR
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import Refusal, missing, wrong_kind, wrong_value
from tests.second.settings import SERVICES
from tests.second.tables import Row
from tests.second.texts import digest
from tests.second.visibility import may_change, one


@dataclass(frozen=True)
class Task:
    """A kind of processing: its name, its settings, the field that selects, and what may be selected."""

    name: str
    settings: str
    selector: str
    names: tuple[str, ...]

    def configured(self, call: Call, name: str) -> str | None:
        """The URL or agent that the company has set for a service."""
        row = call.world.settings.get((call.user.company, self.settings), {"values": {}})
        value: str | None = row["values"].get(name if self.name == "enrich" else f"{name}AgentId")
        return value

    def target(self, name: str) -> str:
        """The lead's field that gets the result."""
        if self.name == "copyright":
            return COPYRIGHTS[ENRICHMENTS.index(name)]
        return "email" if name == "emailFinder" else name

    def selected(self, body: Row) -> tuple[list[str] | None, list[str]]:
        """The services that a body selects, None for all, and the names that are none."""
        bodies.typed(body, "overwrite", bool)
        sent = bodies.typed(body, self.selector, list)
        if sent is None:
            return None, []
        kind = int if self.name == "copyright" else str
        if any(isinstance(each, bool) or not isinstance(each, kind) for each in sent):
            raise wrong_kind(self.selector)
        names = dict.fromkeys(f"enrichment{each}" if kind is int else str(each) for each in sent)
        return [each for each in names if each in self.names], [each for each in names if each not in self.names]

    def called(self, call: Call, name: str) -> str | int:
        """What a service is called in an answer."""
        number = name.removeprefix("enrichment")
        if self.name != "copyright" or call.choices.copyright_names == "name":
            return name
        return number if call.choices.copyright_names == "digits" else int(number)


TASKS = {
    "enrich": Task("enrich", "url", "services", SERVICES),
    "copyright": Task("copyright", "agent", "processes", ENRICHMENTS),
    "sdr": Task("sdr", "sdr-ai", "fields", SDR),
}


def process(task: Task) -> Callable[[Call], Answer]:
    """The operation that starts one run for each service that is to do."""

    def answer(call: Call) -> Answer:
        identifier = bodies.needed(call.body, "leadId")
        names, odd = task.selected(call.body)
        lead = _lead(call, identifier)
        if odd and call.choices.unknown_selector == "400":
            raise wrong_value(task.selector)
        configured = [name for name in task.names if task.configured(call, name)]
        if not configured and call.choices.nothing_configured == "400":
            raise Refusal(400, "invalid_value", "Nothing is configured.")
        asked = configured if names is None else names
        due = _due(call, task, asked, lead, overwrite=bool(call.body.get("overwrite")))
        skipped = [task.called(call, name) for name in (*(each for each in asked if each not in due), *odd)]
        return 200, {
            "runIds": [_run(call, task, [name], lead) for name in due],
            "batchTag": f"{task.name}:{call.world.ids.ulid()}",
            "triggered": [task.called(call, name) for name in due],
            "skipped": skipped,
            "leadId": identifier,
        }

    return answer


def trigger(call: Call) -> Answer:
    """One run for all that is due of a task."""
    name = bodies.needed(call.body, "taskId")
    if name not in TASKS:
        raise wrong_value("taskId")
    task, payload = TASKS[name], bodies.typed(call.body, "payload", dict)
    if payload is None:
        raise missing("payload")
    identifier = bodies.needed(payload, "leadId")
    names, odd = task.selected(payload)
    if odd:
        raise wrong_value(task.selector)
    lead = _lead(call, identifier)
    asked = list(task.names) if names is None else names
    due = _due(call, task, asked, lead, overwrite=bool(payload.get("overwrite")))
    return 200, {"runId": _run(call, task, due, lead)}


def enrich_many(call: Call) -> Answer:
    """One run over several leads, which finds nothing new."""
    identifiers = bodies.typed(call.body, "leadIds", list)
    bodies.text(call.body, "enrichmentType")
    if identifiers is None:
        raise missing("leadIds")
    if not identifiers:
        raise wrong_value("leadIds")
    for identifier in bodies.strings(identifiers, "leadIds"):
        _lead(call, identifier)
    return 200, {"jobId": runs.start(call, "enrichment", lambda _: True)["id"]}


def _lead(call: Call, identifier: str) -> Row:
    lead = one(call.world, call.user, call.world.leads, identifier, "lead")
    may_change(call.user, lead)
    return lead


def _due(call: Call, task: Task, names: list[str], lead: Row, *, overwrite: bool) -> list[str]:
    """Those that are configured and whose result is not there yet, or may be overwritten."""
    return [name for name in names if task.configured(call, name) and (overwrite or not lead.get(task.target(name)))]


def _run(call: Call, task: Task, names: list[str], lead: Row) -> str:
    values = {name: task.configured(call, name) or "" for name in names}

    def work(_run: Row) -> bool:
        now = call.world.leads.rows.get(lead["id"])
        if now is None:
            return False
        new = {task.target(name): _result(task, name, now, value) for name, value in values.items()}
        if new:
            now.update(new)
            call.world.leads.touch(now)
        return True

    identifier: str = runs.start(call, task.name, work, leadId=lead["id"])["id"]
    return identifier


def _result(task: Task, name: str, lead: Row, value: str) -> str:
    """What a service finds, made from the lead, the service and its setting; a found e-mail is always another."""
    target = task.target(name)
    lot = secrets.token_hex(4) if target == "email" else ""
    made = digest("|".join((task.name, name, lead["id"], value, lead["firstName"], lot)))
    special = {
        "email": f"found-{made[:14]}@mail.example",
        "companyUrl": f"https://c{made[:8]}.example/",
        "aiLeadScore": str(int(made[:4], 16) % 101),
    }
    return special.get(target, f"{target} by {made[:10]}")


OPERATIONS = (
    *(Operation("POST", f"/leads/process/{name}", process(task)) for name, task in TASKS.items()),
    Operation("POST", "/trigger", trigger),
    Operation("POST", "/enrichment/trigger", enrich_many),
)
