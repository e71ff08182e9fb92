"""Settings that are made, shown and missed in other ways."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.company_settings import SECRET, CompanySettings
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.settings import UrlSettings
from conformance.sandbox.values import Object
from conformance.sandbox.variants.settings_upsert import KINDS

MASK = "•" * 8


class SettingsCreatedIs200(Variant):
    """Set is set."""

    id = "settings-created-is-200"
    sentence = "Creating settings, or saving a territory company for the first time, answers 200 instead of 201."
    requirements = ("LG-SET-002", "LG-SET-003", "LG-TERR-014", "LG-TERR-016", "LG-ENV-008")

    def apply(self, application: Application) -> None:
        """Change the status alone."""

        def saved(handler: Handler) -> Handler:
            def save(call: Call) -> Answer:
                answer = handler(call)
                answer.status = 200
                return answer

            return save

        for operation_id in ("createUrlSettings", "createAgentSettings", "createSdrSettings", "saveTerritoryCompany"):
            application.wrap(operation_id, saved)


class SettingsUpsert201(Variant):
    """Written is made."""

    id = "settings-upsert-201"
    sentence = "POST on settings that exist answers 201 with the fields sent changed, instead of 409."
    requirements = ("LG-SET-010", "LG-SET-011")

    def apply(self, application: Application) -> None:
        """Change where there is something to change, with the status of a creation."""

        def upsert_in(settings: CompanySettings) -> None:
            def make(call: Call) -> Answer:
                if settings.of(call.company_id) is None:
                    return original(call)
                answer = settings.change(call)
                answer.status = 201
                return answer

            original = settings.make
            override(settings.make, lambda _: make)

        for kind in KINDS:
            upsert_in(application.resource(kind))


class SettingsNoneIsEmpty(Variant):
    """An empty form to fill in."""

    id = "settings-none-is-empty"
    sentence = "GET of settings that the company never made answers 200 with settings {}."
    requirements = ("LG-SET-001", "LG-SET-012", "LG-SET-013")

    def apply(self, application: Application) -> None:
        """Answer with an empty object where there is nothing."""

        def empty_in(settings: CompanySettings) -> None:
            def read(call: Call) -> Answer:
                return original(call) if settings.of(call.company_id) else ok(settings={})

            original = settings.read
            override(settings.read, lambda _: read)

        for kind in KINDS:
            empty_in(application.resource(kind))


class SettingsMaskInFull(Variant):
    """Not one character of a key is shown."""

    id = "settings-mask-in-full"
    sentence = "Keys of services come back as eight dots, and dots sent back leave the key alone."
    requirements = ("LG-SET-014", "LG-SET-015", "LG-SET-006", "LG-ENV-012")

    def apply(self, application: Application) -> None:
        """Write and read that mask."""
        settings = application.resource(UrlSettings)

        def unmasked(sent: Object) -> Object:
            return {name: value for name, value in sent.items() if not (name.endswith(SECRET) and value == MASK)}

        override(settings.unmasked, lambda _: unmasked)
        override(settings.masked, lambda _: lambda secret: MASK)  # noqa: ARG005  # as the original
