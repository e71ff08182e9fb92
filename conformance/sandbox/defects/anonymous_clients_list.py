"""A route that was left public: without credentials it answers as somebody."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Unauthenticated


class AnonymousClientsListTaken(Defect):
    """GET /clients needs nobody."""

    id = "anonymous-clients-list-taken"
    sentence = "GET /clients without any credentials answers 200 with a company's clients."
    faults = ("F01",)
    operations = ("listClients",)
    requirement = "LG-AUTH-001"

    def apply(self, application: Application) -> None:
        """Let an anonymous caller of that one path through as the first actor."""
        credentials, identity = application.credentials, application.identity
        somebody = next(iter(application.seeding.actors.values())).user_id

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            try:
                return known(call, takes)
            except Unauthenticated:
                default = identity.principal(somebody, "cookie", platform_admin=False)
                anonymous = not any(True for _ in credentials.attempts(call, takes))
                if default and anonymous and (call.method, call.path) == ("GET", "/api/clients"):
                    return default
                raise

        known = credentials.caller
        override(credentials.caller, lambda _: caller)
