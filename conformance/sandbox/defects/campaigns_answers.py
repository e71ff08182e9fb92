"""Campaigns whose answers miss what clients read, and campaigns without a name."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.operations import Handler
from conformance.sandbox.rewriting import renamed, rewrite


class CampaignIdNested(Defect):
    """The id stands in the record alone."""

    id = "campaign-id-nested-only"
    sentence = "POST /campaigns answers with the id in the campaign, and not at top level."
    faults = ("F53",)
    operations = ("createCampaign",)
    requirement = "LG-INT-001"

    def apply(self, application: Application) -> None:
        """Leave the upper one out."""
        rewrite(
            application,
            "createCampaign",
            lambda _, body: {name: value for name, value in body.items() if name != "id"},
        )


class CampaignsUnderItems(Defect):
    """The list stands under the name of the store."""

    id = "campaigns-under-items"
    sentence = "GET /campaigns gives the list under `items` instead of `campaigns`."
    faults = ("F53",)
    operations = ("listCampaigns",)
    requirement = "LG-INT-002"

    def apply(self, application: Application) -> None:
        """Rename it."""
        rewrite(application, "listCampaigns", renamed("campaigns", "items"))


class CampaignWithoutName(Defect):
    """A name is made up."""

    id = "campaign-without-name-taken"
    sentence = "POST /campaigns without a name makes a campaign called Untitled."
    faults = ("F52",)
    operations = ("createCampaign",)
    requirement = "LG-INT-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Fill the name in."""

        def named(handler: Handler) -> Handler:
            def create(call: Call) -> Answer:
                call.body = {**call.body, "name": call.body.get("name") or "Untitled"}
                return handler(call)

            return create

        application.wrap("createCampaign", named)
