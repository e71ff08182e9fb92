"""`lgp whoami`: who is logged in, where, and in which company."""

from collections.abc import Mapping
from datetime import UTC, datetime

import typer

from conformance.lgp.command import AsJson, opened
from conformance.lgp.lead_sources import company_of_key
from conformance.lgp.session import Session


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("whoami", help="Tell who you are to the service.")(whoami)


def whoami(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the user, the service, the company and how long the login lasts."""
    with opened(context, as_json=as_json) as lgp:
        company = _company(lgp.session)
        person = lgp.session.person
        lgp.show.record(
            {
                "user_id": person.user_id,
                "email": person.email_by("bearer"),
                "base_url": lgp.session.where.origin.text,
                "company": company.get("name", ""),
                "company_id": company.get("id", ""),
                "role": company.get("role", ""),
                "api_key": person.has_key if lgp.show.as_json else _key(lgp.session),
                "expires": datetime.fromtimestamp(person.expires, UTC).isoformat()
                if person.expires is not None
                else "",
            }
        )


def _key(session: Session) -> str:
    """Whether there is an API key, for people; where there is a login too, the key has not been sent."""
    if not session.person.has_key:
        return "no"
    if session.where.key is not None and not session.where.key[1]:
        return "yes, but LGP_USER_ID is not set, without which it is of no use"
    return "yes, not tried" if session.person.has_login else "yes"


def _company(session: Session) -> Mapping[str, object]:
    """The company of the login; of an API key alone its id, where the key tells it."""
    if session.person.has_key and not session.person.has_login:
        return {"id": company_of_key(session, "bulkEnrichLeads")}
    return session.ask("getCompany", absent=True).record("company") or {}
