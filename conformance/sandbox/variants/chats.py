"""Chats that say less, and begin anew where another would refuse."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import ApiError
from conformance.sandbox.operations import Operation
from conformance.sandbox.records import Record
from conformance.sandbox.resources.chat import Chat
from conformance.sandbox.variants._answers import every_answer, is_success


class _Tacit(Variant):
    """What was said is not repeated."""

    requirements = ("LG-ISO-040", "LG-INT-025")

    def apply(self, application: Application) -> None:
        """Say the same to everybody."""

        def answer(operation: Operation, _call: Call, answer: Answer) -> None:
            if operation.id == "chat" and is_success(answer) and isinstance(answer.body, dict):
                answer.body["reply"] = "I have noted that. What shall I look into?"

        every_answer(application, answer)


class ChatRepeatsNothing(_Tacit):
    """As where nobody is behind it but a queue."""

    id = "chat-repeats-nothing"
    sentence = "Every reply of the chat is the same."


class UnknownThreadsBeginAnew(_Tacit):
    """A thread that is not the caller's own is none, and so there is a new one."""

    id = "unknown-threads-begin-anew"
    sentence = "A threadId that is unknown or somebody else's begins a new thread, and every reply is the same."

    def apply(self, application: Application) -> None:
        """Open another one."""
        super().apply(application)
        chat = application.resource(Chat)

        def thread(call: Call, id: str) -> Record:
            try:
                return original(call, id)
            except ApiError:
                return chat.new_thread(call)

        original = chat.thread
        override(chat.thread, lambda _: thread)
