"""What else may become of an id or a `client_id` in the body of an update."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


class LeadsRefuseToMove(Variant):
    """A lead stays with its client."""

    id = "leads-refuse-to-move"
    sentence = "An update of a lead with a client_id that is not its own is refused with 400."
    requirements = ("LG-ISO-013", "LG-ISO-031", "LG-LEAD-045", "LG-LEAD-046")

    def apply(self, application: Application) -> None:
        """Compare it with the lead's."""
        rows = application.resource(Leads).rows

        def update(call: Call, id: str, body: Object) -> Record:
            if body.get("client_id") not in (None, rows.to_change(call, id).columns["client_id"]):
                raise InvalidValue("A lead stays with its client.", {"field": "client_id"})
            return original(call, id, body)

        original = rows.update
        override(rows.update, lambda _: update)


class LeadsMove(Variant):
    """A lead may change clients."""

    id = "leads-move"
    sentence = "An update of a lead with the client_id of another client of the caller's company moves it there."
    requirements = ("LG-ISO-013", "LG-ISO-031", "LG-LEAD-037", "LG-LEAD-045", "LG-LEAD-046")

    def apply(self, application: Application) -> None:
        """Store the client where it is the company's, else leave the lead where it is."""
        rows, clients = application.resource(Leads).rows, application.resource(Clients)

        def update(call: Call, id: str, body: Object) -> Record:
            record = original(call, id, body)
            wanted = body.get("client_id")
            if not isinstance(wanted, str) or clients.by_client_id(call, wanted) is None:
                return record
            return rows.leads.update(record, {}, client_id=wanted)

        original = rows.update
        override(rows.update, lambda _: update)


class LeadPathAndBodyAgree(Variant):
    """Two ids are one too many."""

    id = "lead-path-and-body-agree"
    sentence = "PUT /enrich-leads/{id} with another id in its body is refused with 400."
    requirements = ("LG-LEAD-036", "LG-LEAD-054", "LG-ISO-031")

    def apply(self, application: Application) -> None:
        """Compare the two."""

        def agreeing(handler: Handler) -> Handler:
            def update(call: Call) -> Answer:
                if call.body.get("id") not in (None, call.path_parameters["id"]):
                    raise InvalidValue("The id of the body is not that of the path.", {"field": "id"})
                return handler(call)

            return update

        application.wrap("updateEnrichLead", agreeing)


class LeadsRefuseNamesWithoutLetters(Variant):
    """A dot is no name."""

    id = "leads-refuse-names-without-letters"
    sentence = "A lead with a name without any letter or digit, such as a dot, is refused with 400."
    requirements = ("LG-LEAD-017", "LG-LEAD-011")

    def apply(self, application: Application) -> None:
        """Look for a sign of a name."""

        def create(call: Call, body: Object) -> Record:
            for name in ("firstName", "lastName"):
                value = body.get(name)
                if isinstance(value, str) and value and not any(sign.isalnum() for sign in value):
                    raise InvalidValue(f"{name} holds no name.", {"field": name})
            return original(call, body)

        rows = application.resource(Leads).rows
        original = rows.create
        override(rows.create, lambda _: create)
