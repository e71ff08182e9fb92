"""Successes that lack a property, or have one of another form."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.operations import Handler
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
