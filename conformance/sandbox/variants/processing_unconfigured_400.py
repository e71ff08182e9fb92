"""Processing is refused where nothing is configured."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.resources.processing import Order, Processing
from conformance.sandbox.services import Process
from conformance.sandbox.values import Object


class ProcessingUnconfigured400(Variant):
    """Configure first."""

    id = "processing-unconfigured-400"
    sentence = "Processing answers 400 in a company that has configured nothing of that kind."
    requirements = ("LG-PROC-003", "LG-PROC-011")

    def apply(self, application: Application) -> None:
        """Refuse an order that has no setting behind it."""

        def order(call: Call, process: Process, body: Object) -> Order:
            whole = original(call, process, body)
            if not any(target.setting in whole.configured for target in process.targets):
                raise InvalidValue(f"Your company has configured nothing for {process.task}.")
            return whole

        original = application.resource(Processing).order
        override(application.resource(Processing).order, lambda _: order)
