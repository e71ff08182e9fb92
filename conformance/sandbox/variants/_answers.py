"""What variants of the form share: looking at every answer as it leaves, and at the objects in it."""

from collections.abc import Callable, Iterator

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import override
from conformance.sandbox.operations import Operation
from conformance.sandbox.values import Object


def every_answer(application: Application, change: Callable[[Operation, Call, Answer], None]) -> None:
    """Let `change` have a hand in each answer, success or error, once its headers are complete."""

    def guarded(operation: Operation, call: Call) -> Answer:
        answer = original(operation, call)
        change(operation, call, answer)
        return answer

    original = application.dispatch.guarded
    override(application.dispatch.guarded, lambda _: guarded)


def is_success(answer: Answer) -> bool:
    """Whether it is an answer of success with a body."""
    return isinstance(answer.body, dict) and answer.body.get("success") is True


def is_error(answer: Answer) -> bool:
    """Whether it is an answer in the envelope of errors."""
    return isinstance(answer.body, dict) and answer.body.get("success") is False


def records(answer: Answer) -> Iterator[Object]:
    """The records that an answer shows: the objects under its keys, and those in its lists."""
    for value in answer.body.values() if isinstance(answer.body, dict) else ():
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict))
