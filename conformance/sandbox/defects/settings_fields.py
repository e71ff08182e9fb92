"""Fields of settings that an update does not store, or stores besides."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.company_settings import SECRET, CompanySettings
from conformance.sandbox.defects.settings import KINDS, UPDATES
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Conflict
from conformance.sandbox.records import Record
from conformance.sandbox.resources.settings import AgentSettings, SdrSettings, UrlSettings
from conformance.sandbox.values import Object


class SettingsUpdateNotStored(Defect):
    """The answer is made of the request."""

    id = "settings-update-not-stored"
    sentence = "{operation} answers with the new values and stores nothing."
    faults = ("F25", "F26")
    choices = UPDATES
    requirement = "LG-SET-005"
    because = "Settings that cannot be changed fail each law whose story begins with a change of them."

    def apply(self, application: Application) -> None:
        """Echo."""

        def changed(record: Record, changes: Object) -> Record:
            return replace(record, fields={**record.fields, **changes})

        for kind in KINDS:
            override(application.resource(kind).changed, lambda _: changed)


class SettingsLastAgentDropped(Defect):
    """Agents are counted from nought."""

    id = "settings-last-agent-dropped"
    sentence = "PUT /settings/agent echoes enrichment10AgentId and does not store it."
    faults = ("F25",)
    operations = ("updateAgentSettings",)
    requirement = "LG-SET-008"

    def apply(self, application: Application) -> None:
        """Store without it, answer with it."""
        drop_in(application.resource(AgentSettings), "enrichment10AgentId")


class SettingsSdrAgentDropped(Defect):
    """A field that was added later is not in the table."""

    id = "settings-sdr-agent-dropped"
    sentence = "PUT /settings/sdr-ai echoes aiSentimentAgentId and does not store it."
    faults = ("F25",)
    operations = ("updateSdrSettings",)
    requirement = "LG-SET-009"

    def apply(self, application: Application) -> None:
        """Store without it, answer with it."""
        drop_in(application.resource(SdrSettings), "aiSentimentAgentId")


class SettingsKeyClearsUrl(Defect):
    """A service is saved as a pair."""

    id = "settings-key-clears-url"
    sentence = "PUT /settings/url with a service's key and without its URL clears the URL."
    faults = ("F27",)
    operations = ("updateUrlSettings",)
    requirement = "LG-SET-014"

    def apply(self, application: Application) -> None:
        """Take the URL that was not sent for empty."""
        settings = application.resource(UrlSettings)

        def changed(record: Record, changes: Object) -> Record:
            pairs: Object = {name.removesuffix(SECRET): None for name in changes if name.endswith(SECRET)}
            return original(record, {**pairs, **changes})

        original = settings.changed
        override(settings.changed, lambda _: changed)


class SettingsMaskStored(Defect):
    """A mask is a text like any other."""

    id = "settings-mask-stored"
    sentence = "PUT /settings/url stores a masked key that was sent back as the key."
    faults = ("F26", "F54")
    operations = ("updateUrlSettings",)
    requirement = "LG-SET-015"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take what is sent as it is."""
        override(application.resource(UrlSettings).unmasked, lambda _: lambda sent: sent)


class SettingsNullIgnored(Defect):
    """Only what has a value is written."""

    id = "settings-null-ignored"
    sentence = "{operation} with null or an empty string for a field leaves its value."
    faults = ("F26",)
    choices = UPDATES
    requirement = "LG-SET-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave out what is empty."""

        def keep_in(settings: CompanySettings) -> None:
            override(
                settings.changed,
                lambda original: (
                    lambda record, changes: original(record, {name: value for name, value in changes.items() if value})
                ),
            )

        for kind in KINDS:
            keep_in(application.resource(kind))


class SettingsSameValuesRefused(Defect):
    """No row affected is taken for a failed write."""

    id = "settings-same-values-refused"
    sentence = "{operation} with the values that are there is answered 409."
    faults = ("F28",)
    choices = UPDATES
    requirement = "LG-SET-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse what changes nothing."""

        def refuse_in(settings: CompanySettings) -> None:
            def changed(record: Record, changes: Object) -> Record:
                if all(record.fields.get(name) == value for name, value in changes.items()):
                    raise Conflict("The settings were not changed.")
                return original(record, changes)

            original = settings.changed
            override(settings.changed, lambda _: changed)

        for kind in KINDS:
            refuse_in(application.resource(kind))


def drop_in(settings: CompanySettings, name: str) -> None:
    """Let one field be echoed and not stored."""

    def changed(record: Record, changes: Object) -> Record:
        stored = original(record, {key: value for key, value in changes.items() if key != name})
        return replace(stored, fields={**stored.fields, **changes})

    original = settings.changed
    override(settings.changed, lambda _: changed)
