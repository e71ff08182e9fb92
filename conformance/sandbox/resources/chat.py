"""Chat: threads between one user and an agent, of which every message is kept."""

import uuid
from typing import TYPE_CHECKING

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.replies import reply
from conformance.sandbox.resource import Resource
from conformance.sandbox.tables import Table

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

THREADS = Table("chat_threads", lagging=False)
MESSAGES = Table("chat_messages", columns=("thread_id",), indexes=(("thread_id",),), lagging=False)
FIELDS = FieldTable(Field("message", required=True), Field("agentId"), Field("threadId", trim=False))


class Chat(Resource):
    """`/epsimo-chat`: a thread is its user's own."""

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.threads = self.records(THREADS)
        self.messages = self.records(MESSAGES)

    @operation("chat", "POST", "/api/epsimo-chat")
    def chat(self, call: Call) -> Answer:
        """Answer a message, in a thread of the caller's or in a new one."""
        sent = FIELDS.for_create(call.body)
        thread_id, message = sent.get("threadId"), str(sent["message"])
        agent = sent.get("agentId")
        thread = self.thread(call, str(thread_id)) if thread_id else self.new_thread(call)
        if agent:
            thread = self.threads.update(thread, {"agentId": agent})
        known = thread.fields.get("agentId")
        answer = reply(self.earlier(thread), message, str(known) if known else None)
        self.keep(thread, message, answer)
        return ok(reply=answer, threadId=thread.id)

    def thread(self, call: Call, id: str) -> Record:
        """The caller's thread of that id. Raises what unknown ids and other people's get alike."""
        thread = self.threads.find(self.access.own(call).equals("id", id))
        if thread is None:
            raise self.access.absent("thread")
        return thread

    def new_thread(self, call: Call) -> Record:
        """A thread without messages."""
        return self.threads.insert(
            company_id=call.company_id, owner=call.principal.owner, fields={}, id=f"thread-{uuid.uuid4()}"
        )

    def earlier(self, thread: Record) -> list[str]:
        """What the user said in this thread, oldest first."""
        said = self.messages.select(Filter().equals("thread_id", thread.id))
        return [str(message.fields["message"]) for message in said]

    def keep(self, thread: Record, message: str, answer: str) -> None:
        """Store a message with the answer to it."""
        self.messages.insert(
            company_id=thread.company_id,
            owner=thread.owner,
            fields={"message": message, "reply": answer},
            thread_id=thread.id,
        )
