"""Deletions of a client that do not happen."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.resources.clients import Clients


class ClientDeleteKeepsRow(Defect):
    """The answer says deleted, the row stays."""

    id = "client-delete-keeps-row"
    sentence = "DELETE /clients answers 200 and keeps the client."
    faults = ("F29",)
    operations = ("deleteClient",)
    requirement = "LG-CLI-020"

    def apply(self, application: Application) -> None:
        """Forget to remove the row."""
        override(application.resource(Clients).remove, lambda _: lambda record: None)  # noqa: ARG005  # as the original
