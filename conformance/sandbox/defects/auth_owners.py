"""Records of the right person that say they are somebody else's."""

import uuid
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


class OwnerIsAccountId(Defect):
    """Our own table of users has a key of its own."""

    id = "owner-is-account-id"
    sentence = "The owner of what {operation} makes is the id of an account of ours, and not the sub of the token."
    faults = ("F10", "F18")
    choices = ("createClient", "createLeads")
    requirement = "LG-AUTH-030"
    because = (
        "Owners are how rows tell whose they are: each law on identity that is sought in the place looks at this field."
    )

    def apply(self, application: Application) -> None:
        """Show the other UUID."""

        def account(owner: str) -> str:
            return str(uuid.uuid5(uuid.NAMESPACE_OID, owner))

        for shown in (application.resource(Clients).shown, application.resource(Leads).rows.shown):
            override(shown, lambda original: lambda record: {**original(record), "owner": account(record.owner)})


class MembersHaveOwnCompany(Defect):
    """Who joined by invitation keeps the company that was made with the account."""

    id = "members-have-own-company"
    sentence = "What a Member makes with {operation} carries a company_id that no colleague's records carry."
    faults = ("F10",)
    choices = ("createClient", "createLeads")
    requirement = "LG-AUTH-031"

    def apply(self, application: Application) -> None:
        """Show the company of the account."""

        def company(record: Record) -> str:
            membership = application.identity.membership(record.owner)
            alone = membership is not None and membership[1] == "Member"
            return f"company-{record.owner}" if alone else record.company_id

        for shown in (application.resource(Clients).shown, application.resource(Leads).rows.shown):
            override(shown, lambda original: lambda record: {**original(record), "company_id": company(record)})


class OwnerIsTheKey(Defect):
    """Whatever proves the caller is taken for the caller."""

    id = "owner-is-the-key"
    sentence = "The owner of a lead that is created with an API key is the key's id, and not its user."
    faults = ("F10",)
    operations = ("createLeads",)
    requirement = "LG-AUTH-030"

    def apply(self, application: Application) -> None:
        """Store the id of the key."""
        rows, identity = application.resource(Leads).rows, application.identity

        def stored(call: Call, client: Record, fields: Object) -> Record:
            person = call.principal
            digest = identity.key_digest(call.header(b"x-api-key") or "")
            key = identity.api_keys.find(Filter().equals("digest", digest)) if person.kind == "key" else None
            if key is None:
                return original(call, client, fields)
            call.principal = replace(person, owner=key.id)
            try:
                return original(call, client, fields)
            finally:
                call.principal = person

        original = rows.stored
        override(rows.stored, lambda _: stored)
