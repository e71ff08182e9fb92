"""Well-signed tokens that say themselves that they do not hold, taken all the same."""

from conformance.sandbox.application import Application
from conformance.sandbox.choices import OPENING_TO_TOKENS, TOKENED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import ApiError
from conformance.sandbox.values import Object


class ExpiredTokenTaken(Defect):
    """`exp` is not looked at; on GET /trigger-recent-runs that is `recent-runs-take-expired-tokens`."""

    id = "expired-token-taken"
    sentence = "{operation} takes an access token whose time is over."
    faults = ("F03",)
    choices = tuple(each for each in OPENING_TO_TOKENS if each != "listRecentRuns")
    requirement = "LG-AUTH-005"

    def apply(self, application: Application) -> None:
        """Let every token live."""
        override(application.tokens.lives, lambda _: lambda claims, now: True)  # noqa: ARG005  # as the original


class EarlyTokenTaken(Defect):
    """`nbf` is not looked at."""

    id = "early-token-taken"
    sentence = "{operation} takes an access token that is not valid yet."
    faults = ("F03",)
    choices = TOKENED
    requirement = "LG-AUTH-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Let every token have begun."""
        override(application.tokens.has_begun, lambda _: lambda claims, now: True)  # noqa: ARG005  # as the original


class OtherIssuerTaken(Defect):
    """`iss` is not looked at."""

    id = "other-issuer-taken"
    sentence = "{operation} takes an access token with another issuer."
    faults = ("F03",)
    choices = TOKENED
    requirement = "LG-AUTH-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Let every issuer be ours."""
        override(application.tokens.issuer_holds, lambda _: lambda claims: True)  # noqa: ARG005  # as the original


class OtherAudienceTaken(Defect):
    """The application that a token was issued for is not looked at."""

    id = "other-audience-taken"
    sentence = "{operation} takes an access token that was issued for another application."
    faults = ("F03",)
    choices = TOKENED
    requirement = "LG-AUTH-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Let every audience be us."""
        override(application.tokens.audience_holds, lambda _: lambda claims: True)  # noqa: ARG005  # as the original


class FederatedTokenTaken(Defect):
    """The federated provider counts as our own."""

    id = "federated-token-taken"
    sentence = "{operation} takes a well-signed token of the federated provider."
    faults = ("F03", "F11")
    choices = TOKENED
    requirement = "LG-AUTH-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Judge it as if we had issued it."""
        tokens = application.tokens

        def problem(claims: Object, now: float) -> ApiError | None:
            federated = claims.get("iss") == tokens.federated_issuer
            return judged({**claims, "iss": tokens.issuer} if federated else claims, now)

        judged = tokens.problem
        override(tokens.problem, lambda _: problem)


class IdTokenTaken(Defect):
    """An ID token is as good as an access token."""

    id = "id-token-taken"
    sentence = "{operation} takes the ID token of a login as a bearer token."
    faults = ("F11",)
    choices = TOKENED
    requirement = "LG-AUTH-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Judge it as the access token beside it."""
        tokens = application.tokens

        def problem(claims: Object, now: float) -> ApiError | None:
            if claims.get("token_use") == "id":
                claims = {**claims, "token_use": "access", "client_id": claims.get("aud")}
            return judged(claims, now)

        judged = tokens.problem
        override(tokens.problem, lambda _: problem)
