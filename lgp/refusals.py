"""What ends a verb of `lgp` because of the API: a refusal is one line, with what to do about it."""

from conformance.errors import HarnessError
from conformance.exchange import Exchange
from conformance.exits import Exit
from conformance.harmless import one_line
from conformance.redaction import Redactor

_LONGEST = 300

_REMEDIES = {
    401: "Log in with `lgp auth --email YOU`",
    403: "See with `lgp whoami` who you are; this needs another role, or another's record",
    404: "See that the id is right, and that the record is your company's",
    409: "It is there already",
    413: "Send less at once",
    429: "Wait for the next window of the rate limit",
}


class ApiRefused(HarnessError):
    """The API answered with an error, of that status: exit code 1."""

    code = Exit.NOT_CONFORMANT

    def __init__(self, message: str, remedy: str = "", status: int = 0) -> None:
        super().__init__(message, remedy)
        self.status = status


def refused(exchange: Exchange, redactor: Redactor) -> ApiRefused:
    """The error that an answer tells of, in the server's own words where it has any."""
    kind, text = exchange.at("errorType"), exchange.at("error")
    words = [each for each in (kind, text) if isinstance(each, str) and each]
    told = one_line(redactor.text(": ".join(words)), _LONGEST).rstrip(" .") or "no reason in the API's form"
    remedy = _REMEDIES.get(exchange.status, "")
    if exchange.status >= 500:
        remedy = f"The service has a record of it under X-Request-Id {_request_id(exchange)}"
    path = exchange.request.url.split("?", 1)[0]
    message = f"{exchange.request.method} {path} was answered {exchange.status}, {told}"
    return ApiRefused(message, remedy, exchange.status)


def _request_id(exchange: Exchange) -> str:
    return next((value for name, value in exchange.request.headers if name.lower() == "x-request-id"), "")
