"""A route that was left public: without credentials it answers as somebody."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import Kinds, unknown_callers
from conformance.sandbox.call import Call, Principal
from conformance.sandbox.choices import OPENING
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import Unauthenticated


class AnonymousTaken(Defect):
    """Nobody asks who calls."""

    id = "anonymous-taken"
    sentence = "{operation} without any credentials is answered as if somebody had logged in."
    faults = ("F01",)
    choices = OPENING
    requirement = "LG-AUTH-001"

    def apply(self, application: Application) -> None:
        """Let an anonymous caller through as the first actor."""
        credentials, identity = application.credentials, application.identity
        somebody = next(iter(application.seeding.actors.values())).user_id

        def default(call: Call, takes: Kinds, _refusal: Unauthenticated) -> Principal | None:
            if any(True for _ in credentials.attempts(call, takes)):
                return None
            return identity.principal(somebody, takes[0], platform_admin=True)

        unknown_callers(application, default)
