"""Every error the API answers with, as a tree: the class is the `errorType`, its parent the status."""

from typing import ClassVar

from conformance.sandbox.values import Headers, Json, Object


class ApiError(Exception):
    """An answer that is not a success, raised from anywhere below the dispatcher.

    `error` is the sentence for people, `details` says what it was about (any JSON), `headers` go onto the answer.
    """

    status: ClassVar[int] = 500
    error_type: ClassVar[str] = "internal_error"
    recommendation: ClassVar[str] = "Try again later; tell support if it stays."

    def __init__(self, error: str, details: Json = None, headers: Headers | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.details: Json = details if details is not None else error
        self.headers: Headers = headers or []

    def envelope(self) -> Object:
        """The body of the answer."""
        return {
            "success": False,
            "error": self.error,
            "errorType": self.error_type,
            "details": self.details,
            "recommendation": self.recommendation,
        }


class InternalError(ApiError):
    """500: the server is at fault."""


class BadRequest(ApiError):
    """400: the request itself is wrong."""

    status = 400
    error_type = "invalid_value"
    recommendation = "Correct the named field or parameter and send the request again."


class InvalidValue(BadRequest):
    """A value outside its range or enumeration."""


class InvalidFormat(BadRequest):
    """Not JSON, or JSON of the wrong type."""

    error_type = "invalid_format"


class MissingRequiredField(BadRequest):
    """A required field or parameter is absent, `null` or empty."""

    error_type = "missing_required_field"
    recommendation = "Send the named field or parameter with a value."


class Unauthenticated(ApiError):
    """401: nobody we know."""

    status = 401
    error_type = "authentication_error"
    recommendation = "Log in with POST /api/auth and send the access token."


class NoValidCredentials(Unauthenticated):
    """Nothing was sent that this operation takes, or an unknown or mismatched API key."""

    error_type = "no_valid_credentials"
    recommendation = "Send a session cookie, a bearer access token, or x-api-key together with x-user-id."


class NoValidTokens(Unauthenticated):
    """A token that is not one of ours: wrong issuer, audience, signature, kind or form."""

    error_type = "no_valid_tokens"


class TokenExpired(Unauthenticated):
    """A token of ours whose time is over."""

    error_type = "token_expired"
    recommendation = "Renew the tokens with POST /api/auth/refresh."


class FederatedJwt(Unauthenticated):
    """A well-signed token of the federated provider, which the API does not take."""

    error_type = "federated_jwt"
    recommendation = "Exchange the federated session for tokens of this API: log in with POST /api/auth."


class Forbidden(ApiError):
    """403: known, but not allowed."""

    status = 403
    error_type = "insufficient_permissions"
    recommendation = "Ask an Owner or Admin of the company."


class InsufficientPermissions(Forbidden):
    """The caller's role, company or kind of credential does not allow it."""


class OwnerMismatch(Forbidden):
    """The record belongs to another member of the company."""

    error_type = "owner_mismatch"


class NotFound(ApiError):
    """404: there is no such record for this caller."""

    status = 404
    error_type = "not_found"
    recommendation = "Check the id: list the records that you can see."


class MethodNotAllowed(ApiError):
    """405: the path exists, this method does not."""

    status = 405
    error_type = "method_not_allowed"
    recommendation = "Use one of the methods named in the Allow header."


class Conflict(ApiError):
    """409: it contradicts what is stored."""

    status = 409
    error_type = "conflict"
    recommendation = "Read the current state and send the request again."


class AlreadyExists(Conflict):
    """The record to create is there already."""

    error_type = "already_exists"
    recommendation = "Update the existing record instead."


class PayloadTooLarge(ApiError):
    """413: the body is larger than the server takes."""

    status = 413
    error_type = "payload_too_large"
    recommendation = "Send less at once: split the batch."


class UnsupportedMediaType(ApiError):
    """415: the body is not JSON."""

    status = 415
    error_type = "unsupported_media_type"
    recommendation = "Send JSON with Content-Type: application/json."


class RateLimitExceeded(ApiError):
    """429: the owner's budget of this window is spent."""

    status = 429
    error_type = "rate_limit_exceeded"
    recommendation = "Wait for the seconds named in Retry-After."
