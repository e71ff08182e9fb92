"""Who `lgp` acts as: with the login of the auth file, which is refreshed when it has expired, or with an API key."""

import shlex
import time
from collections.abc import Callable
from dataclasses import replace

from conformance import credentials
from conformance.actors import Holder
from conformance.contract import Contract, Operation
from conformance.credentials import Credential, Kind
from conformance.errors import UsageError
from conformance.exchange import Exchange
from conformance.lgp import authfile
from conformance.lgp.authfile import Login
from conformance.lgp.refusals import ApiRefused, LoginUndecided, not_admitted
from conformance.lgp.where import PUBLIC
from conformance.redaction import Redactor
from conformance.tokens import Tokens, claims, margin, moment
from conformance.wire import Wire

_LIFE = 3600.0
"""Seconds that a token lives which does not tell when it was made."""

_ENDED = (400, 401)
"""How the API answers the renewal of a login that has ended."""

NOT_RENEWED = (ApiRefused, LoginUndecided)
"""The errors of a login that the service was asked to renew, and did not."""

_LOG_IN = "Log in with `lgp auth --email YOU`"


class Person(Holder):
    """Somebody with a login, an API key, or both; `login` and `key` are what this origin may be told of.

    `elsewhere` is the origin of a login that is not for this one.

    An API key of the environment goes first wherever a key is taken, since it was set for this command; any other where
    the login has ended.
    """

    def __init__(
        self,
        wire: Wire,
        contract: Contract,
        limit_of: Callable[[str], int],
        redactor: Redactor,
        login: Login | None,
        key: tuple[str, str] | None,
        elsewhere: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(wire, contract, limit_of, name="you")
        self.login = login
        self._key = key
        self._redactor = redactor
        self._elsewhere = elsewhere
        self._clock = clock
        self._until: float | None = None
        self._has_ended = False
        self._learn()

    @property
    def user_id(self) -> str:
        """The id of the user, by the access token, else by the key."""
        known = claims(self.login.token).get("sub") if self.login is not None else None
        return str(known) if known else self._keyed[1] if self._keyed else ""

    @property
    def has_login(self) -> bool:
        """Whether there is a login."""
        return self.login is not None

    @property
    def has_key(self) -> bool:
        """Whether there is an API key."""
        return self._keyed is not None

    @property
    def expires(self) -> float | None:
        """When the access token of the auth file expires, which is renewed then."""
        return moment(self.login.token, "exp") if self.login is not None else None

    def email_by(self, kind: Kind) -> str:
        """The address of the login, unless the key is somebody else's."""
        own = kind != "key" or self._keyed is None or self._keyed[1] == self.user_id
        return self.login.email if self.login is not None and own else ""

    def refresh(self) -> bool:
        """Have new tokens for the login: those that another command has kept meanwhile, else from the service.

        Whether that could be done: the API may say that the login has ended. What else keeps it from being renewed is
        raised, which `NOT_RENEWED` names. A refresh token is good for one renewal, so that commands renew one after the
        other; what they keep in the auth file is what they found there, with the new tokens.
        """
        if self.login is None:
            return False
        with authfile.held():
            kept = authfile.read()
            ours = kept is not None and kept.is_of(self.login)
            if kept is not None and ours:
                is_newer = kept.token != self.login.token
                self.login, self._until = kept, None
                self._learn()
                if is_newer and not self._is_due(kept.token):
                    self._has_ended = False
                    return True
            renewed = self._renew(self.login)
            self._has_ended = not renewed
            if renewed and ours:
                authfile.write(self.login)
        return renewed

    def _renew(self, login: Login) -> bool:
        if not login.refresh_token:
            return False
        body = {"refreshToken": login.refresh_token}
        answer = self.call("refreshTokens", json=body, by=(), purpose="login")
        renewed = Tokens.of(answer, self._clock(), login.refresh_token)
        if renewed is None:
            self._require_the_end(answer)
            return False
        self.login = replace(
            login,
            token=renewed.access,
            id_token=renewed.id or login.id_token,
            refresh_token=renewed.refresh,
        )
        self._until = renewed.until
        self._learn()
        return True

    def _require_the_end(self, answer: Exchange) -> None:
        """See that an answer without tokens says that the login has ended, in the API's own form."""
        if answer.succeeded:
            raise LoginUndecided(
                f"{self._wire.origin.text} answered a renewal of the login without tokens",
                "See that --base-url is right",
            )
        error = not_admitted(answer, self._redactor, f"{_LOG_IN}, or ask who runs the service")
        if not isinstance(error, ApiRefused) or error.status not in _ENDED:
            raise error

    def goes_on(self, operation: str | None) -> bool:
        """Whether what was refused for its token can be asked again: with a new one, else by an API key.

        `operation` is its operationId, or None for what is not documented. What else keeps the login from being renewed
        is raised where no key stands in.
        """
        try:
            return self.refresh() or self._goes_by_key(operation)
        except NOT_RENEWED:
            self._has_ended = True
            if self._goes_by_key(operation):
                return True
            raise

    def _goes_by_key(self, operation: str | None) -> bool:
        return operation is not None and self.fitting(self._contract.require(operation)) == "key"

    def fitting(self, operation: Operation) -> Kind:
        """The kind of credential that an operation takes and there is; UsageError, with the remedy, where none is."""
        taken = {scheme for combination in operation.security for scheme in combination}
        by_key = credentials.SCHEMES["key"] in taken
        by_token = credentials.SCHEMES["bearer"] in taken
        if by_key and self._key is not None:
            return "key"
        if by_token and self.login is not None and not (by_key and self.has_key and not self._lives()):
            return "bearer"
        if by_key and self.has_key:
            return "key"
        if by_token:
            what = "takes no API key" if self.has_key else "needs a login"
            there = f", and that of the auth file is for {self._elsewhere}" if self._elsewhere else ""
            # A password typed after this line must reach the service that was asked for, and no other.
            origin = self._wire.origin.text
            first = [] if self.login is not None or origin == PUBLIC else ["--base-url", origin]
            log_in = shlex.join(["lgp", *first, "auth", "--email", "YOU"])
            raise UsageError(f"{operation.method} {operation.path} {what}{there}", f"Log in with `{log_in}`")
        raise UsageError(
            f"{operation.method} {operation.path} needs an API key",
            "Set LGP_API_KEY and LGP_USER_ID; `lgp generate-key` makes one",
        )

    def credential(self, kind: Kind) -> Credential:
        """The credential of a kind."""
        if kind == "key" and self._keyed is not None:
            key, user = self._keyed
            if not user:
                raise UsageError(
                    "LGP_API_KEY is set and LGP_USER_ID is not",
                    "Set it to the id of the key's user; once logged in by `lgp auth`, `lgp whoami` tells yours",
                )
            return credentials.api_key(key, user, user)
        return credentials.bearer(self._token(), self.user_id or "you")

    @property
    def _keyed(self) -> tuple[str, str] | None:
        if self._key is not None or self.login is None or not self.login.api_key:
            return self._key
        return self.login.api_key, self.login.user_id or str(claims(self.login.token).get("sub", ""))

    def _token(self) -> str:
        if self.login is None:
            raise UsageError("nobody is logged in", _LOG_IN)
        if self._has_ended or (self._is_due(self.login.token) and not self.refresh()):
            told = f"the login of {self.login.email} has expired"
            # Without a refresh token nobody was asked; with one, the service has said no.
            raise ApiRefused(told, _LOG_IN, status=401) if self.login.refresh_token else UsageError(told, _LOG_IN)
        return self.login.token

    def _lives(self) -> bool:
        """Whether the login can be used: its token holds, or could be renewed just now."""
        if self.login is None or self._has_ended:
            return False
        try:
            return not self._is_due(self.login.token) or self.refresh()
        except NOT_RENEWED:
            return False

    def _is_due(self, token: str) -> bool:
        """Whether a token is to be renewed: one of our own renewal by our own clock, another by what it says itself."""
        until = self._until
        if until is None:
            begun, end = moment(token, "iat"), moment(token, "exp")
            if end is None:
                return False
            until = end - margin(max(end - begun, 0.0) if begun is not None else _LIFE)
        return self._clock() >= until

    def _learn(self) -> None:
        if self.login is not None:
            for name in ("token", "id_token", "refresh_token", "api_key"):
                self._redactor.learn(f"you.{name}", getattr(self.login, name))
        if self._key is not None:
            self._redactor.learn("you.api_key", self._key[0])
