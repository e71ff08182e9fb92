"""`lgp admin`: what platform admins may see of all companies."""

import typer

from conformance.lgp.command import AsJson, group, opened


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "admin", "List companies and users, as a platform admin.")
    verbs.command("companies", help="List the companies of the platform.")(companies)
    verbs.command("users", help="List the users of the platform.")(users)


def companies(context: typer.Context, as_json: AsJson = False) -> None:
    """Print all companies."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(lgp.session.rows("listAdminCompanies"), ("name", "id", "owner", "createdAt"), "no companies")


def users(context: typer.Context, as_json: AsJson = False) -> None:
    """Print all users."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(lgp.session.rows("listAdminUsers"), ("email", "role", "id", "company_id"), "no users")
