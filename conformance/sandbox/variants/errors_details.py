"""The forms of `details`: a string, an array or an object."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Operation
from conformance.sandbox.values import Json
from conformance.sandbox.variants._answers import every_answer, is_error

SEEN = ("LG-ENV-001", "LG-ENV-002", "LG-CLI-015", "LG-LEAD-012", "LG-AUTH-010")


class _Details(Variant):
    """Gives the details of every error one form."""

    requirements = SEEN

    def apply(self, application: Application) -> None:
        """Write them anew as the error leaves."""

        def reform(_operation: Operation, _call: Call, answer: Answer) -> None:
            if is_error(answer) and isinstance(answer.body, dict):
                answer.body["details"] = self.form(answer.body["details"])

        every_answer(application, reform)

    def form(self, details: Json) -> Json:
        """The details in that form."""
        raise NotImplementedError


class DetailsAreObjects(_Details):
    """For machines."""

    id = "details-are-objects"
    sentence = "The details of every error are an object."

    def form(self, details: Json) -> Json:
        """Wrap what is no object."""
        return details if isinstance(details, dict) else {"reason": details, "path": []}


class DetailsAreLists(_Details):
    """One entry a mistake."""

    id = "details-are-lists"
    sentence = "The details of every error are a list, with one object for each mistake."

    def form(self, details: Json) -> Json:
        """Put it into a list."""
        return [details if isinstance(details, dict) else {"message": details}]


class DetailsAreStrings(_Details):
    """For people."""

    id = "details-are-strings"
    sentence = "The details of every error are a sentence."

    def form(self, details: Json) -> Json:
        """Say what the field was."""
        field = details.get("field") if isinstance(details, dict) else None
        return details if isinstance(details, str) else f"See {field or 'the request'}."
