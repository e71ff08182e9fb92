"""Putting something around whole operations, refusals before their handler too: for mistakes of a route."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import override
from conformance.sandbox.errors import ApiError, BadRequest
from conformance.sandbox.operations import Handler, Operation
from conformance.sandbox.values import Json, Object

Change = Callable[[Call, Object], Object]
"""`change(call, body)` gives the body to answer with."""


def answers(application: Application, change: Callable[[Call, Answer], Answer]) -> None:
    """Let every answer be `change(call, answer)`."""

    def guarded(operation: Operation, call: Call) -> Answer:
        return change(call, original(operation, call))

    original = application.dispatch.guarded
    override(application.dispatch.guarded, lambda _: guarded)


def errors(application: Application, change: Change) -> None:
    """Let the body of every error be changed."""

    def changed(call: Call, answer: Answer) -> Answer:
        if answer.status >= 400 and isinstance(answer.body, dict):
            return replace(answer, body=change(call, answer.body))
        return answer

    answers(application, changed)


def successes(application: Application, change: Change) -> None:
    """Let the body of every success be changed."""

    def changed(call: Call, answer: Answer) -> Answer:
        if answer.status < 300 and isinstance(answer.body, dict):
            return replace(answer, body=change(call, answer.body))
        return answer

    answers(application, changed)


def refusals(application: Application, kind: type[ApiError], make: Callable[[ApiError], ApiError]) -> None:
    """Raise `make(error)` wherever an error of that kind would be raised by body, permission or handler."""

    def permitted(operation: Operation, call: Call) -> Answer:
        try:
            return original(operation, call)
        except kind as error:
            raise make(error) from error

    original = application.dispatch.permitted
    override(application.dispatch.permitted, lambda _: permitted)


def refuse_instead(
    application: Application, operation_id: str, kind: type[ApiError], make: Callable[[ApiError], ApiError]
) -> None:
    """Raise `make(error)` where the handler of one operation would raise an error of that kind."""

    def around(handler: Handler) -> Handler:
        def refused(call: Call) -> Answer:
            try:
                return handler(call)
            except kind as error:
                raise make(error) from error

        return refused

    application.wrap(operation_id, around)


def handled(application: Application, around: Callable[[Call, Callable[[], Answer]], Answer]) -> None:
    """Answer with `around(call, answer)` once the caller is permitted; `answer()` is what the handler gives."""

    def permitted(operation: Operation, call: Call) -> Answer:
        handler = operation.handler
        return original(replace(operation, handler=lambda again: around(again, lambda: handler(again))), call)

    original = application.dispatch.permitted
    override(application.dispatch.permitted, lambda _: permitted)


def everywhere_in(value: Json, change: Callable[[str, Json], Json]) -> Json:
    """The value with `change(name, value)` in the place of every plain value under a name, at any depth."""
    if isinstance(value, dict):
        return {
            name: everywhere_in(each, change) if isinstance(each, dict | list) else change(name, each)
            for name, each in value.items()
        }
    return [everywhere_in(each, change) for each in value] if isinstance(value, list) else value


def in_body(body: Object, change: Callable[[str, Json], Json]) -> Object:
    """The same of a whole body."""
    changed = everywhere_in(body, change)
    return changed if isinstance(changed, dict) else body


def before(application: Application, act: Callable[[Call], None]) -> None:
    """Let `act` see, alter or refuse a call whose body is read, before its handler does."""

    def acted(call: Call, answer: Callable[[], Answer]) -> Answer:
        act(call)
        return answer()

    handled(application, acted)


def before_one(application: Application, operation_id: str, act: Callable[[Call], None]) -> None:
    """The same for the calls of one operation alone."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            act(call)
            return handler(call)

        return answered

    application.wrap(operation_id, around)


def keep_refused(
    application: Application,
    operation_id: str,
    keep: Callable[[Call], object],
    kind: type[ApiError] = BadRequest,
) -> None:
    """Let `keep(call)` write although an operation refuses with that kind of error; the answer stays the refusal."""

    def around(handler: Handler) -> Handler:
        def refused(call: Call) -> Answer:
            try:
                return handler(call)
            except kind as error:
                # What is kept may be refused as well; the answer is the first refusal either way.
                with suppress(ApiError):
                    keep(call)
                # An error that is raised would undo it.
                return Answer(error.status, error.envelope())

        return refused

    application.wrap(operation_id, around)
