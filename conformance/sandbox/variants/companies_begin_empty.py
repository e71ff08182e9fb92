"""Companies that nobody has used yet: no settings, and nothing that a scrape has brought."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.bulk import Bulk
from conformance.sandbox.variants.settings_upsert import KINDS


class CompaniesBeginEmpty(Variant):
    """What settings and scrapes a run needs, it has to make."""

    id = "companies-begin-empty"
    sentence = "The companies have no settings and no source leads until somebody makes some."
    requirements = ("LG-ISO-020", "LG-ISO-032", "LG-PAGE-008", "LG-BULK-006", "LG-TASK-004", "LG-TASK-008")

    def apply(self, application: Application) -> None:
        """Take away what was drawn."""
        for kind in KINDS:
            application.resource(kind).sets.delete_where(Filter())
        application.resource(Bulk).source_leads.delete_where(Filter())
