"""`lgp maintenance`: bugs and wishes that the company has reported."""

from typing import Annotated

import typer

from conformance.lgp import answers
from conformance.lgp.command import AsJson, Lgp, group, opened
from conformance.lgp.session import told_where

_COLUMNS = ("id", "status", "description", "userEmail", "createdAt")

Description = Annotated[str, typer.Option("--desc", metavar="TEXT", help="What it is about.")]
Email = Annotated[str | None, typer.Option(metavar="EMAIL", help="Whom to answer; else that of the login.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "maintenance", "List and report bugs and enhancements.")
    bugs = group(verbs, "bugs", "List and report bugs.")
    bugs.command("list", help="List the company's bugs.")(list_bugs)
    bugs.command("report", help="Report a bug; nothing deletes it.")(report)
    enhancements = group(verbs, "enhancements", "List and request enhancements.")
    enhancements.command("list", help="List the company's enhancements.")(list_enhancements)
    enhancements.command("request", help="Request an enhancement; nothing deletes it.")(request)


def list_bugs(context: typer.Context, as_json: AsJson = False) -> None:
    """Print all bugs."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(answers.rows(lgp.session.ask("listBugs"), "bugs"), _COLUMNS, "no bugs")


def report(context: typer.Context, description: Description, email: Email = None, as_json: AsJson = False) -> None:
    """Print the bug that was reported."""
    with opened(context, as_json=as_json) as lgp:
        _post(lgp, "reportBug", "bug", description, email)


def list_enhancements(context: typer.Context, as_json: AsJson = False) -> None:
    """Print all enhancements."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(answers.rows(lgp.session.ask("listEnhancements"), "enhancements"), _COLUMNS, "no enhancements")


def request(context: typer.Context, description: Description, email: Email = None, as_json: AsJson = False) -> None:
    """Print the enhancement that was requested."""
    with opened(context, as_json=as_json) as lgp:
        _post(lgp, "requestEnhancement", "enhancement", description, email)


def _post(lgp: Lgp, operation: str, key: str, description: str, email: str | None) -> None:
    body = {"description": description, "userEmail": email or _email(lgp, operation)}
    lgp.show.record(answers.record(lgp.session.ask(operation, json=body), key), _COLUMNS)


def _email(lgp: Lgp, operation: str) -> str | None:
    """The address of who asks, where it is known: an API key may be somebody else's than the login."""
    with told_where(lgp.session.where):
        kind = lgp.session.person.fitting(lgp.session.contract.require(operation))
    return lgp.session.person.email_by(kind) or None
