"""An address that is judged before its letters are made small."""

from conformance.sandbox.addresses import Mailbox
from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.email import Email


class InvalidDomainInCapitals(Defect):
    """The list of domains that do not exist is compared before the address is made small."""

    id = "invalid-domain-in-capitals"
    sentence = "POST /email-verify finds addresses under .INVALID in capital letters valid."
    faults = ("F59",)
    operations = ("verifyEmail",)
    requirement = "LG-MAIL-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look at the text as it was sent."""
        email = application.resource(Email)
        ending = ""

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                nonlocal ending
                ending = str(call.body.get("email")).strip().rpartition(".")[2]
                return handler(call)

            return answered

        def mailbox(address: str) -> Mailbox:
            if ending != ending.lower() and ending.lower() == "invalid" and email.fault(address) is None:
                return Mailbox("deliverable", mx=True, smtp=True, catch_all=False)
            return original(address)

        original = email.mailbox
        application.wrap("verifyEmail", around)
        override(email.mailbox, lambda _: mailbox)
