"""`lgp auth`: log in, and keep the login in the auth file."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from conformance.errors import CredentialsRefused, NotThisApi, UsageError
from conformance.exchange import Exchange
from conformance.lgp import authfile, standard_input
from conformance.lgp.authfile import AuthFileUnusable, Login
from conformance.lgp.command import AsJson, Lgp, Yes, opened
from conformance.lgp.refusals import NO_LOGIN, ApiRefused, not_admitted
from conformance.lgp.session import told_where
from conformance.tokens import Tokens


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("auth", help="Log in, and keep the login in ~/.leadgenius_auth.json.")(auth)


def auth(
    context: typer.Context,
    email: Annotated[
        str | None,
        typer.Option(metavar="EMAIL", help="Who you are; else whom the profile or the file names, or a prompt."),
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            metavar="-", help="- reads it from a pipe, or unseen at a terminal; else LGP_PASSWORD, or a prompt."
        ),
    ] = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Print who is logged in, and where that is kept."""
    if password not in (None, "-"):
        raise UsageError("a password on the command line can be read by others", "Pipe it in with --password -")
    with opened(context, as_json=as_json, yes=yes, anew=True) as lgp:
        _ask_to_replace(lgp)
        who, secret = _who(lgp, email, password)
        lgp.session.redactor.learn("you.password", secret)
        with told_where(lgp.session.where):
            answer = lgp.session.anonymous.call("login", json={"username": who, "password": secret}, purpose="login")
        login = _login(lgp, answer, who)
        file = _keep(lgp, login)
        lgp.show.line(f"logged in at {login.base_url} as {who}, user {login.user_id or 'unknown'}; kept in {file}")
        if lgp.show.as_json:
            lgp.show.value({"user_id": login.user_id, "email": who, "base_url": login.base_url, "file": str(file)})


def _who(lgp: Lgp, email: str | None, password: str | None) -> tuple[str, str]:
    """Name and password, by flags, environment, profile, file and prompt; UsageError where there is none."""
    where = lgp.session.where
    person = where.person
    who = email or (person.username if person is not None else None) or (where.login.email if where.login else None)
    if not who:
        who = _typed_name()
    if password == "-":
        line = _typed_password(who) if standard_input.is_terminal() else standard_input.line(f"Password of {who}")
        if not line:
            raise UsageError("--password - found no password on standard input", "Pipe it in, or leave the flag out")
        return who, line
    known = os.environ.get("LGP_PASSWORD") or (person.secret("password") if person is not None and not email else None)
    if known:
        name = "LGP_PASSWORD" if os.environ.get("LGP_PASSWORD") else "the profile's password"
        return who, standard_input.require_text(name, known)
    if not standard_input.is_terminal():
        raise UsageError("nobody is there to type the password", "Set LGP_PASSWORD, or pipe it in with --password -")
    return who, _typed_password(who)


def _typed_password(who: str) -> str:
    """The password that somebody types at a terminal; UsageError where nobody does."""
    typed = standard_input.secret(f"Password of {who}")
    if not typed:
        raise UsageError("no password was typed", "Run the same again, and type it")
    return typed


def _typed_name() -> str:
    """The e-mail that somebody types at a terminal; UsageError where nobody does."""
    typed = standard_input.shown("E-mail").strip() if standard_input.is_terminal() else ""
    if not typed:
        raise UsageError("nobody is named to log in as", "Add --email YOU")
    return typed


def _login(lgp: Lgp, answer: Exchange, who: str) -> Login:
    origin = lgp.session.where.origin.text
    tokens = Tokens.of(answer, 0.0)
    if tokens is not None:
        return Login(
            token=tokens.access,
            id_token=tokens.id,
            refresh_token=tokens.refresh,
            email=who,
            base_url=origin,
            user_id=tokens.subject,
        )
    if answer.succeeded:
        raise NotThisApi(f"{origin} answered a login without tokens", "See that --base-url is right")
    error = not_admitted(answer, lgp.session.redactor, NO_LOGIN)
    if isinstance(error, ApiRefused) and error.status == 401:
        raise CredentialsRefused(f"{origin} refused the login of {who}", "Check the name and the password")
    raise error


def _ask_to_replace(lgp: Lgp) -> None:
    """Ask whether an auth file that cannot be used may be lost."""
    try:
        authfile.read()
    except AuthFileUnusable:
        lgp.confirm(f"replace {authfile.place()}, which cannot be used, and forget what it holds")


def _keep(lgp: Lgp, login: Login) -> Path:
    """Keep a login, with the key that its user has saved; another's key is lost, which is asked for before."""
    former = authfile.usable()
    if former is not None and former.api_key and not former.is_of(login):
        lgp.confirm(f"forget the API key of {former.email} at {former.base_url}, which is shown nowhere again")
    with authfile.held():
        former = authfile.usable()
        key = former.api_key if former is not None and former.is_of(login) else ""
        return authfile.write(replace(login, api_key=key))
