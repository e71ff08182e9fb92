"""Listings that show another number of rows than agreed where none is asked for."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import default_is_maximum
from conformance.sandbox.deviation import Defect


class ClientsDefaultLimitIsMaximum(Defect):
    """Without a limit, all that one may have."""

    id = "clients-default-limit-is-maximum"
    sentence = "GET /clients without limit shows up to 1,000 rows."
    faults = ("F39",)
    operations = ("listClients",)
    requirement = "LG-PAGE-003"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take the maximum for the default."""
        default_is_maximum(application, "/api/clients")
