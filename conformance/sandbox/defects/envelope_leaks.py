"""Answers that tell what their reader may not know."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NotFound
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record, Records


class RefusalNamesForeignRecord(Defect):
    """A helpful error text, written before there were tenants."""

    id = "refusal-names-foreign-record"
    sentence = "{operation} with another company's id is refused with that client's name in details."
    faults = ("F54", "F16")
    choices = ("deleteClient", "updateClient")
    requirement = "LG-ENV-014"

    def apply(self, application: Application) -> None:
        """Say which record it was."""

        def get(call: Call, records: Records, id: str, what: str) -> Record:
            try:
                return original(call, records, id, what)
            except NotFound as error:
                foreign = records.get(id)
                if what != "client" or foreign is None:
                    raise
                raise NotFound(error.error, {"clientName": foreign.fields.get("clientName")}) from error

        original = application.access.get
        override(application.access.get, lambda _: get)


class LoginShowsPassword(Defect):
    """The whole request comes back, for the convenience of the page."""

    id = "login-shows-password"
    sentence = "POST /auth answers the password under user."
    faults = ("F54",)
    operations = ("login",)
    requirement = "LG-ENV-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Send back what was sent."""

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict):
                    answer.body = {**answer.body, "user": dict(call.body)}
                return answer

            return answered

        application.wrap("login", around)
