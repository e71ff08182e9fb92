"""Processing leads: background runs that fill fields, as far as the company's settings configure them."""

import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.company_settings import CompanySettings
from conformance.sandbox.errors import InvalidFormat, InvalidValue
from conformance.sandbox.fields import missing, required_string
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.settings import AgentSettings, SdrSettings, UrlSettings
from conformance.sandbox.results import result
from conformance.sandbox.runs import RunFailed, Runs
from conformance.sandbox.seed import Seeding
from conformance.sandbox.services import COPYRIGHT, ENRICH, PROCESSES, SDR, Process, Target
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

SETTINGS: dict[str, type[CompanySettings]] = {"enrich": UrlSettings, "copyright": AgentSettings, "sdr": SdrSettings}


@dataclass(frozen=True, slots=True)
class Order:
    """What one request asks for, split into what is done and what is not. `configured`: setting → value."""

    process: Process
    lead: Record
    triggered: list[Target]
    skipped: list[Target]
    configured: dict[str, str]


class Processing(Resource):
    """`/leads/process/…`, one run for each name triggered; `/trigger`, one run for all of them."""

    seed_order: ClassVar[int] = 60

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.leads = self.records(LEADS)
        self.runs = Runs(self, "process", lambda run: self.carried_out(run))

    @operation("processEnrich", "POST", "/api/leads/process/enrich")
    def enrich(self, call: Call) -> Answer:
        """Run services of the URL settings."""
        return self.process(call, ENRICH)

    @operation("processCopyright", "POST", "/api/leads/process/copyright")
    def copyright(self, call: Call) -> Answer:
        """Run copyright processes of the agent settings."""
        return self.process(call, COPYRIGHT)

    @operation("processSdr", "POST", "/api/leads/process/sdr")
    def sdr(self, call: Call) -> Answer:
        """Run agents of the SDR settings."""
        return self.process(call, SDR)

    @operation("submitTask", "POST", "/api/trigger")
    def submit(self, call: Call) -> Answer:
        """Run one process as a single task, which ends without effect where nothing is to be done."""
        task = required_string(call.body, "taskId")
        if task not in PROCESSES:
            raise InvalidValue("taskId names no task.", {"field": "taskId", "allowed": list(PROCESSES)})
        payload = call.body.get("payload")
        if payload is None:
            raise missing("payload")
        if not isinstance(payload, dict):
            raise InvalidFormat("payload must be an object.", {"field": "payload"})
        order = self.order(call, PROCESSES[task], payload)
        return ok(runId=self.started(call, order, order.triggered).id)

    def process(self, call: Call, process: Process) -> Answer:
        """One run for each name that is triggered."""
        order = self.order(call, process, call.body)
        runs = [self.started(call, order, [target]) for target in order.triggered]
        return ok(
            runIds=[run.id for run in runs],
            batchTag=f"{process.task}-process-{int(call.now)}-{secrets.token_hex(4)}",
            triggered=[target.name for target in order.triggered],
            skipped=[target.name for target in order.skipped],
            leadId=order.lead.id,
        )

    def order(self, call: Call, process: Process, body: Object) -> Order:
        """The request judged against the lead and the settings. Raises BadRequest, or NotFound for the lead."""
        lead_id = required_string(body, "leadId")
        asked = self.asked(process, body)
        overwrite = self.overwrite(body)
        lead = self.lead(call, lead_id)
        configured = self.configured(call.company_id, process)
        if asked is None:
            asked = [target for target in process.targets if target.setting in configured]
        triggered = [target for target in asked if target.setting in configured and self.open(lead, target, overwrite)]
        skipped = [target for target in asked if target not in triggered]
        return Order(process, lead, triggered, skipped, configured)

    def overwrite(self, body: Object) -> bool:
        """Whether results that are there are to be made anew. Raises InvalidFormat for what says neither."""
        wanted = body.get("overwrite")
        if wanted is not None and not isinstance(wanted, bool):
            raise InvalidFormat("overwrite must be true or false.", {"field": "overwrite"})
        return bool(wanted)

    def asked(self, process: Process, body: Object) -> list[Target] | None:
        """What the request selects; None for all that is configured."""
        return process.asked(body)

    def lead(self, call: Call, id: str) -> Record:
        """The lead to process: any of the company's."""
        return self.access.get(call, self.leads, id, "lead")

    def configured(self, company_id: str, process: Process) -> dict[str, str]:
        """The settings that configure something for this process: setting → its value."""
        values = self.application.resource(SETTINGS[process.task]).values(company_id)
        return {name: value for name, value in values.items() if isinstance(value, str) and value}

    def open(self, lead: Record, target: Target, overwrite: bool) -> bool:
        """Whether a result is to be made: there is none, or it may be overwritten."""
        return overwrite or not lead.fields.get(target.field)

    def started(self, call: Call, order: Order, targets: list[Target]) -> Record:
        """A new run on its way; what is configured now is what it will use."""
        work = {target.field: order.configured[target.setting] for target in targets}
        fields = self.task(order.process, order.lead, work)
        owner = call.principal.owner
        return self.runs.start(
            self.runs.stored(company_id=call.company_id, owner=owner, fields=fields, id=self.new_id())
        )

    def task(self, process: Process, lead: Record, work: dict[str, str]) -> Object:
        """What a run must know. `work`: the lead's field → the configured value that its result is made with."""
        return {"taskId": process.task, "leadId": lead.id, "work": dict(work)}

    def new_id(self) -> str:
        """The id of a new run."""
        return f"run-{uuid.uuid4()}"

    def carried_out(self, run: Record) -> Object:
        """Fill the lead's fields. Raises RunFailed where the lead was deleted meanwhile."""
        lead = self.leads.get(str(run.fields["leadId"]))
        if lead is None:
            raise RunFailed("The lead was deleted before the run came to an end.")
        work = run.fields["work"]
        found: Object = {
            field: result(lead, field, str(configured))
            for field, configured in (work.items() if isinstance(work, dict) else ())
        }
        if found:
            self.fill(lead, found)
        return found

    def fill(self, lead: Record, found: Object) -> None:
        """Store results on the lead."""
        self.leads.update(lead, found)

    def seed(self, seeding: Seeding) -> None:
        """A few runs for each company that was drawn, long completed."""
        for company_id in seeding.companies.values():
            leads = self.leads.select(Filter().equals("company_id", company_id), at_once=True)
            for lead in seeding.rng.sample(leads, k=min(3, len(leads))):
                process = seeding.rng.choice(list(PROCESSES.values()))
                configured = self.configured(company_id, process)
                target = seeding.rng.choice([target for target in process.targets if target.setting in configured])
                fields = self.task(process, lead, {target.field: configured[target.setting]})
                self.runs.drawn(seeding, company_id=company_id, owner=lead.owner, fields=fields)
