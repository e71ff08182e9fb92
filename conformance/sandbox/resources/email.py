"""E-mail checks: of the form, and of the mailbox."""

from conformance.sandbox.addresses import Mailbox, fault, normal, verified
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.errors import InvalidFormat
from conformance.sandbox.fields import missing
from conformance.sandbox.operations import operation
from conformance.sandbox.resource import Resource


class Email(Resource):
    """`/email-validate` judges an address by its form, `/email-verify` asks its mail server."""

    @operation("validateEmail", "POST", "/api/email-validate")
    def validate(self, call: Call) -> Answer:
        """Whether a text is an e-mail address, and why not."""
        address = self.address(call)
        reason = self.fault(address)
        return (
            ok(email=address, valid=reason is None) if reason is None else ok(email=address, valid=False, reason=reason)
        )

    @operation("verifyEmail", "POST", "/api/email-verify")
    def verify(self, call: Call) -> Answer:
        """Whether mail to an address would arrive."""
        address = self.address(call)
        found = self.mailbox(address)
        answer = ok(email=address, valid=found.valid, status=found.status, mx=found.mx, catchAll=found.catch_all)
        if found.smtp is not None and isinstance(answer.body, dict):
            answer.body["smtp"] = found.smtp
        return answer

    def address(self, call: Call) -> str:
        """The address sent, normal; an empty text is malformed, not missing."""
        value = call.body.get("email")
        if value is None:
            raise missing("email")
        if not isinstance(value, str):
            raise InvalidFormat("email must be a string.", {"field": "email"})
        return normal(value)

    def fault(self, address: str) -> str | None:
        """Why it is no address."""
        return fault(address)

    def mailbox(self, address: str) -> Mailbox:
        """What verification finds; what is no address has no mailbox."""
        if self.fault(address):
            return Mailbox("undeliverable", mx=False, smtp=False, catch_all=False)
        return verified(address)
