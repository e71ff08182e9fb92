"""Writes of clients that are refused and happen all the same, or happen although they should be refused."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import before_one, keep_refused
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue, NotFound
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Object


class RefusedClientDeletionDone(Defect):
    """The client is removed before anybody looks at the purge."""

    id = "refused-client-deletion-done"
    sentence = "A DELETE /clients that is refused with 400 for its purge removes the client all the same."
    faults = ("F30",)
    operations = ("deleteClient",)
    requirement = "LG-CLI-018"

    def apply(self, application: Application) -> None:
        """Remove the client named."""
        clients = application.resource(Clients)

        def keep(call: Call) -> None:
            record = clients.named(call, call.query.get("id", ""))
            if record is not None:
                clients.remove(record)

        keep_refused(application, "deleteClient", keep)


class RefusedClientStored(Defect):
    """Stored first, judged afterwards."""

    id = "refused-client-stored"
    sentence = "A POST /clients that is refused with 400 stores what it had of the client."
    faults = ("F30",)
    operations = ("createClient",)
    requirement = "LG-CLI-018"

    def apply(self, application: Application) -> None:
        """Store the texts of a refused client."""
        clients = application.resource(Clients)

        def keep(call: Call) -> None:
            texts: Object = {name: value for name, value in call.body.items() if isinstance(value, str)}
            clients.stored(call, {"clientName": "unnamed", **texts})

        keep_refused(application, "createClient", keep)


class ClientFieldNeverCleared(Defect):
    """No value is taken for no change."""

    id = "client-field-never-cleared"
    sentence = "PUT /clients with null or an empty string for a field answers 200 and leaves the field."
    faults = ("F26",)
    operations = ("updateClient",)
    requirement = "LG-CLI-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Drop the empty values."""

        def changed(record: Record, changes: Object) -> Record:
            return original(record, {name: value for name, value in changes.items() if value is not None})

        original = application.resource(Clients).changed
        override(application.resource(Clients).changed, lambda _: changed)


class EmptyClientUpdateRefused(Defect):
    """Nothing to do is taken for a mistake."""

    id = "empty-client-update-refused"
    sentence = "PUT /clients with the id alone is refused with 400."
    faults = ("F28",)
    operations = ("updateClient",)
    requirement = "LG-CLI-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for a change."""

        def check(call: Call) -> None:
            if call.body.keys() == {"id"}:
                raise InvalidValue("Send what should change.")

        before_one(application, "updateClient", check)


class NamelessClientTaken(Defect):
    """A default where a name is missing."""

    id = "nameless-client-taken"
    sentence = "{operation} with an empty clientName names the client Untitled."
    faults = ("F52",)
    choices = ("createClient", "updateClient")
    requirement = "LG-CLI-015"
    advisory = True

    def apply(self, application: Application) -> None:
        """Make a name up."""

        def name(call: Call) -> None:
            if not call.body.get("clientName", "" if call.method == "POST" else "kept"):
                call.body["clientName"] = "Untitled"

        before_one(application, self.operation, name)


class NoIdIsNotFound(Defect):
    """What is not there is looked for."""

    id = "client-without-id-is-404"
    sentence = "{operation} without an id is answered 404."
    faults = ("F52",)
    choices = ("deleteClient", "updateClient")
    requirement = "LG-CLI-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look for it."""

        def look(call: Call) -> None:
            if not (call.query if call.method == "DELETE" else call.body).get("id"):
                raise NotFound("There is no such client.")

        before_one(application, self.operation, look)


class AnyPurgeIsTrue(Defect):
    """Any text is true."""

    id = "any-purge-is-true"
    sentence = "DELETE /clients with any value of purge but false removes the client and its leads."
    faults = ("F33", "F52")
    operations = ("deleteClient",)
    requirement = "LG-CLI-024"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take it for a yes."""

        def read(call: Call) -> None:
            if call.query.get("purge", "false") != "false":
                call.query["purge"] = "true"

        before_one(application, "deleteClient", read)
