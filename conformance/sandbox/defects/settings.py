"""Settings that lose, leak or misplace values."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.company_settings import CompanySettings
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import AlreadyExists
from conformance.sandbox.records import Record
from conformance.sandbox.resources.settings import AgentSettings, SdrSettings, UrlSettings
from conformance.sandbox.values import Object

KINDS: tuple[type[CompanySettings], ...] = (UrlSettings, AgentSettings, SdrSettings)
UPDATES = ("updateUrlSettings", "updateAgentSettings", "updateSdrSettings")


class SettingsPutClearsOthers(Defect):
    """The update replaces the set."""

    id = "settings-put-clears-others"
    sentence = "{operation} clears the fields that were not sent."
    faults = ("F27",)
    choices = UPDATES
    requirement = "LG-SET-006"

    def apply(self, application: Application) -> None:
        """Take what is not sent for empty."""

        def clear_in(settings: CompanySettings) -> None:
            nothing: Object = dict.fromkeys(settings.fields.names)
            override(
                settings.changed, lambda original: lambda record, changes: original(record, {**nothing, **changes})
            )

        for kind in KINDS:
            clear_in(application.resource(kind))


class SettingsKeyShown(Defect):
    """Secrets are fields like others."""

    id = "settings-key-shown"
    sentence = "Answers of {operation} show the services' keys in clear."
    faults = ("F54",)
    choices = ("createUrlSettings", "getUrlSettings", "updateUrlSettings")
    requirement = "LG-ENV-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Mask nothing."""
        override(application.resource(UrlSettings).masked, lambda _: lambda secret: str(secret))


class SettingsConflictOverwrites(Defect):
    """The refusal comes after the write."""

    id = "settings-conflict-overwrites"
    sentence = "{operation} on settings that exist answers 409 and overwrites them all the same."
    faults = ("F30",)
    choices = ("createAgentSettings", "createSdrSettings", "createUrlSettings")
    requirement = "LG-SET-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Write, then refuse."""

        def overwrite_in(settings: CompanySettings) -> None:
            def make(call: Call) -> Answer:
                try:
                    return original(call)
                except AlreadyExists as error:
                    settings.changed(settings.required(call), settings.fields.for_create(call.body))
                    return Answer(error.status, error.envelope())

            original = settings.make
            override(settings.make, lambda _: make)

        for kind in KINDS:
            overwrite_in(application.resource(kind))


class SettingsLastServiceDropped(Defect):
    """Nine columns for ten services."""

    id = "settings-last-service-dropped"
    sentence = "PUT /settings/url echoes enrichment10 and does not store it."
    faults = ("F25",)
    operations = ("updateUrlSettings",)
    requirement = "LG-SET-007"

    def apply(self, application: Application) -> None:
        """Store without it, answer with it."""
        settings = application.resource(UrlSettings)

        def changed(record: Record, changes: Object) -> Record:
            kept = {name: value for name, value in changes.items() if name != "enrichment10"}
            stored = original(record, kept)
            return replace(stored, fields={**stored.fields, **changes})

        original = settings.changed
        override(settings.changed, lambda _: changed)
