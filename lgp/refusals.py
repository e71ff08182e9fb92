"""What ends a verb of `lgp` because of the API: a refusal is one line, with what to do about it."""

from conformance.errors import HarnessError, Incomplete
from conformance.exchange import Exchange
from conformance.exits import Exit
from conformance.harmless import one_line
from conformance.redaction import Redactor
from conformance.transport import TransportFault

_LONGEST = 300

NO_LOGIN = "Check the name and the password, or ask who runs the service"
"""What to do about a login that the API refuses."""

_TOO_MANY = 429

_REMEDIES = {
    403: "See with `lgp whoami` who you are; this needs another role, or another's record",
    404: "See that the id is right, and that the record is your company's",
    409: "It is there already",
    413: "Send less at once",
    _TOO_MANY: "Wait for the next window of the rate limit",
}

_REMEDIES_OF_401 = {
    "authorization": "Log in with `lgp auth --email YOU`",
    "x-api-key": "See that the API key lives, and that its user id is right: LGP_API_KEY and LGP_USER_ID, or the auth "
    "file's; `lgp generate-key` makes another",
}
"""By the header of the credential that was sent."""

_REMEDY_OF_A_GATEWAY = "Try again later: the service is down, or something before it is at fault"


class ApiRefused(HarnessError):
    """The API answered with an error, of that status: exit code 1.

    `kind` is the `errorType` of the API's own envelope, empty where somebody else answered, such as a gateway.
    """

    code = Exit.NOT_CONFORMANT

    def __init__(self, message: str, remedy: str = "", status: int = 0, kind: str = "") -> None:
        super().__init__(message, remedy)
        self.status = status
        self.kind = kind


class LoginUndecided(Incomplete):
    """A login or its renewal got an answer that neither admits nor refuses: exit code 3."""


def not_admitted(exchange: Exchange, redactor: Redactor, remedy: str) -> ApiRefused | LoginUndecided:
    """The error of a login or a renewal that was answered with an error: the API's own 4xx alone is a no.

    `remedy` is what to do about that no.
    """
    error = refused(exchange, redactor)
    is_for_now = error.status == _TOO_MANY or error.status >= 500
    if error.kind and error.status < 500:
        return ApiRefused(error.message, error.remedy if is_for_now else remedy, error.status, error.kind)
    return LoginUndecided(error.message, error.remedy if is_for_now else "See that --base-url is right")


def refused(exchange: Exchange, redactor: Redactor) -> ApiRefused:
    """The error that an answer tells of, in the server's own words where it has any."""
    kind, text = exchange.at("errorType"), exchange.at("error")
    words = [each for each in (kind, text) if isinstance(each, str) and each]
    told = one_line(redactor.text(": ".join(words)), _LONGEST).rstrip(" .") or "no reason in the API's form"
    remedy = _REMEDIES.get(exchange.status, "")
    if exchange.status == 401:
        sent = {name.lower() for name, _ in exchange.request.headers}
        remedy = next((text for name, text in _REMEDIES_OF_401.items() if name in sent), "")
    of_the_api = exchange.at("success") is False and isinstance(kind, str)
    if exchange.status >= 500:
        remedy = f"Report it with its X-Request-Id {_request_id(exchange)}" if of_the_api else _REMEDY_OF_A_GATEWAY
    # What is not there is named in the query, where it is not in the path.
    url = exchange.request.url if exchange.status == 404 else exchange.request.url.split("?", 1)[0]
    where = one_line(redactor.text(url), _LONGEST)
    message = f"{exchange.request.method} {where} was answered {exchange.status}, {told}"
    return ApiRefused(message, remedy, exchange.status, kind if of_the_api else "")


def may_be_done(error: BaseException) -> bool:
    """Whether the service may have done what it was asked, where the request ended in this error."""
    if isinstance(error, ApiRefused):
        return error.status >= 500  # a gateway's, behind which the service may have done it
    if isinstance(error.__cause__, TransportFault):
        return error.__cause__.processed
    if isinstance(error, LoginUndecided):
        return False  # nothing is taken of somebody who is not logged in
    return isinstance(error, Incomplete | KeyboardInterrupt)


def _request_id(exchange: Exchange) -> str:
    return next((value for name, value in exchange.request.headers if name.lower() == "x-request-id"), "")
