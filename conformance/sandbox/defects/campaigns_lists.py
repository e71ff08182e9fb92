"""Campaigns that stand in the wrong list, or in none."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resources.campaigns import Campaigns
from conformance.sandbox.resources.clients import Clients
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


class CampaignCompanyTaken(Defect):
    """The company comes from the body."""

    id = "campaign-company-in-body-taken"
    sentence = "POST /campaigns stores the campaign under the company_id of its body."
    faults = ("F18",)
    operations = ("createCampaign",)
    requirement = "LG-ISO-032"

    def apply(self, application: Application) -> None:
        """Believe the body."""
        campaigns = application.resource(Campaigns)

        def stored(call: Call, fields: Object) -> Record:
            company = call.body.get("company_id")
            return campaigns.campaigns.insert(
                company_id=company if isinstance(company, str) else call.company_id,
                owner=call.principal.owner,
                fields=fields,
            )

        override(campaigns.stored, lambda _: stored)


class CampaignOfStrangerListed(Defect):
    """A list that reaches over the tenant's wall."""

    id = "campaign-of-stranger-listed"
    sentence = "GET /campaigns lists the campaigns of all companies."
    faults = ("F15",)
    operations = ("listCampaigns",)
    requirement = "LG-ISO-019"

    def apply(self, application: Application) -> None:
        """Ask for no company."""
        override(application.resource(Campaigns).listed, lambda _: lambda call: Filter())  # noqa: ARG005  # as the original


class CampaignLinkedToForeignClient(Defect):
    """The campaign goes where its client is."""

    id = "campaign-linked-to-foreign-client"
    sentence = "A campaign posted with another company's client_id shows in that company's list."
    faults = ("F17",)
    operations = ("createCampaign", "listCampaigns")
    requirement = "LG-ISO-014"

    def apply(self, application: Application) -> None:
        """Take any client, and its company."""
        campaigns, clients = application.resource(Campaigns), application.resource(Clients).clients

        def stored(call: Call, fields: Object) -> Record:
            client_id = fields.get("client_id")
            client = clients.find(Filter().equals("client_id", client_id)) if isinstance(client_id, str) else None
            company = client.company_id if client else call.company_id
            return campaigns.campaigns.insert(company_id=company, owner=call.principal.owner, fields=fields)

        override(campaigns.stored, lambda _: stored)
        override(campaigns.check_client, lambda _: lambda call, fields: None)  # noqa: ARG005  # as the original
