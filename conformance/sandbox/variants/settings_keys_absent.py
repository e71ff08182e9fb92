"""The services' keys never come back, not even masked."""

from conformance.sandbox.application import Application
from conformance.sandbox.company_settings import SECRET
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.settings import UrlSettings
from conformance.sandbox.values import Object


class SettingsKeysAbsent(Variant):
    """Keys are written and never read."""

    id = "settings-keys-absent"
    sentence = "The answers of /settings/url hold no key of a service at all."
    requirements = ("LG-SET-014", "LG-SET-015", "LG-ENV-012")

    def apply(self, application: Application) -> None:
        """Leave them out."""

        def shown(record: Record) -> Object:
            return {name: value for name, value in original(record).items() if not name.endswith(SECRET)}

        original = application.resource(UrlSettings).shown
        override(application.resource(UrlSettings).shown, lambda _: shown)
