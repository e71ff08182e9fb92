"""Unknown and foreign ids are forbidden instead of absent, both alike."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import ApiError, InsufficientPermissions

SETTINGS = "set of settings"


class ForeignIs403(Variant):
    """403 wherever an id names nothing of the caller's."""

    id = "foreign-is-403"
    sentence = "An id that is not the caller's, unknown or foreign, gets 403 instead of 404."
    requirements = (
        "LG-ISO-026",
        "LG-ISO-027",
        "LG-ISO-028",
        "LG-ISO-029",
        "LG-LEAD-013",
        "LG-LEAD-052",
        "LG-CLI-017",
        "LG-TASK-003",
        "LG-TASK-007",
        "LG-INT-018",
        "LG-INT-021",
        "LG-PROC-007",
    )

    def apply(self, application: Application) -> None:
        """Choose the other error, but not for settings: no id names them."""

        def absent(what: str) -> ApiError:
            return original(what) if what == SETTINGS else InsufficientPermissions(f"You may not use this {what}.")

        original = application.access.absent
        override(application.access.absent, lambda _: absent)
