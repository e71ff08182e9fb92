"""Updates of a client that do not happen."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.resources.clients import Clients


class ClientUpdateNotStored(Defect):
    """The answer shows the change, the database never gets it."""

    id = "client-update-not-stored"
    sentence = "PUT /clients answers 200 with the new values and stores nothing."
    faults = ("F26", "F25")
    operations = ("updateClient",)
    requirement = "LG-CLI-011"

    def apply(self, application: Application) -> None:
        """Merge in memory only."""
        override(
            application.resource(Clients).changed,
            lambda _: lambda record, changes: replace(record, fields={**record.fields, **changes}),
        )
