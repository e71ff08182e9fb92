"""Malformed addresses are refused."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidFormat
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
