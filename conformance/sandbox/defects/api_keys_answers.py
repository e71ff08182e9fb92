"""API keys that do not look like ours, or are not new."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.identity import KEY_PREFIX
from conformance.sandbox.records import Record
from conformance.sandbox.resources.api_keys import ApiKeys
from conformance.sandbox.values import Object


class ApiKeyWithoutPrefix(Defect):
    """The generator of another product."""

    id = "api-key-without-prefix"
    sentence = "POST /agent-api-keys makes keys that work, and that do not begin with lgp_."
    faults = ("F53",)
    operations = ("createApiKey",)
    requirement = "LG-INT-015"

    def apply(self, application: Application) -> None:
        """Cut the prefix off."""
        override(
            application.identity.new_key,
            lambda original: lambda: original().removeprefix(KEY_PREFIX),
        )


class ApiKeySharedInCompany(Defect):
    """One key a company, whoever asks."""

    id = "api-key-made-once"
    sentence = "POST /agent-api-keys answers with the key that it first made for the company."
    faults = ("F60", "F10")
    operations = ("createApiKey",)
    requirement = "LG-INT-015"

    def apply(self, application: Application) -> None:
        """Keep the first key."""
        first: dict[str, tuple[str, Record]] = {}

        def made(call: Call, fields: Object) -> tuple[str, Record]:
            if call.company_id not in first:
                first[call.company_id] = original(call, fields)
            return first[call.company_id]

        original = application.resource(ApiKeys).made
        override(application.resource(ApiKeys).made, lambda _: made)
