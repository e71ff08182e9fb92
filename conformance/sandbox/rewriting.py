"""Changing what a handler answers to a good request, and nothing of what it does: for defects of the last line."""

from collections.abc import Callable, Collection

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.operations import Handler
from conformance.sandbox.values import Json, Object


def rewrite(application: Application, operation_id: str, change: Callable[[Call, Object], Object]) -> None:
    """Let an operation answer with `change(call, body)` where it would answer with a body of success."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            answer = handler(call)
            if isinstance(answer.body, dict) and answer.body.get("success") is True:
                answer.body = change(call, answer.body)
            return answer

        return answered

    application.wrap(operation_id, around)


def renamed(old: str, new: str) -> Callable[[Call, Object], Object]:
    """A change that puts what stands under one name under another."""
    return lambda _, body: {new if name == old else name: value for name, value in body.items()}


def rows_without(body: Object, names: Collection[str]) -> Object:
    """The body with the resource or the rows in it, without what stands in them under these names."""

    def cut(value: Json) -> Json:
        if isinstance(value, list):
            return [cut(each) for each in value]
        return {name: value[name] for name in value if name not in names} if isinstance(value, dict) else value

    return {name: cut(value) for name, value in body.items()}
