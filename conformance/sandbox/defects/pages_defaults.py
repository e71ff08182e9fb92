"""Listings that show another number of rows than agreed where none is asked for."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override


class DefaultLimitIsMaximumElsewhere(Defect):
    """Without a limit, all that one may have."""

    id = "default-limit-is-maximum"
    sentence = "{operation} without limit shows up to 1,000 rows."
    faults = ("F39",)
    choices = ("listAdminCompanies", "listAdminUsers", "listCampaigns", "listClients", "listSearchHistory")
    requirement = "LG-PAGE-003"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take the maximum for the default."""
        override(
            application.pages.limit,
            lambda original: lambda call, default, maximum: original(call, maximum, maximum),  # noqa: ARG005  # as the original
        )
