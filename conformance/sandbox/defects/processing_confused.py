"""Processing that takes one name for another, forgets some, or undoes what people wrote; runs and scrapes that go."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import PLAIN_FIELDS
from conformance.sandbox.records import Record
from conformance.sandbox.resources.processing import Order, Processing
from conformance.sandbox.resources.scraping import Scraping
from conformance.sandbox.services import COPYRIGHT, SDR, Process, Target
from conformance.sandbox.values import Object

FILLED = ("email", "companyUrl")
WRITTEN = ("firstName", "lastName", *(name for name in PLAIN_FIELDS if name not in FILLED))
"""What people write of a lead, and no run does."""


class RunWritesBackOldLead(Defect):
    """The run carries the lead with it, and stores it whole."""

    id = "run-writes-back-old-lead"
    sentence = "A processing run stores the lead as it was when the run was asked for, and undoes changes made since."
    faults = ("F31", "F55")
    operations = ("processEnrich", "processCopyright", "processSdr", "updateLeads")
    requirement = "LG-PROC-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Keep what people wrote in the task, and put it back."""
        processing = application.resource(Processing)
        carried: Object = {}

        def task(process: Process, lead: Record, work: dict[str, str]) -> Object:
            written: Object = {name: lead.fields.get(name) for name in WRITTEN}
            return {**told(process, lead, work), "lead": written}

        def carried_out(run: Record) -> Object:
            nonlocal carried
            lead = run.fields.get("lead")
            carried = lead if isinstance(lead, dict) else {}
            return work_of(run)

        told, work_of = processing.task, processing.carried_out
        override(processing.task, lambda _: task)
        override(processing.carried_out, lambda _: carried_out)
        override(processing.fill, lambda original: lambda lead, found: original(lead, {**carried, **found}))


class SdrForgetsMessages(Defect):
    """All fields are those that begin with ai."""

    id = "sdr-forgets-messages"
    sentence = "POST /leads/process/sdr without fields leaves message1 to message10 out, configured or not."
    faults = ("F55",)
    operations = ("processSdr",)
    requirement = "LG-PROC-005"

    def apply(self, application: Application) -> None:
        """Leave them out of both lists."""
        processing = application.resource(Processing)

        def order(call: Call, process: Process, body: Object) -> Order:
            found = original(call, process, body)
            if process is not SDR or body.get(SDR.selector) is not None:
                return found
            return replace(found, triggered=without(found.triggered), skipped=without(found.skipped))

        def without(targets: list[Target]) -> list[Target]:
            return [target for target in targets if not target.name.startswith("message")]

        original = processing.order
        override(processing.order, lambda _: order)


class CopyrightTenIsOne(Defect):
    """The number is the first digit."""

    id = "copyright-ten-is-one"
    sentence = "POST /leads/process/copyright takes process 10 for process 1."
    faults = ("F55",)
    operations = ("processCopyright",)
    requirement = "LG-PROC-004"

    def apply(self, application: Application) -> None:
        """Take the first for the last."""
        processing = application.resource(Processing)
        first, last = COPYRIGHT.targets[0], COPYRIGHT.targets[-1]

        def asked(process: Process, body: Object) -> list[Target] | None:
            found = original(process, body)
            if found is None or process is not COPYRIGHT:
                return found
            return list(dict.fromkeys(first if target == last else target for target in found))

        original = processing.asked
        override(processing.asked, lambda _: asked)


class SecondScrapeReplacesFirst(Defect):
    """A client's source leads are what its scrape found."""

    id = "second-scrape-replaces-first"
    sentence = "A scrape removes the source leads that an earlier scrape brought for the same client."
    faults = ("F55", "F24")
    operations = ("startLeadScrape", "bulkSourceLeads")
    requirement = "LG-INT-022"
    advisory = True

    def apply(self, application: Application) -> None:
        """Clear the place before the first one is stored."""
        scraping = application.resource(Scraping)

        def keep(run: Record, client: Record, number: int, fields: Object) -> None:
            if number == 0:
                earlier = Filter().equals("company_id", run.company_id)
                scraping.source_leads.delete_where(earlier.equals("client_id", client.columns["client_id"]))
            original(run, client, number, fields)

        original = scraping.keep
        override(scraping.keep, lambda _: keep)
