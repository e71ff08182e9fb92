"""Copyright processes are numbers in answers too."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Handler
from conformance.sandbox.values import Json


class ProcessingNumbers(Variant):
    """1 instead of enrichment1."""

    id = "processing-numbers"
    sentence = "POST /leads/process/copyright names processes by their number in triggered and skipped."
    requirements = ("LG-PROC-001", "LG-PROC-004", "LG-PROC-008", "LG-PROC-009")

    def apply(self, application: Application) -> None:
        """Cut the word off."""

        def number(name: Json) -> Json:
            return int(str(name).removeprefix("enrichment"))

        def with_numbers(handler: Handler) -> Handler:
            def process(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict):
                    for key in ("triggered", "skipped"):
                        names = answer.body[key]
                        answer.body[key] = [number(name) for name in names] if isinstance(names, list) else names
                return answer

            return process

        application.wrap("processCopyright", with_numbers)
