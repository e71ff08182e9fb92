"""Actors: somebody with credentials, who logs in when needed and calls operations by name."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson

from conformance import credentials
from conformance.call import Call, Payer
from conformance.contract import Contract, Operation
from conformance.credentials import Credential, Kind, headers_of
from conformance.errors import CredentialsRefused, HarnessBroken, Incomplete
from conformance.evidence import Unusable, without_login
from conformance.exchange import ABSENT, Exchange, Headers, Json, Phase, Purpose, parsed
from conformance.json_parts import nodes
from conformance.profile import ActorProfile
from conformance.redaction import Redactor
from conformance.tokens import Tokens
from conformance.wire import Wire

_DEFAULT_ORDER: tuple[Kind, ...] = ("bearer", "key", "cookie")

Query = Mapping[str, object] | Sequence[tuple[str, str]]


class Caller:
    """Anybody who calls operations: the base of actors, and, with no name, the anonymous."""

    def __init__(
        self,
        wire: Wire,
        contract: Contract,
        limit_of: Callable[[str], int],
        name: str | None = None,
        company: str | None = None,
    ) -> None:
        self.name = name
        self.company = company
        self._wire = wire
        self._contract = contract
        self._limit_of = limit_of

    def call(
        self,
        operation: str,
        *,
        query: Query = (),
        json: Json = ABSENT,
        path: Mapping[str, str] | None = None,
        by: Kind | Sequence[Credential] | None = None,
        headers: Headers = (),
        body: bytes | None = None,
        purpose: Purpose = "test",
        trespass: Collection[str] = (),
        paced: bool = True,
        phase: Phase = "",
    ) -> Exchange:
        """The exchange of one call of an operation.

        `query` values of None are left out; `by` is the kind of credential to send (by default one that the operation
        takes), or the credentials themselves, one or several; `body` replaces the JSON body's bytes; `trespass` names
        ids of our own second tenant that the call means to touch; `phase` says what generated the call, if anything
        did. Errors are those of `Wire.send`.
        """
        known = self._contract.require(operation)
        sent = self._credentials(known, by)
        return self._wire.send(
            Call(
                operation=known,
                method=known.method,
                path=known.url_path(path or {}),
                query=_pairs(query),
                headers=(*headers_of(sent), *_content_type(headers, json, body), *headers),
                body=_encoded(json) if body is None else body,
                json=json if body is None else parsed(body),
                actor=self.name,
                company=self.company,
                payers=self._payers(sent),
                purpose=purpose,
                trespass=trespass,
                paced=paced,
                phase=phase,
            )
        )

    def raw(
        self,
        operation: str | None,
        target: bytes,
        *,
        method: str | None = None,
        headers: Headers = (),
        body: bytes = b"",
        by: Kind | Sequence[Credential] | None = None,
        paced: bool = True,
    ) -> Exchange:
        """Send exact bytes: the request target as spelled, the headers as given, duplicates included.

        `operation` is what the request is meant for, by which its effects are judged, None where it is none that is
        documented; `method` replaces its method.
        """
        known = self._contract.require(operation) if operation is not None else None
        sent = self._credentials(known, by)
        return self._wire.send(
            Call(
                operation=known,
                method=method or (known.method if known is not None else "GET"),
                path=known.path if known is not None else "",
                headers=(*headers_of(sent), *headers),
                body=body,
                json=parsed(body),
                actor=self.name,
                company=self.company,
                payers=self._payers(sent),
                paced=paced,
                target=target,
            )
        )

    def _credentials(self, operation: Operation | None, by: Kind | Sequence[Credential] | None) -> Sequence[Credential]:
        if isinstance(by, str):
            what = operation.id if operation is not None else "what is not documented"
            raise HarnessBroken(f"nobody in particular has no {by} credential for {what}")
        return by or ()

    def _payers(self, sent: Iterable[Credential]) -> tuple[Payer, ...]:
        identities = dict.fromkeys(each.identity for each in sent if each.identity is not None)
        return tuple(Payer(each, self._limit_of(each)) for each in identities)


class Holder(Caller, ABC):
    """Somebody who holds credentials, and sends with each operation one that it takes."""

    @property
    @abstractmethod
    def user_id(self) -> str:
        """The id of the user."""

    @property
    @abstractmethod
    def has_login(self) -> bool:
        """Whether there is a login."""

    @property
    @abstractmethod
    def has_key(self) -> bool:
        """Whether there is an API key."""

    @property
    @abstractmethod
    def expires(self) -> float | None:
        """When the kept login runs out, in seconds since the epoch; None where none is kept, or it does not tell."""

    @abstractmethod
    def email_by(self, kind: Kind) -> str:
        """The address of whoever asks with a credential of a kind, empty where it is not known."""

    @abstractmethod
    def credential(self, kind: Kind) -> Credential:
        """The credential of a kind."""

    @abstractmethod
    def fitting(self, operation: Operation) -> Kind:
        """The kind of credential that an operation takes and there is."""

    def _credentials(self, operation: Operation | None, by: Kind | Sequence[Credential] | None) -> Sequence[Credential]:
        if by is not None and not isinstance(by, str):
            return by
        if operation is None:
            return () if by is None else (self.credential(by),)
        return () if operation.is_open else (self.credential(by or self.fitting(operation)),)


class Actor(Holder):
    """Somebody of the profile: logs in at first need, refreshes before expiry, may hold an API key."""

    def __init__(
        self,
        wire: Wire,
        contract: Contract,
        name: str,
        profile: ActorProfile,
        limit_of: Callable[[str], int],
        redactor: Redactor,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(wire, contract, limit_of, name, profile.company)
        self.profile = profile
        self._redactor = redactor
        self._clock = clock
        self._tokens: Tokens | None = None
        self._given = profile.secret("token")
        for secret in ("password", "token", "api_key"):
            redactor.learn(f"{name}.{secret}", profile.secret(secret))

    @property
    def limit(self) -> int:
        """The requests a window that this person's tier allows."""
        return self._limit_of(self.identity)

    @property
    def identity(self) -> str:
        """What names this person's rate budget: the owner's id where known, else the user name."""
        return self.profile.user_id or self.profile.username or str(self.name)

    @property
    def user_id(self) -> str:
        """The owner's id: the profile's, else the `sub` of the access token."""
        return self.profile.user_id or self.tokens().subject

    @property
    def has_login(self) -> bool:
        """Whether the actor can have tokens at all."""
        return self._given is not None or self.profile.username is not None

    @property
    def has_key(self) -> bool:
        """Whether the profile gives the actor an API key."""
        return self.profile.secret("api_key") is not None

    @property
    def expires(self) -> None:
        """Nothing keeps the login of an actor."""
        return None

    def email_by(self, kind: Kind) -> str:  # noqa: ARG002  # all credentials of an actor are its own
        """The user name of the profile, which is an address, for every kind."""
        return self.profile.username or ""

    def bearer(self) -> Credential:
        """The actor's access token as a bearer."""
        return credentials.bearer(self.tokens().access, self.identity)

    def cookies(self) -> Credential:
        """The actor's tokens as the cookies of a browser session."""
        tokens = self.tokens()
        return credentials.cookies(tokens.access, self.identity, id_token=tokens.id or None)

    def key(self) -> Credential:
        """The actor's API key with its user id."""
        return credentials.api_key(self.profile.secret("api_key") or "", self.user_id, self.identity)

    def credential(self, kind: Kind) -> Credential:
        """The actor's credential of a kind."""
        return {"cookie": self.cookies, "bearer": self.bearer, "key": self.key}[kind]()

    def tokens(self) -> Tokens:
        """The actor's tokens, valid for some while yet: logged in, refreshed or as given."""
        if self._given is not None:
            return Tokens(access=self._given, id="", refresh="", until=float("inf"))
        if self._tokens is None or self._clock() >= self._tokens.until:
            self._tokens = self._renewed()
        return self._tokens

    def forget(self) -> None:
        """Drop the tokens, so that the next need logs in anew."""
        self._tokens = None

    def _renewed(self) -> Tokens:
        if self._tokens is not None and self._tokens.refresh:
            body = {"refreshToken": self._tokens.refresh}
            exchange = self.call("refreshTokens", json=body, by=(), purpose="login")
            renewed = Tokens.of(exchange, self._clock(), self._tokens.refresh)
            if renewed is not None:
                return renewed
        if self.profile.username is None:
            raise without_login(self.name)
        exchange = self.login()
        tokens = Tokens.of(exchange, self._clock())
        if tokens is not None:
            return tokens
        if exchange.status == 401 and isinstance(exchange.at("errorType"), str):
            raise CredentialsRefused(
                f"the target refused the login of {self.name} ({self.profile.username})",
                "Check the user name and the password in the profile or on the command line",
            )
        raise Incomplete(
            f"the login of {self.name} got status {exchange.status} and no tokens",
            "See what POST /auth answers",
        )

    def login(self, purpose: Purpose = "login", *, paced: bool = True) -> Exchange:
        """The exchange of a login with the profile's password, whatever it says; unpaced, a 429 is not waited out."""
        body = {"username": self.profile.username, "password": self.profile.secret("password")}
        return self.call("login", json=body, by=(), purpose=purpose, paced=paced)

    def fitting(self, operation: Operation) -> Kind:
        """The kind of credential that an operation takes and the actor holds: by preference a bearer token."""
        taken = {scheme for combination in operation.security for scheme in combination}
        held = {"bearer": self.has_login, "cookie": self.has_login, "key": self.has_key}
        fitting = [kind for kind in _DEFAULT_ORDER if credentials.SCHEMES[kind] in taken and held[kind]]
        return fitting[0] if fitting else "bearer"


def _pairs(query: Query) -> tuple[tuple[str, str], ...]:
    items: Iterable[tuple[str, Any]] = query.items() if isinstance(query, Mapping) else query
    return tuple((name, _text(value)) for name, value in items if value is not None)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _encoded(json: Json) -> bytes:
    try:
        return b"" if json is ABSENT else orjson.dumps(json)
    except orjson.JSONEncodeError as error:
        if ABSENT not in nodes(json):
            raise
        raise Unusable("a request repeats what an answer before it should hold, and does not") from error


def _content_type(headers: Headers, json: Json, body: bytes | None) -> Headers:
    named = any(name.lower() == "content-type" for name, _ in headers)
    return () if named or (json is ABSENT and not body) else (("Content-Type", "application/json"),)
