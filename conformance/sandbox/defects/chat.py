"""A chat that does not go on."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.chat import Chat


class ChatForgetsThread(Defect):
    """Every message begins anew."""

    id = "chat-forgets-thread"
    sentence = "POST /epsimo-chat answers every message in a new thread, whatever threadId was sent."
    faults = ("F60",)
    operations = ("chat",)
    requirement = "LG-INT-025"
    advisory = True

    def apply(self, application: Application) -> None:
        """Find the thread and open another one."""
        chat = application.resource(Chat)

        def thread(call: Call, id: str) -> Record:
            original(call, id)
            return chat.new_thread(call)

        original = chat.thread
        override(chat.thread, lambda _: thread)
