"""An unknown name is skipped instead of refused."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_processing import unknown_targets
from conformance.sandbox.deviation import Variant
from conformance.sandbox.services import Target


class ProcessingSkipsUnknown(Variant):
    """What nobody knows is not configured."""

    id = "processing-skips-unknown"
    sentence = "Processing answers 200 to an unknown name or number and names it in skipped."
    requirements = ("LG-PROC-010",)

    def apply(self, application: Application) -> None:
        """Take it for something without a setting."""
        unknown_targets(application, lambda _, value: Target(str(value), "", ""))
