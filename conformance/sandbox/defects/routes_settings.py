"""Settings of which one kind among three goes wrong."""

from collections.abc import Callable
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import before, refusals, successes
from conformance.sandbox.call import Call
from conformance.sandbox.company_settings import CompanySettings
from conformance.sandbox.defects.settings import KINDS, UPDATES
from conformance.sandbox.defects.settings_sets import CREATES
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import AlreadyExists, InvalidValue
from conformance.sandbox.records import Record
from conformance.sandbox.values import Object

Store = Callable[[Record, Object], Record]


def stored_otherwise(application: Application, make: Callable[[Store, Record, Object], Record]) -> None:
    """Let changes of settings be stored by `make(store, record, changes)`."""

    def in_kind(settings: CompanySettings) -> None:
        override(settings.changed, lambda original: lambda record, changes: make(original, record, changes))

    for kind in KINDS:
        in_kind(application.resource(kind))


class SettingsUpdateCreates(Defect):
    """The update saves, whatever there was."""

    id = "settings-update-creates"
    sentence = "{operation} on settings that were never made makes them and answers 200."
    faults = ("F30",)
    choices = UPDATES
    requirement = "LG-SET-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Make an empty set first."""

        def required_in(settings: CompanySettings) -> None:
            def required(call: Call) -> Record:
                if settings.of(call.company_id) is None:
                    settings.stored(call, {})
                return original(call)

            original = settings.required
            override(settings.required, lambda _: required)

        for kind in KINDS:
            required_in(application.resource(kind))


class SettingsConflictIs400(Defect):
    """A class of errors that was at hand."""

    id = "settings-conflict-is-400"
    sentence = "{operation} on settings that exist is answered 400."
    faults = ("F52",)
    choices = CREATES
    requirement = "LG-SET-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""
        refusals(application, AlreadyExists, lambda error: InvalidValue(error.error))


class SettingsNullMadeText(Defect):
    """null, in letters."""

    id = "settings-null-made-text"
    sentence = "{operation} stores null as the text null."
    faults = ("F26", "F51")
    choices = UPDATES
    requirement = "LG-SET-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Spell it."""
        before(application, spell_nulls)


def spell_nulls(call: Call) -> None:
    """Write null in letters, in the body's own fields."""
    for name, value in call.body.items():
        if value is None:
            call.body[name] = "null"


class SettingsFirstFieldLost(Defect):
    """Columns are counted from one."""

    id = "settings-first-field-lost"
    sentence = "{operation} echoes all fields sent and stores all but the first."
    faults = ("F25", "F26")
    choices = UPDATES
    requirement = "LG-SET-005"

    def apply(self, application: Application) -> None:
        """Store without it, answer with it."""

        def short(store: Store, record: Record, changes: Object) -> Record:
            kept = dict(list(changes.items())[1:])
            after = store(record, kept)
            return replace(after, fields={**after.fields, **changes})

        stored_otherwise(application, short)


def bare(_call: Call, body: Object) -> Object:
    """The settings at top level."""
    settings = body.get("settings")
    return {"success": True, **settings} if isinstance(settings, dict) else body


class SettingsCreatedBare(Defect):
    """The answer is the row itself."""

    id = "settings-created-bare"
    sentence = "{operation} answers with the fields at top level instead of under settings."
    faults = ("F53",)
    choices = CREATES
    requirement = "LG-SET-002"

    def apply(self, application: Application) -> None:
        """Forget the key."""
        successes(application, bare)


class SettingsUpdatedBare(Defect):
    """The answer is the row itself."""

    id = "settings-updated-bare"
    sentence = "{operation} answers with the fields at top level instead of under settings."
    faults = ("F53",)
    choices = UPDATES
    requirement = "LG-SET-004"

    def apply(self, application: Application) -> None:
        """Forget the key."""
        successes(application, bare)
