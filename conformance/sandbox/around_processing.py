"""Putting something around how processing reads a selector: for what else may become of an unknown name."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.services import Process, Target
from conformance.sandbox.values import Json, Object


def unknown_targets(application: Application, instead: Callable[[Process, Json], Target]) -> None:
    """Let an entry of a selector that names no target mean `instead(process, value)`."""

    def target(process: Process, value: Json) -> Target:
        try:
            return process.target(value)
        except InvalidValue:
            return instead(process, value)

    def asked(process: Process, body: Object) -> list[Target] | None:
        selected = body.get(process.selector)
        if not isinstance(selected, list):
            return original(process, body)
        return list(dict.fromkeys(target(process, value) for value in selected))

    processing = application.resource(Processing)
    original = processing.asked
    override(processing.asked, lambda _: asked)
