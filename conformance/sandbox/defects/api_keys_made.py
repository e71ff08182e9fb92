"""API keys that are made, and are not what their makers were told."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call, Principal
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.api_keys import ApiKeys
from conformance.sandbox.values import Object


class ApiKeyNotStored(Defect):
    """The key is told and forgotten."""

    id = "api-key-not-stored"
    sentence = "POST /agent-api-keys answers 200 with a key that no operation takes."
    faults = ("F24",)
    operations = ("createApiKey", "listClients")
    requirement = "LG-INT-016"

    def apply(self, application: Application) -> None:
        """Answer with a row that is gone."""
        keys = application.resource(ApiKeys)

        def made(call: Call, fields: Object) -> tuple[str, Record]:
            key, record = original(call, fields)
            application.identity.api_keys.delete(record)
            return key, record

        original = keys.made
        override(keys.made, lambda _: made)


class ApiKeyActsAsAnother(Defect):
    """The key is bound to a user of another company."""

    id = "api-key-acts-as-another"
    sentence = "A key made with POST /agent-api-keys acts as a user of another company."
    faults = ("F10", "F60")
    operations = ("createApiKey", "listClients")
    requirement = "LG-INT-016"

    def apply(self, application: Application) -> None:
        """Find the wrong user behind the keys made from now on."""
        keys, credentials, identity = application.resource(ApiKeys), application.credentials, application.identity
        made_here: set[str] = set()

        def made(call: Call, fields: Object) -> tuple[str, Record]:
            key, record = as_made(call, fields)
            made_here.add(key)
            return key, record

        def by_key(call: Call, key: str) -> Principal:
            principal = known(call, key)
            if key not in made_here:
                return principal
            actors = application.seeding.actors.values()
            strangers = (
                identity.principal(actor.user_id, "key", platform_admin=False)
                for actor in actors
                if actor.company and application.seeding.companies[actor.company] != principal.company_id
            )
            return next(strangers) or principal

        as_made, known = keys.made, credentials.by_key
        override(keys.made, lambda _: made)
        override(credentials.by_key, lambda _: by_key)


class ApiKeyActsAsOwner(Defect):
    """Keys belong to companies, and a company acts as its Owner."""

    id = "api-key-of-member-acts-as-owner"
    sentence = "A key made by a Member is taken with the Owner's x-user-id, and not with the Member's."
    faults = ("F10", "F24")
    operations = ("createApiKey", "listClients")
    requirement = "LG-INT-016"

    def apply(self, application: Application) -> None:
        """Store the company's owner as the key's."""
        identity = application.identity

        def made(call: Call, fields: Object) -> tuple[str, Record]:
            company = identity.companies.get(call.company_id)
            owner = company.owner if company else call.principal.owner
            return identity.add_api_key(owner=owner, company_id=call.company_id, fields=fields)

        override(application.resource(ApiKeys).made, lambda _: made)
