"""Campaigns that are not kept as they were sent, or stand in no list."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.campaigns import Campaigns
from conformance.sandbox.values import Object


class CampaignNotListed(Defect):
    """The list shows what runs, and a new one is a draft."""

    id = "campaign-not-listed"
    sentence = "A campaign that was created without a status does not show in GET /campaigns."
    faults = ("F60", "F24")
    operations = ("createCampaign", "listCampaigns")
    requirement = "LG-INT-003"

    def apply(self, application: Application) -> None:
        """Leave drafts out."""
        campaigns = application.resource(Campaigns)
        override(
            campaigns.listed,
            lambda original: lambda call: original(call).where("json_extract(fields, '$.status') <> 'draft'"),
        )


class CampaignTypeDropped(Defect):
    """Every campaign is of the default type."""

    id = "campaign-type-dropped"
    sentence = "POST /campaigns answers with the campaignType sent and stores `outbound`."
    faults = ("F25",)
    operations = ("createCampaign",)
    requirement = "LG-INT-003"

    def apply(self, application: Application) -> None:
        """Store the default."""

        def stored(call: Call, fields: Object) -> Record:
            return replace(original(call, {**fields, "campaignType": "outbound"}), fields=fields)

        original = application.resource(Campaigns).stored
        override(application.resource(Campaigns).stored, lambda _: stored)
