"""Records that hold more than was sent, or move with others: nothing says that they must not."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Operation
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.maintenance import Maintenance
from conformance.sandbox.values import Object
from conformance.sandbox.variants._answers import every_answer, is_success, records
from conformance.sandbox.variants.times_written import MOMENT, NAMES


class WordsOfOtherRecords(Variant):
    """One vocabulary for all records."""

    id = "words-of-other-records"
    sentence = "Clients show totalLeads, the number of their leads, and searches that are at an end finishedAt."
    requirements = ("LG-CLI-018", "LG-ISO-007", "LG-ISO-037", "LG-RATE-013", "LG-SRCH-008", "LG-CLI-006")

    def apply(self, application: Application) -> None:
        """Add them wherever such a record is shown."""
        leads, _ = application.resource(Clients).leads

        def add(_operation: Operation, _call: Call, answer: Answer) -> None:
            for record in records(answer) if is_success(answer) else ():
                if "clientName" in record and "searchName" not in record:
                    own = Filter().equals("company_id", str(record["company_id"]))
                    record["totalLeads"] = leads.count(own.equals("client_id", str(record["client_id"])))
                if "searchName" in record and record.get("status") in ("completed", "failed"):
                    record["finishedAt"] = record["updatedAt"]

        every_answer(application, add)


class ListsTellWholeSeconds(Variant):
    """An index that keeps no fractions."""

    id = "lists-tell-whole-seconds"
    sentence = "Lists show moments without the fraction of a second that answers about one record have."
    requirements = ("LG-CLI-006", "LG-LEAD-026", "LG-LEAD-021", "LG-BULK-002", "LG-TERR-011", "LG-SRCH-008")

    def apply(self, application: Application) -> None:
        """Cut them in every list."""

        def cut(_operation: Operation, _call: Call, answer: Answer) -> None:
            lists = answer.body.values() if is_success(answer) and isinstance(answer.body, dict) else ()
            for row in (row for each in lists if isinstance(each, list) for row in each if isinstance(row, dict)):
                row.update({name: MOMENT.sub(r"\1Z", str(row[name])) for name in NAMES if row.get(name)})

        every_answer(application, cut)


class ClientsMoveWithTheirLeads(Variant):
    """A client is as new as what was last put into it."""

    id = "clients-move-with-their-leads"
    sentence = "A new lead is a change of its client: it moves the client's updatedAt."
    requirements = ("LG-CLI-018", "LG-ISO-007", "LG-ISO-037", "LG-RATE-013", "LG-CLI-012", "LG-CLI-014")

    def apply(self, application: Application) -> None:
        """Touch the client wherever a lead of it is stored."""
        rows, clients = application.resource(Leads).rows, application.resource(Clients)

        def stored(call: Call, client: Record, fields: Object) -> Record:
            clients.clients.update(client, {})
            return original(call, client, fields)

        original = rows.stored
        override(rows.stored, lambda _: stored)


class ReportsNameTheirAuthor(Variant):
    """Who reports is known, after all."""

    id = "reports-name-their-author"
    sentence = "A bug or an enhancement without a userEmail gets an address of who reports it."
    requirements = ("LG-INT-011", "LG-INT-012", "LG-INT-013")

    def apply(self, application: Application) -> None:
        """Fill it in before it is stored."""
        maintenance = application.resource(Maintenance)

        def stored(call: Call, records: Records, fields: Object) -> Record:
            author = f"{call.principal.owner}@staff.example"
            return original(call, records, fields if fields.get("userEmail") else fields | {"userEmail": author})

        original = maintenance.stored
        override(maintenance.stored, lambda _: stored)
