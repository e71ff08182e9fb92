"""Successes that lack a property, or have one of another form."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Object


class UpdatedClientWithoutClientId(Defect):
    """The answer is built from the columns that the statement touched."""

    id = "updated-client-without-client-id"
    sentence = "PUT /clients answers the client without its client_id."
    faults = ("F53",)
    operations = ("updateClient",)
    requirement = "LG-ENV-006"

    def apply(self, application: Application) -> None:
        """Leave it out."""

        def changed(body: Object) -> Object:
            client = body["client"]
            assert isinstance(client, dict)  # noqa: S101  # what the handler always answers
            return {**body, "client": {name: value for name, value in client.items() if name != "client_id"}}

        _successes(application, "updateClient", changed)


class PipelineTotalIsText(Defect):
    """A driver that gives sums as text."""

    id = "pipeline-total-is-text"
    sentence = "GET /analytics/pipeline answers its total as a string."
    faults = ("F53",)
    operations = ("getPipeline",)
    requirement = "LG-ENV-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Quote it."""
        _successes(application, "getPipeline", lambda body: {**body, "total": str(body["total"])})


class OwnerIsUserName(Defect):
    """A join that shows the wrong column."""

    id = "owner-is-user-name"
    sentence = "GET /enrich-leads/{id} shows the owner's user name in place of the UUID."
    faults = ("F53",)
    operations = ("getEnrichLead",)
    requirement = "LG-ENV-010"

    def apply(self, application: Application) -> None:
        """Look the user up."""
        users = application.identity.users

        def changed(body: Object) -> Object:
            lead = body["lead"]
            assert isinstance(lead, dict)  # noqa: S101  # what the handler always answers
            user = users.get(str(lead["owner"]))
            return {**body, "lead": {**lead, "owner": str(user.columns["username"]) if user else "nobody"}}

        _successes(application, "getEnrichLead", changed)


class TimesWithoutZone(Defect):
    """Local time, or so it seems."""

    id = "times-without-zone"
    sentence = "The times of clients in answers of {operation} do not end in Z."
    faults = ("F53",)
    choices = ("createClient", "listClients", "updateClient")
    requirement = "LG-ENV-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take the zone off."""

        def shown(record: Record) -> Object:
            times = {"createdAt": record.created_at, "updatedAt": record.updated_at}
            return {**original(record), **{name: time.removesuffix("Z") for name, time in times.items()}}

        original = application.resource(Clients).shown
        override(application.resource(Clients).shown, lambda _: shown)


def _successes(application: Application, operation_id: str, changed: Callable[[Object], Object]) -> None:
    """Let `changed` alter the bodies of an operation's successes."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            answer = handler(call)
            if isinstance(answer.body, dict):
                answer.body = changed(answer.body)
            return answer

        return answered

    application.wrap(operation_id, around)
