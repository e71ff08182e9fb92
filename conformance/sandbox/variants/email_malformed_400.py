"""E-mail checks that refuse, or repeat, what they were sent."""

from conformance.sandbox.addresses import Mailbox
from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidFormat
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.email import Email


class EmailMalformed400(Variant):
    """No address, no answer."""

    id = "email-malformed-400"
    sentence = "The e-mail checks answer 400 to a text that is no address, instead of valid false."
    requirements = ("LG-MAIL-001", "LG-MAIL-003", "LG-MAIL-005", "LG-MAIL-007")

    def apply(self, application: Application) -> None:
        """Judge the form before anything else."""
        email = application.resource(Email)

        def address(call: Call) -> str:
            text = original(call)
            reason = email.fault(text)
            if reason:
                raise InvalidFormat(reason, {"field": "email"})
            return text

        original = email.address
        override(email.address, lambda _: address)


class EmailReserved400(Variant):
    """A name that nobody can own is no domain."""

    id = "email-reserved-400"
    sentence = "POST /email-verify answers 400 to an address of a domain under .invalid, instead of valid false."
    requirements = ("LG-MAIL-005", "LG-MAIL-007")

    def apply(self, application: Application) -> None:
        """Refuse it before it is looked up."""
        email = application.resource(Email)

        def mailbox(address: str) -> Mailbox:
            if address.endswith(".invalid"):
                raise InvalidFormat("The domain of the address is reserved.", {"field": "email"})
            return original(address)

        original = email.mailbox
        override(email.mailbox, lambda _: mailbox)


class EmailsEchoedAsSent(Variant):
    """The address is repeated, not judged."""

    id = "emails-echoed-as-sent"
    sentence = "The e-mail checks answer with the address exactly as it was sent."
    requirements = ("LG-MAIL-002", "LG-MAIL-003", "LG-MAIL-006")

    def apply(self, application: Application) -> None:
        """Put it back into the answer."""

        def echoing(handler: Handler) -> Handler:
            def check(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict):
                    answer.body["email"] = call.body["email"]
                return answer

            return check

        for operation_id in ("validateEmail", "verifyEmail"):
            application.wrap(operation_id, echoing)
