"""Copyright processes named by their numbers in answers too."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Handler
from conformance.sandbox.values import Json


class _Numbers(Variant):
    """Names them otherwise."""

    requirements = ("LG-PROC-001", "LG-PROC-004", "LG-PROC-008", "LG-PROC-009")

    def apply(self, application: Application) -> None:
        """Rename what was triggered and skipped."""

        def with_numbers(handler: Handler) -> Handler:
            def process(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict):
                    for key in ("triggered", "skipped"):
                        names = answer.body[key]
                        answer.body[key] = (
                            [self.number(str(each)) for each in names] if isinstance(names, list) else names
                        )
                return answer

            return process

        application.wrap("processCopyright", with_numbers)

    def number(self, name: str) -> Json:
        """What a process is called here."""
        raise NotImplementedError


class ProcessingNumbers(_Numbers):
    """1 instead of enrichment1."""

    id = "processing-numbers"
    sentence = "POST /leads/process/copyright names processes by their number in triggered and skipped."

    def number(self, name: str) -> Json:
        """The number in it."""
        return int(name.removeprefix("enrichment"))


class ProcessingNumberTexts(_Numbers):
    """A text "1" instead of enrichment1."""

    id = "processing-number-texts"
    sentence = "POST /leads/process/copyright names processes by their number as a text in triggered and skipped."

    def number(self, name: str) -> Json:
        """The digits in it."""
        return name.removeprefix("enrichment")


class ProcessingInAnotherOrder(Variant):
    """What was asked for is a set."""

    id = "processing-in-another-order"
    sentence = "Processing names what it triggered, with its runs, and what it skipped from the last to the first."
    requirements = ("LG-PROC-002", "LG-PROC-004", "LG-PROC-005", "LG-PROC-008", "LG-PROC-009", "LG-PROC-013")

    def apply(self, application: Application) -> None:
        """Turn the three lists round."""

        def turned(handler: Handler) -> Handler:
            def process(call: Call) -> Answer:
                answer = handler(call)
                for name in ("triggered", "skipped", "runIds"):
                    names = answer.body.get(name) if isinstance(answer.body, dict) else None
                    if isinstance(names, list):
                        names.reverse()
                return answer

            return process

        for operation_id in ("processEnrich", "processCopyright", "processSdr"):
            application.wrap(operation_id, turned)
