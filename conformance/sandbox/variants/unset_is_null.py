"""Optional fields that are always there."""

from collections.abc import Iterable
from typing import Protocol

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.records import Record
from conformance.sandbox.resources import campaigns, clients, maintenance, search_history, webhooks
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object
from conformance.sandbox.variants.settings_upsert import KINDS


class Shows(Protocol):
    """Whatever shows records of one kind."""

    def shown(self, record: Record) -> Object:
        """A record as answers show it."""


class UnsetIsNull(Variant):
    """Rows of a database, with all their columns."""

    id = "unset-is-null"
    sentence = "A field that is not set is shown as null in clients, leads, searches, webhooks, campaigns and settings."
    requirements = (
        "LG-ENV-006",
        "LG-ENV-007",
        "LG-ENV-020",
        "LG-CLI-013",
        "LG-LEAD-010",
        "LG-LEAD-029",
        "LG-LEAD-039",
        "LG-SET-016",
        "LG-SRCH-002",
        "LG-INT-012",
    )

    def apply(self, application: Application) -> None:
        """Begin each record with nulls."""
        resource = application.resource
        kinds: tuple[tuple[Shows, Iterable[str]], ...] = (
            (resource(clients.Clients), clients.FIELDS.names),
            (resource(Leads).rows, LEAD_FIELDS.names),
            (resource(search_history.SearchHistory), (*search_history.FIELDS.names, *search_history.TOTALS)),
            (resource(webhooks.Webhooks), webhooks.FIELDS.names),
            (resource(campaigns.Campaigns), campaigns.FIELDS.names),
            (resource(maintenance.Maintenance), maintenance.FIELDS.names),
            *((resource(kind), kind.fields.names) for kind in KINDS),
        )
        for shows, names in kinds:
            self.show_whole(shows, dict.fromkeys(names))

    def show_whole(self, shows: Shows, nulls: Object) -> None:
        """Let one kind of record be shown with all its fields."""
        override(shows.shown, lambda original: lambda record: {**nulls, **original(record)})
