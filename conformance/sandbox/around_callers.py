"""Putting something around finding out who calls: for mistakes of credentials."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.deviation import override
from conformance.sandbox.errors import ApiError, NoValidTokens, Unauthenticated
from conformance.sandbox.unverified import id_token

Kinds: TypeAlias = tuple[CredentialKind, ...]
"""The kinds of credential that an operation takes."""


def callers(application: Application, change: Callable[[Call, Principal], Principal]) -> None:
    """Let whoever calls be `change(call, principal)`."""

    def caller(call: Call, takes: Kinds) -> Principal:
        return change(call, original(call, takes))

    original = application.credentials.caller
    override(application.credentials.caller, lambda _: caller)


def before_callers(application: Application, check: Callable[[Call, Kinds], None]) -> None:
    """Let `check` see or refuse a call before its credentials are tried."""

    def caller(call: Call, takes: Kinds) -> Principal:
        check(call, takes)
        return original(call, takes)

    original = application.credentials.caller
    override(application.credentials.caller, lambda _: caller)


def anonymous_callers(application: Application, make: Callable[[], ApiError]) -> None:
    """Raise `make()` for a call that carries no credential of a kind that its operation takes."""
    credentials = application.credentials

    def check(call: Call, takes: Kinds) -> None:
        if not any(True for _ in credentials.attempts(call, takes)):
            raise make()

    before_callers(application, check)


def unknown_callers(
    application: Application, instead: Callable[[Call, Kinds, Unauthenticated], Principal | None]
) -> None:
    """Where no credential holds, let `instead(call, takes, refusal)` name the caller, raise, or return None."""

    def caller(call: Call, takes: Kinds) -> Principal:
        try:
            return original(call, takes)
        except Unauthenticated as refusal:
            found = instead(call, takes, refusal)
            if found is None:
                raise
            return found

    original = application.credentials.caller
    override(application.credentials.caller, lambda _: caller)


def refused_callers(application: Application, make: Callable[[Unauthenticated], ApiError]) -> None:
    """Raise `make(refusal)` where no credential holds."""

    def instead(_call: Call, _takes: Kinds, refusal: Unauthenticated) -> Principal | None:
        raise make(refusal) from refusal

    unknown_callers(application, instead)


def callers_beside_bearers(application: Application, change: Callable[[Principal, Principal], Principal]) -> None:
    """Let whoever calls with a cookie, beside a bearer token that holds too, be `change(by_cookie, by_bearer)`."""

    def caller(call: Call, takes: Kinds) -> Principal:
        found = original(call, takes)
        if found.kind != "cookie" or "bearer" not in takes:
            return found
        try:
            bearer = original(call, ("bearer",))
        except Unauthenticated:
            return found
        return change(found, bearer)

    original = application.credentials.caller
    override(application.credentials.caller, lambda _: caller)


def take_keys_too(application: Application) -> None:
    """Let an API key count where only tokens should."""

    def caller(call: Call, takes: Kinds) -> Principal:
        return original(call, (*takes, "key"))

    original = application.credentials.caller
    override(application.credentials.caller, lambda _: caller)


def refuse_kind(application: Application, operation_id: str, refused: CredentialKind) -> None:
    """Leave one kind of credential out of what an operation takes."""
    operation = application.operations[operation_id]
    operation.takes = tuple(kind for kind in operation.takes if kind != refused)


def id_token_person(application: Application, call: Call) -> str:
    """The `sub` of an ID token of ours in the cookies that holds now; empty where there is none."""
    tokens = application.tokens
    try:
        claims = tokens.verified_payload(id_token(call))
    except NoValidTokens:
        return ""
    ours = tokens.issuer_holds(claims) and claims.get("aud") == tokens.audience and claims.get("token_use") == "id"
    return str(claims.get("sub")) if ours and tokens.lives(claims, call.now) else ""


def in_company_of(application: Application, found: Principal, user: str) -> Principal:
    """The same caller with the company and role of another user, if that one has any."""
    membership = application.identity.membership(user)
    return replace(found, company_id=membership[0], role=membership[1]) if membership else found
