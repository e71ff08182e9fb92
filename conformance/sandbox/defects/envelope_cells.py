"""The envelope on one way alone: by one verb, for one kind of credential."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import BodyRule
from conformance.sandbox.rewriting import rewrite, rows_without
from conformance.sandbox.values import Object

PRIVATE = ("notes", "title")


class JsonDeleteNeedsBody(Defect):
    """Who announces JSON must bring some."""

    id = "json-delete-needs-body"
    sentence = "{operation} with Content-Type: application/json and no body is answered 400."
    faults = ("F51",)
    choices = ("deleteClient", "deleteLeads")
    requirement = "LG-ENV-019"

    def apply(self, application: Application) -> None:
        """Parse the empty body."""

        def body(call: Call, rule: BodyRule) -> Object:
            announced = (call.header(b"content-type") or "").startswith("application/json")
            return original(call, "required" if announced and call.method == "DELETE" else rule)

        original = application.parsing.body
        override(application.parsing.body, lambda _: body)


class KeysSeeLess(Defect):
    """What machines get is cut to what the first machine needed."""

    id = "keys-see-less"
    sentence = "{operation} by an API key shows leads without their title and notes."
    faults = ("F09",)
    choices = ("createLeads", "listLeads", "updateLeads")
    requirement = "LG-ENV-023"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave them out."""

        def less(call: Call, body: Object) -> Object:
            return rows_without(body, PRIVATE) if call.principal.kind == "key" else body

        rewrite(application, self.operation, less)
