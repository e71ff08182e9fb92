"""Updates of a client that do not happen, or undo others."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.defects.leads_update import of_an_earlier_read
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Object


class ClientUpdateNotStored(Defect):
    """The answer shows the change, the database never gets it."""

    id = "client-update-not-stored"
    sentence = "PUT /clients answers 200 with the new values and stores nothing."
    faults = ("F26", "F25")
    operations = ("updateClient",)
    requirement = "LG-CLI-011"
    because = "A client that cannot be changed fails each law whose story begins with a change."

    def apply(self, application: Application) -> None:
        """Merge in memory only."""
        override(
            application.resource(Clients).changed,
            lambda _: lambda record, changes: replace(record, fields={**record.fields, **changes}),
        )


class ParallelClientUpdateLost(Defect):
    """Read, merge, write back the whole: the later one wins, and the earlier one is gone."""

    id = "parallel-client-update-lost"
    sentence = "Of two PUT /clients of different fields of one client at the same time, only the later one stays."
    faults = ("F31",)
    operations = ("updateClient",)
    requirement = "LG-LEAD-041"

    def apply(self, application: Application) -> None:
        """Merge with what was read before."""
        clients = application.resource(Clients)
        merged = of_an_earlier_read(application, clients.changed)

        def changed(record: Record, changes: Object) -> Record:
            return merged(record, changes)

        override(clients.changed, lambda _: changed)
