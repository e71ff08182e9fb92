"""E-mail checks that answer the same to everything."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.email import Email


class EmailAlwaysValid(Defect):
    """Nobody looks at the address."""

    id = "email-always-valid"
    sentence = "POST /email-validate says of every text that it is a valid address."
    faults = ("F59",)
    operations = ("validateEmail",)
    requirement = "LG-MAIL-003"
    advisory = True

    def apply(self, application: Application) -> None:
        """Find no fault."""

        def always_valid(handler: Handler) -> Handler:
            def validate(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict):
                    answer.body = {**answer.body, "valid": True}
                return answer

            return validate

        application.wrap("validateEmail", always_valid)


class EmailAlwaysDeliverable(Defect):
    """Nobody asks the mail server."""

    id = "email-always-deliverable"
    sentence = "POST /email-verify says of every address that it is deliverable, of those under .invalid too."
    faults = ("F59",)
    operations = ("verifyEmail",)
    requirement = "LG-MAIL-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Forget what was found."""
        override(
            application.resource(Email).mailbox,
            lambda original: lambda address: replace(original(address), status="deliverable"),
        )
