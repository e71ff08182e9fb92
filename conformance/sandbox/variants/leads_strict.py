"""A server that refuses what the contract lets it refuse."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidValue, NotFound
from conformance.sandbox.fields import missing
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object

OWNED = ("id", "client_id", "owner", "company_id", "createdAt", "updatedAt")


class LeadsRefuseUnknownFields(Variant):
    """What no lead has is a mistake."""

    id = "leads-refuse-unknown-fields"
    sentence = "A lead with a field that no lead has, such as phone, is refused with 400."
    requirements = ("LG-ENV-017", "LG-LEAD-015")

    def apply(self, application: Application) -> None:
        """Judge the names before the values."""

        def judged(body: Object) -> Object:
            for name in body:
                if name not in LEAD_FIELDS.names and name not in OWNED:
                    raise InvalidValue(f"A lead has no field {name}.", {"field": name})
            return body

        rows = application.resource(Leads).rows
        override(rows.create, lambda original: lambda call, body: original(call, judged(body)))
        override(rows.update, lambda original: lambda call, id, body: original(call, id, judged(body)))


class LeadsRefuseEmptyTexts(Variant):
    """An empty text is no value."""

    id = "leads-refuse-empty-texts"
    sentence = "An empty string in any field of a lead is refused with 400; null still clears."
    requirements = ("LG-LEAD-016", "LG-LEAD-039", "LG-LEAD-012")

    def apply(self, application: Application) -> None:
        """Judge the texts first."""

        def judged(body: Object) -> Object:
            for name in LEAD_FIELDS.names:
                if body.get(name) == "":
                    raise InvalidValue(f"{name} must not be empty.", {"field": name})
            return body

        rows = application.resource(Leads).rows
        override(rows.create, lambda original: lambda call, body: original(call, judged(body)))
        override(rows.update, lambda original: lambda call, id, body: original(call, id, judged(body)))


class LeadsNeedEmail(Variant):
    """Leads are for writing to."""

    id = "leads-need-email"
    sentence = "A new lead without an e-mail is refused with 400."
    requirements = ("LG-LEAD-001", "LG-LEAD-032", "LG-LEAD-011")

    def apply(self, application: Application) -> None:
        """Require one more field on create."""

        def judged(body: Object) -> Object:
            if not body.get("email"):
                raise missing("email")
            return body

        rows = application.resource(Leads).rows
        override(rows.create, lambda original: lambda call, body: original(call, judged(body)))


class LeadsBatchAllOrNothing(Variant):
    """One bad row refuses the batch, and nothing is written."""

    id = "leads-batch-all-or-nothing"
    sentence = "A batch POST /leads with a bad row is refused with 400 and stores nothing."
    requirements = ("LG-LEAD-030", "LG-LEAD-031", "LG-LEAD-032", "LG-LEAD-033", "LG-LEAD-018", "LG-ISO-012")

    def apply(self, application: Application) -> None:
        """Raise where a row would be skipped, which undoes the others."""
        batches = application.resource(Leads).batches

        def create(call: Call, sent: list[Json]) -> Answer:
            answer = original(call, sent)
            if isinstance(answer.body, dict) and answer.body["skipped"]:
                raise InvalidValue("The batch has bad rows.", answer.body["errors"])
            return answer

        original = batches.create
        override(batches.create, lambda _: create)


class LeadsUnknownIs404(Variant):
    """Nothing there is an error, in lists and batches too."""

    id = "leads-unknown-is-404"
    sentence = "A list of an unknown client, a search without a hit and a batch of unknown ids are answered 404."
    requirements = ("LG-LEAD-023", "LG-LEAD-043", "LG-LEAD-058", "LG-ISO-003", "LG-ISO-005", "LG-ISO-028")

    def apply(self, application: Application) -> None:
        """Look at what the answer holds."""

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer = handler(call)
                body = answer.body if isinstance(answer.body, dict) else {}
                if body.get("leads") == [] and not self.knows_client(application, call):
                    raise NotFound("There is no such client.")
                if body.get("skipped") and 0 in (body.get("updated"), body.get("deleted")):
                    raise NotFound("There are no such leads.")
                return answer

            return answered

        for name in ("listLeads", "findLead", "updateLeads", "deleteLeads"):
            application.wrap(name, around)

    def knows_client(self, application: Application, call: Call) -> bool:
        """Whether a list is empty because the client that it names has no leads."""
        client_id = call.query.get("client_id", "")
        listing = call.path == "/api/leads"
        return listing and application.resource(Clients).by_client_id(call, client_id) is not None
