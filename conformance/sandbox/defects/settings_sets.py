"""Sets of settings that are not made, not shown or not one for the whole company."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.company_settings import CompanySettings
from conformance.sandbox.defects.settings import KINDS, UPDATES
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InsufficientPermissions
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.values import Object

CREATES = ("createUrlSettings", "createAgentSettings", "createSdrSettings")
READS = ("getUrlSettings", "getAgentSettings", "getSdrSettings")


class SettingsReadBare(Defect):
    """The answer is the row itself."""

    id = "settings-read-bare"
    sentence = "{operation} answers with the fields at top level instead of under settings."
    faults = ("F53",)
    choices = READS
    requirement = "LG-SET-001"

    def apply(self, application: Application) -> None:
        """Forget the key."""

        def bare_in(settings: CompanySettings) -> None:
            override(settings.read, lambda _: lambda call: ok(settings.shown(settings.required(call))))

        for kind in KINDS:
            bare_in(application.resource(kind))


class SettingsCreatedSilently(Defect):
    """The answer says no more than that it went well."""

    id = "settings-created-silently"
    sentence = "{operation} answers 201 without the settings."
    faults = ("F53",)
    choices = CREATES
    requirement = "LG-SET-002"

    def apply(self, application: Application) -> None:
        """Leave them out of the answer."""
        for operation in CREATES:
            application.wrap(operation, without_settings)


class SettingsCreatedWithoutLastField(Defect):
    """The first set is stored by a statement of its own, which is one column short."""

    id = "settings-created-without-last-field"
    sentence = "{operation} echoes the last of its fields and does not store it."
    faults = ("F24", "F25")
    choices = CREATES
    requirement = "LG-SET-003"

    def apply(self, application: Application) -> None:
        """Store without it, answer with it."""

        def short_in(settings: CompanySettings) -> None:
            last = settings.configurable[-1]

            def stored(call: Call, fields: Object) -> Record:
                kept = {name: value for name, value in fields.items() if name != last}
                return replace(original(call, kept), fields=fields)

            original = settings.stored
            override(settings.stored, lambda _: stored)

        for kind in KINDS:
            short_in(application.resource(kind))


class SettingsUpdatedSilently(Defect):
    """The answer says no more than that it went well."""

    id = "settings-updated-silently"
    sentence = "{operation} answers 200 without the settings."
    faults = ("F53",)
    choices = UPDATES
    requirement = "LG-SET-004"

    def apply(self, application: Application) -> None:
        """Leave them out of the answer."""
        for operation in UPDATES:
            application.wrap(operation, without_settings)


class SettingsOfTheUser(Defect):
    """Whoever saved them has them."""

    id = "settings-of-the-user"
    sentence = "{operation} finds the settings for the user who made them, and not for their colleagues."
    faults = ("F10",)
    choices = READS
    requirement = "LG-SET-010"

    def apply(self, application: Application) -> None:
        """Look by the owner too."""

        def own_in(settings: CompanySettings) -> None:
            def required(call: Call) -> Record:
                mine = Filter().equals("company_id", call.company_id).equals("owner", call.principal.owner)
                found = settings.sets.find(mine)
                if found is None:
                    raise settings.access.absent("set of settings")
                return found

            override(settings.required, lambda _: required)

        for kind in KINDS:
            own_in(application.resource(kind))


class SettingsNoneForbidden(Defect):
    """Nothing to show is taken for nothing to be allowed."""

    id = "settings-none-forbidden"
    sentence = "{operation} is answered 403 where the company never made these settings."
    faults = ("F53",)
    choices = READS
    requirement = "LG-SET-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse."""

        def forbid_in(settings: CompanySettings) -> None:
            def read(call: Call) -> Answer:
                if settings.of(call.company_id) is None:
                    raise InsufficientPermissions("You may not read these settings.")
                return original(call)

            original = settings.read
            override(settings.read, lambda _: read)

        for kind in KINDS:
            forbid_in(application.resource(kind))


class SettingsUpdateMakes(Defect):
    """The update saves, whatever there was."""

    id = "settings-update-makes"
    sentence = "{operation} on settings that were never made makes them and answers 404 all the same."
    faults = ("F30",)
    choices = UPDATES
    requirement = "LG-SET-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Save first, look whether it was there then."""

        def save_in(settings: CompanySettings) -> None:
            def change(call: Call) -> Answer:
                if settings.of(call.company_id) is None:
                    settings.stored(call, settings.fields.for_create(call.body))
                    error = settings.access.absent("set of settings")
                    return Answer(error.status, error.envelope())
                return original(call)

            original = settings.change
            override(settings.change, lambda _: change)

        for kind in KINDS:
            save_in(application.resource(kind))


def without_settings(handler: Handler) -> Handler:
    """The handler with an answer that tells nothing."""

    def silent(call: Call) -> Answer:
        answer = handler(call)
        return Answer(answer.status, {"success": True} if answer.status < 300 else answer.body, answer.headers)

    return silent
