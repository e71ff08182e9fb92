"""`lgp whoami`: who is logged in, where, and in which company."""

from datetime import UTC, datetime

import typer

from conformance.actors import Actor
from conformance.lgp.command import AsJson, Lgp, opened
from conformance.tokens import moment


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("whoami", help="Tell who you are to the service.")(whoami)


def whoami(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the user, the service, the company and how long the login lasts."""
    with opened(context, as_json=as_json) as lgp:
        company = lgp.session.ask("getCompany", absent=True).record("company") or {}
        person = lgp.session.person
        lgp.show.record(
            {
                "user_id": person.user_id,
                "email": _email(lgp),
                "base_url": lgp.session.where.origin.text,
                "company": company.get("name", ""),
                "company_id": company.get("id", ""),
                "role": company.get("role", ""),
                "api_key": "yes" if person.has_key else "no",
                "expires": _expiry(lgp),
            }
        )


def _email(lgp: Lgp) -> str:
    person = lgp.session.person
    if isinstance(person, Actor):
        return person.profile.username or ""
    return person.login.email if person.login is not None else ""


def _expiry(lgp: Lgp) -> str:
    """When the access token of the auth file expires, which is renewed then."""
    login = None if isinstance(lgp.session.person, Actor) else lgp.session.person.login
    until = moment(login.token, "exp") if login is not None else None
    return datetime.fromtimestamp(until, UTC).isoformat() if until is not None else ""
