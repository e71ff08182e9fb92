"""Errors whose form, status or content type is not what the contract gives them."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.choices import EVERY
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import ApiError, InternalError, InvalidFormat
from conformance.sandbox.operations import BodyRule, Operation
from conformance.sandbox.values import Object


class ErrorWithoutRecommendation(Defect):
    """The envelope is written by hand in one place."""

    id = "error-without-recommendation"
    sentence = "Errors of {operation} carry no recommendation."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-002"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave it out."""

        def changed(answer: Answer) -> Answer:
            if answer.status >= 400 and isinstance(answer.body, dict):
                answer.body = {name: value for name, value in answer.body.items() if name != "recommendation"}
            return answer

        _answers(application, self.operation, changed)


class UnknownClientIs410(Defect):
    """Somebody read the RFC more closely than the contract."""

    id = "unknown-client-is-410"
    sentence = "{operation} with an unknown id is answered 410, which no operation documents."
    faults = ("F53",)
    choices = ("deleteClient", "updateClient")
    requirement = "LG-ENV-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Answer with the other status, and a type of its own."""

        def changed(answer: Answer) -> Answer:
            if answer.status == 404 and isinstance(answer.body, dict):
                return Answer(410, {**answer.body, "errorType": "gone"}, answer.headers)
            return answer

        _answers(application, self.operation, changed)


class ErrorCalledHtml(Defect):
    """The error handler's default content type."""

    id = "error-called-html"
    sentence = "Errors of {operation} are JSON with the content type text/html."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-009"

    def apply(self, application: Application) -> None:
        """Name the wrong type."""

        def changed(answer: Answer) -> Answer:
            if answer.status >= 400:
                answer.headers.append((b"content-type", b"text/html; charset=utf-8"))
            return answer

        _answers(application, self.operation, changed)


class BrokenJsonBreaksServer(Defect):
    """The parser's exception is nobody's."""

    id = "broken-json-breaks-server"
    sentence = "PUT /clients with a body that is no JSON object is answered 500."
    faults = ("F51", "F40")
    operations = ("updateClient",)
    requirement = "LG-ENV-005"

    def apply(self, application: Application) -> None:
        """Take the client's mistake for one's own."""

        def body(call: Call, rule: BodyRule) -> Object:
            try:
                return original(call, rule)
            except InvalidFormat as error:
                wrong: ApiError = error
                if (call.method, call.path) == ("PUT", "/api/clients"):
                    wrong = InternalError("Something went wrong on our side.")
                raise wrong from error

        original = application.parsing.body
        override(application.parsing.body, lambda _: body)


def _answers(application: Application, operation_id: str, changed: Callable[[Answer], Answer]) -> None:
    """Let `changed` alter every answer of an operation, refusals before its handler too."""

    def guarded(operation: Operation, call: Call) -> Answer:
        answer = original(operation, call)
        return changed(answer) if operation.id == operation_id else answer

    original = application.dispatch.guarded
    override(application.dispatch.guarded, lambda _: guarded)
