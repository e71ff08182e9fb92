"""Unknown and foreign ids are forbidden instead of absent, both alike."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InsufficientPermissions


class ForeignIs403(Variant):
    """403 wherever an id names nothing of the caller's."""

    id = "foreign-is-403"
    sentence = "An id that is not the caller's, unknown or foreign, gets 403 instead of 404."

    def apply(self, application: Application) -> None:
        """Choose the other error."""
        override(
            application.access.absent,
            lambda _: lambda what: InsufficientPermissions(f"You may not use this {what}."),
        )
