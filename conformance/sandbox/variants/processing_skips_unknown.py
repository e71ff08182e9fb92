"""An unknown name is skipped instead of refused."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.services import Process, Target
from conformance.sandbox.values import Json, Object


class ProcessingSkipsUnknown(Variant):
    """What nobody knows is not configured."""

    id = "processing-skips-unknown"
    sentence = "Processing answers 200 to an unknown name or number and names it in skipped."
    requirements = ("LG-PROC-010",)

    def apply(self, application: Application) -> None:
        """Take it for something without a setting."""

        def target(process: Process, value: Json) -> Target:
            try:
                return process.target(value)
            except InvalidValue:
                return Target(str(value), "", "")

        def asked(process: Process, body: Object) -> list[Target] | None:
            selected = body.get(process.selector)
            if not isinstance(selected, list):
                return original(process, body)
            return list(dict.fromkeys(target(process, value) for value in selected))

        original = application.resource(Processing).asked
        override(application.resource(Processing).asked, lambda _: asked)
