"""Settings are not for Members."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Handler


class SettingsManagersOnly(Variant):
    """Owners and Admins alone."""

    id = "settings-managers-only"
    sentence = "A Member gets 403 on every operation of the settings."
    requirements = ("LG-SET-010",)

    def apply(self, application: Application) -> None:
        """Ask for the role first."""

        def for_managers(handler: Handler) -> Handler:
            def managed(call: Call) -> Answer:
                application.access.require_manager(call)
                return handler(call)

            return managed

        for operation in application.operations.values():
            if operation.path.startswith("/api/settings/"):
                application.wrap(operation.id, for_managers)
