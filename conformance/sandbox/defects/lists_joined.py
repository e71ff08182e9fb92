"""Lists that are joined to another table, and leave out what that one lacks."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.resources.campaigns import Campaigns
from conformance.sandbox.resources.maintenance import Maintenance


class CampaignWithoutClientNotListed(Defect):
    """The list is joined to the clients."""

    id = "campaign-without-client-not-listed"
    sentence = "GET /campaigns leaves out campaigns without a client_id."
    faults = ("F24", "F60")
    operations = ("createCampaign", "listCampaigns")
    requirement = "LG-INT-003"

    def apply(self, application: Application) -> None:
        """Ask for a client."""
        campaigns = application.resource(Campaigns)
        has_client = "json_extract(fields, '$.client_id') IS NOT NULL"
        override(campaigns.listed, lambda original: lambda call: original(call).where(has_client))


class ReportWithoutAddressNotListed(Defect):
    """The lists are joined to the users by their addresses."""

    id = "report-without-address-not-listed"
    sentence = "GET /maintenance/bugs and /maintenance/enhancements leave out entries without a userEmail."
    faults = ("F24", "F60")
    operations = ("reportBug", "listBugs", "requestEnhancement", "listEnhancements")
    requirement = "LG-INT-013"

    def apply(self, application: Application) -> None:
        """Ask for an address."""
        maintenance = application.resource(Maintenance)
        has_address = "json_extract(fields, '$.userEmail') IS NOT NULL"
        override(maintenance.listed, lambda original: lambda call: original(call).where(has_address))
