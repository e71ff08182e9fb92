"""Settings that were never made read as null."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.company_settings import CompanySettings
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.variants.settings_upsert import KINDS


class SettingsNoneIsNull(Variant):
    """GET never answers 404."""

    id = "settings-none-is-null"
    sentence = "GET of settings that the company never made answers 200 with settings null."
    requirements = ("LG-SET-012", "LG-SET-013")

    def apply(self, application: Application) -> None:
        """Answer with nothing where there is nothing."""

        def null_in(settings: CompanySettings) -> None:
            def read(call: Call) -> Answer:
                return original(call) if settings.of(call.company_id) else ok(settings=None)

            original = settings.read
            override(settings.read, lambda _: read)

        for kind in KINDS:
            null_in(application.resource(kind))
