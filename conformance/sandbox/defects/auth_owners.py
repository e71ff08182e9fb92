"""Records of the right person that say they are somebody else's."""

import uuid

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads


class OwnerIsAccountId(Defect):
    """Our own table of users has a key of its own."""

    id = "owner-is-account-id"
    sentence = "The owner of clients and leads is the id of an account of ours, and not the sub of the token."
    faults = ("F10", "F18")
    operations = ("createClient", "createLeads")
    requirement = "LG-AUTH-030"

    def apply(self, application: Application) -> None:
        """Show the other UUID."""

        def account(owner: str) -> str:
            return str(uuid.uuid5(uuid.NAMESPACE_OID, owner))

        for shown in (application.resource(Clients).shown, application.resource(Leads).rows.shown):
            override(shown, lambda original: lambda record: {**original(record), "owner": account(record.owner)})


class MembersHaveOwnCompany(Defect):
    """Who joined by invitation keeps the company that was made with the account."""

    id = "members-have-own-company"
    sentence = "The clients and leads of a Member carry a company_id that no colleague's carry."
    faults = ("F10",)
    operations = ("createClient", "createLeads")
    requirement = "LG-AUTH-031"

    def apply(self, application: Application) -> None:
        """Show the company of the account."""

        def company(record: Record) -> str:
            membership = application.identity.membership(record.owner)
            alone = membership is not None and membership[1] == "Member"
            return f"company-{record.owner}" if alone else record.company_id

        for shown in (application.resource(Clients).shown, application.resource(Leads).rows.shown):
            override(shown, lambda original: lambda record: {**original(record), "company_id": company(record)})
