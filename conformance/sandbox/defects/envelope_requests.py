"""Requests that a server reads too strictly, too loosely, or otherwise by another kind of credential."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import before_one
from conformance.sandbox.call import Call
from conformance.sandbox.choices import READING, WITH_BODIES
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import BadRequest, InsufficientPermissions, InvalidFormat, InvalidValue
from conformance.sandbox.operations import BodyRule
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Object

KNOWN = {
    *("limit", "nextToken", "cursor", "fields", "companyId", "clientId", "client_id", "email", "linkedinUrl", "runId"),
    *("status", "icpId", "category", "startDate", "endDate", "sortBy", "sortDirection", "industry", "search"),
    *("minLeads", "maxLeads"),
}
"""The parameters that some read takes."""


class BrokenJsonIs422(Defect):
    """The status of another framework."""

    id = "broken-json-is-422"
    sentence = "{operation} with a body that is not JSON is answered 422."
    faults = ("F51", "F52")
    choices = WITH_BODIES
    requirement = "LG-ENV-015"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse it in other words."""
        parsing = application.parsing

        class Unprocessable(InvalidFormat):
            status = 422

        def body(call: Call, rule: BodyRule) -> Object:
            try:
                return original(call, rule)
            except InvalidFormat as error:
                if "object" in error.error:
                    raise
                raise Unprocessable(error.error) from error

        original = parsing.body
        override(parsing.body, lambda _: body)


class OddTypesMadeText(Defect):
    """Whatever it is, it is made a text."""

    id = "odd-types-made-text"
    sentence = "PUT /clients turns objects and lists into texts, and stores them."
    faults = ("F52",)
    operations = ("updateClient",)
    requirement = "LG-ENV-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Turn them."""

        def turn(call: Call) -> None:
            for name, value in call.body.items():
                if isinstance(value, dict | list):
                    call.body[name] = str(value)

        before_one(application, "updateClient", turn)


class UnknownParameterRefused(Defect):
    """Only what is known may be asked."""

    id = "unknown-parameter-refused"
    sentence = "{operation} with a query parameter that it does not know is answered 400."
    faults = ("F51",)
    choices = READING
    requirement = "LG-ENV-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse it."""

        def check(call: Call) -> None:
            if call.query.keys() - KNOWN:
                raise InvalidValue("There is no such parameter.")

        before_one(application, self.operation, check)


class EmptyBodyOfReadParsed(Defect):
    """Who says JSON must send some."""

    id = "empty-body-of-a-read-parsed"
    sentence = "{operation} with a JSON content type and no body is answered 400."
    faults = ("F51", "F52")
    choices = READING
    requirement = "LG-ENV-019"

    def apply(self, application: Application) -> None:
        """Parse what is not there."""

        def check(call: Call) -> None:
            if call.header(b"content-type") is not None:
                raise InvalidFormat("The body is not valid JSON.")

        before_one(application, self.operation, check)


class NullMadeText(Defect):
    """null, in letters."""

    id = "null-made-text"
    sentence = "POST /clients stores null for an optional field as the text null."
    faults = ("F51", "F52")
    operations = ("createClient",)
    requirement = "LG-ENV-020"
    advisory = True

    def apply(self, application: Application) -> None:
        """Spell it."""

        def spell(call: Call) -> None:
            for name, value in call.body.items():
                if value is None and name != "clientName":
                    call.body[name] = "null"

        before_one(application, "createClient", spell)


class TwoMistakesAre410(Defect):
    """What is gone is gone, whatever else is wrong."""

    id = "two-mistakes-are-410"
    sentence = "PUT /clients with an unknown id and an empty name answers 410."
    faults = ("F06", "F53")
    operations = ("updateClient",)
    requirement = "LG-ENV-022"
    advisory = True

    def apply(self, application: Application) -> None:
        """Answer for neither."""
        clients = application.resource(Clients).clients

        class Gone(BadRequest):
            status = 410

        def check(call: Call) -> None:
            id = call.body.get("id")
            if isinstance(id, str) and id and call.body.get("clientName") == "" and not known(call, id):
                raise Gone("That is gone.")

        def known(call: Call, id: str) -> bool:
            record = clients.get(id)
            return record is not None and application.access.may_read(call, record)

        before_one(application, "updateClient", check)


class KeyIsForbidden(Defect):
    """Keys are for machines, and machines only read."""

    id = "key-is-forbidden"
    sentence = "{operation} by an API key is answered 403."
    faults = ("F09",)
    choices = ("createLeads", "listLeads", "updateLeads")
    requirement = "LG-ENV-023"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse the key."""

        def check(call: Call) -> None:
            if call.principal.kind == "key":
                raise InsufficientPermissions("An API key may not do this.")

        before_one(application, self.operation, check)
