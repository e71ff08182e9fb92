"""E-mail checks that refuse what is an address, take what is no text, or do not say what they found."""

from conformance.sandbox.addresses import Mailbox
from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidFormat, NotFound
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.email import Email
from conformance.sandbox.rewriting import rewrite
from conformance.sandbox.values import Object


class EmailWithTagRefused(Defect):
    """The pattern knows no plus sign."""

    id = "email-validate-refuses-tags"
    sentence = "POST /email-validate answers 400 to an address with a plus sign before the @."
    faults = ("F53",)
    operations = ("validateEmail",)
    requirement = "LG-MAIL-001"

    def apply(self, application: Application) -> None:
        """Refuse the plus sign."""

        def without_tags(handler: Handler) -> Handler:
            def validate(call: Call) -> Answer:
                if "+" in str(call.body.get("email")):
                    raise InvalidFormat("email must be an e-mail address.", {"field": "email"})
                return handler(call)

            return validate

        application.wrap("validateEmail", without_tags)


class EmailCutAtTag(Defect):
    """What was judged is not what was asked."""

    id = "email-validate-cuts-tags"
    sentence = "POST /email-validate answers for the address without its part from the plus sign to the @."
    faults = ("F53",)
    operations = ("validateEmail",)
    requirement = "LG-MAIL-002"
    advisory = True

    def apply(self, application: Application) -> None:
        """Cut the tag out of the answer."""

        def cut(_: Call, body: Object) -> Object:
            local, at, domain = str(body["email"]).partition("@")
            return {**body, "email": local.partition("+")[0] + at + domain}

        rewrite(application, "validateEmail", cut)


class EmailVerifyOtherWord(Defect):
    """The provider's word comes through."""

    id = "email-verify-other-word"
    sentence = "POST /email-verify answers with the status `ok` or `bad` instead of one of the four."
    faults = ("F53",)
    operations = ("verifyEmail",)
    requirement = "LG-MAIL-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Say it otherwise."""
        rewrite(
            application, "verifyEmail", lambda _, body: {**body, "status": "ok" if body["valid"] is True else "bad"}
        )


class EmailVerifyUnknownDomain(Defect):
    """A domain that is not found is an error of its own."""

    id = "email-verify-unknown-domain-404"
    sentence = "POST /email-verify answers 404 where the domain of the address takes no mail."
    faults = ("F59",)
    operations = ("verifyEmail",)
    requirement = "LG-MAIL-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse where the look-up finds no mail server; what is no address has no domain to look up."""
        email = application.resource(Email)

        def mailbox(address: str) -> Mailbox:
            found = original(address)
            if not found.mx and email.fault(address) is None:
                raise NotFound("There is no such domain.")
            return found

        original = email.mailbox
        override(email.mailbox, lambda _: mailbox)


class EmailVerifyTaglessAlone(Defect):
    """The form of an address is judged by an expression that knows letters, digits, dots and hyphens."""

    id = "email-verify-refuses-tags"
    sentence = "POST /email-verify answers 400 to an address with a + before the @."
    faults = ("F53",)
    operations = ("verifyEmail",)
    requirement = "LG-MAIL-005"

    def apply(self, application: Application) -> None:
        """Refuse it as malformed."""
        email = application.resource(Email)

        def mailbox(address: str) -> Mailbox:
            if "+" in address.rpartition("@")[0]:
                raise InvalidFormat("email is no address.", {"field": "email"})
            return original(address)

        original = email.mailbox
        override(email.mailbox, lambda _: mailbox)


def as_text(handler: Handler) -> Handler:
    """The handler, for whatever may be sent in the place of a text."""

    def answered(call: Call) -> Answer:
        call.body = {**call.body, "email": str(call.body.get("email", ""))}
        return handler(call)

    return answered


class EmailOfAnyKindValidated(Defect):
    """Whatever comes is made a text."""

    id = "email-validate-takes-anything"
    sentence = "POST /email-validate takes numbers, and no e-mail at all, for texts that are no address."
    faults = ("F52",)
    operations = ("validateEmail",)
    requirement = "LG-MAIL-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Make it a text."""
        application.wrap("validateEmail", as_text)


class EmailOfAnyKindVerified(Defect):
    """Whatever comes is made a text."""

    id = "email-verify-takes-anything"
    sentence = "POST /email-verify takes numbers, and no e-mail at all, for addresses that get no mail."
    faults = ("F52",)
    operations = ("verifyEmail",)
    requirement = "LG-MAIL-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Make it a text."""
        application.wrap("verifyEmail", as_text)
