"""A chat that takes too little, or too much."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.fields import missing
from conformance.sandbox.operations import Handler


class ChatNeedsAgent(Defect):
    """There is no agent to begin with."""

    id = "chat-needs-agent"
    sentence = "POST /epsimo-chat answers 400 to a message without an agentId."
    faults = ("F53",)
    operations = ("chat",)
    requirement = "LG-INT-024"

    def apply(self, application: Application) -> None:
        """Ask for one."""

        def with_agent(handler: Handler) -> Handler:
            def chat(call: Call) -> Answer:
                if not call.body.get("agentId"):
                    raise missing("agentId")
                return handler(call)

            return chat

        application.wrap("chat", with_agent)


class ChatAnswersSilence(Defect):
    """Something is always answered."""

    id = "chat-answers-silence"
    sentence = "POST /epsimo-chat answers a request without a message."
    faults = ("F52",)
    operations = ("chat",)
    requirement = "LG-INT-026"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put a word into their mouths."""

        def spoken(handler: Handler) -> Handler:
            def chat(call: Call) -> Answer:
                call.body = {**call.body, "message": call.body.get("message") or "Hello"}
                return handler(call)

            return chat

        application.wrap("chat", spoken)
