"""Other types of errors, where the reference leaves the type open."""

from collections.abc import Mapping
from typing import ClassVar

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import ApiError, NotFound
from conformance.sandbox.operations import Operation
from conformance.sandbox.variants._answers import every_answer, is_error

REFUSALS = ("authentication_error", "no_valid_credentials", "token_expired", "federated_jwt", "no_valid_tokens")
REFUSED = (
    "LG-AUTH-007",
    "LG-AUTH-008",
    "LG-AUTH-010",
    "LG-AUTH-021",
    "LG-AUTH-033",
    "LG-AUTH-037",
    "LG-ENV-004",
    "LG-PRIO-009",
)


class _OtherTypes(Variant):
    """Answers with other types. `types`: the sandbox's type → this server's."""

    types: ClassVar[Mapping[str, str]]

    def apply(self, application: Application) -> None:
        """Exchange them as the error leaves."""

        def exchange(operation: Operation, _call: Call, answer: Answer) -> None:
            if operation.documented and is_error(answer) and isinstance(answer.body, dict):
                known = str(answer.body["errorType"])
                answer.body["errorType"] = self.types.get(known, known)

        every_answer(application, exchange)


class RefusalsAreAuthenticationErrors(_OtherTypes):
    """Why is not told."""

    id = "refusals-are-authentication-errors"
    sentence = "Every 401 has the errorType authentication_error, whatever was wrong."
    requirements = REFUSED
    types = dict.fromkeys(REFUSALS, "authentication_error")


class RefusalsAreNoValidCredentials(_OtherTypes):
    """Whatever was sent, it was no credential."""

    id = "refusals-are-no-valid-credentials"
    sentence = "Every 401, a wrong password's included, has the errorType no_valid_credentials."
    requirements = REFUSED
    types = dict.fromkeys(REFUSALS, "no_valid_credentials")


class WrongTypesAreInvalidValues(Variant):
    """A number where a text belongs is no good value."""

    id = "wrong-types-are-invalid-values"
    sentence = "A field of the wrong JSON type gets 400 invalid_value instead of invalid_format."
    requirements = ("LG-ENV-016", "LG-MAIL-004", "LG-MAIL-008")

    def apply(self, application: Application) -> None:
        """Exchange the type where a field is named."""

        def exchange(_operation: Operation, _call: Call, answer: Answer) -> None:
            body = answer.body if is_error(answer) and isinstance(answer.body, dict) else {}
            details = body.get("details")
            if body.get("errorType") == "invalid_format" and isinstance(details, dict) and "field" in details:
                body["errorType"] = "invalid_value"

        every_answer(application, exchange)


class FurtherErrorTypes(_OtherTypes):
    """The list is open."""

    id = "further-error-types"
    sentence = "Invalid values, conflicts, large and foreign bodies have error types that no reference lists."
    requirements = ("LG-ENV-001", "LG-ENV-004", "LG-CLI-024", "LG-PAGE-005", "LG-SET-011", "LG-COMP-011", "LG-SRCH-010")
    types: ClassVar[Mapping[str, str]] = {
        "invalid_value": "validation_failed",
        "conflict": "state_conflict",
        "payload_too_large": "body_limit_exceeded",
        "unsupported_media_type": "not_json",
    }


class AbsentHasItsName(Variant):
    """`run_not_found`, not just `not_found`."""

    id = "absent-has-its-name"
    sentence = "A 404 for anything but clients and leads has an errorType of its own, such as run_not_found."
    requirements = ("LG-TASK-007", "LG-INT-021", "LG-SRCH-011", "LG-SET-012", "LG-ISO-029", "LG-ENV-004")

    def apply(self, application: Application) -> None:
        """Name what is absent in the type."""

        def absent(what: str) -> ApiError:
            if what in ("client", "lead"):
                return original(what)
            kind = type("Absent", (NotFound,), {"error_type": f"{what.replace(' ', '_')}_not_found"})
            error: ApiError = kind(f"There is no such {what}.")
            return error

        original = application.access.absent
        override(application.access.absent, lambda _: absent)
