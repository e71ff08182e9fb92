"""Creating settings that exist updates them."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.company_settings import CompanySettings
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.resources.settings import AgentSettings, SdrSettings, UrlSettings

KINDS: tuple[type[CompanySettings], ...] = (UrlSettings, AgentSettings, SdrSettings)


class SettingsUpsert(Variant):
    """POST is PUT where there is a set already."""

    id = "settings-upsert"
    sentence = "POST on settings that exist answers 200 with the fields sent changed, instead of 409."
    requirements = ("LG-SET-011", "LG-SET-010")

    def apply(self, application: Application) -> None:
        """Change where there is something to change."""

        def upsert_in(settings: CompanySettings) -> None:
            def make(call: Call) -> Answer:
                return settings.change(call) if settings.of(call.company_id) else original(call)

            original = settings.make
            override(settings.make, lambda _: make)

        for kind in KINDS:
            upsert_in(application.resource(kind))
