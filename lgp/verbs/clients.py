"""`lgp clients`: the customers whose leads the company keeps."""

from typing import Annotated, Any

import typer

from conformance.errors import UsageError
from conformance.lgp import answers
from conformance.lgp.command import AsJson, Yes, group, opened
from conformance.lgp.counted import counted
from conformance.lgp.deleting_leads import lead_ids, purge
from conformance.lgp.naming_clients import client_of

_COLUMNS = ("clientName", "client_id", "companyURL", "description", "id")

Named = Annotated[str, typer.Argument(metavar="ID", help="Its client_id or its id.")]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="The web site of its company.")]
Description = Annotated[str | None, typer.Option("--description", metavar="TEXT", help="What it is.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "clients", "List, make, change and delete clients.")
    verbs.command("list", help="List the company's clients.")(list_clients)
    verbs.command("get", help="Show a client.")(get)
    verbs.command("create", help="Make a client.")(create)
    verbs.command("update", help="Change a client; what is not named stays, and an empty text clears.")(update)
    verbs.command("delete", help="Delete a client; its leads stay, but for --purge.")(delete)


def list_clients(context: typer.Context, as_json: AsJson = False) -> None:
    """Print all clients of the company."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(lgp.session.rows("listClients"), _COLUMNS, "no clients")


def get(context: typer.Context, id: Named, as_json: AsJson = False) -> None:
    """Print a client."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.record(client_of(lgp.session, id).row, _COLUMNS)


def create(
    context: typer.Context,
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="Its name.")],
    url: Url = None,
    description: Description = None,
    as_json: AsJson = False,
) -> None:
    """Print the new client."""
    sent = _fields(name, url, description)
    with opened(context, as_json=as_json) as lgp:
        answer = lgp.session.ask("createClient", json={each: value for each, value in sent.items() if value})
        lgp.show.record(answers.record(answer, "client"), _COLUMNS)


def update(
    context: typer.Context,
    id: Named,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help="Its new name.")] = None,
    url: Url = None,
    description: Description = None,
    as_json: AsJson = False,
) -> None:
    """Print the changed client."""
    changes = _fields(name, url, description)
    if not changes:
        raise UsageError("nothing is to be changed", "Add --name, --url or --description")
    with opened(context, as_json=as_json) as lgp:
        client = client_of(lgp.session, id)
        answer = lgp.session.ask("updateClient", json={"id": client.id, **changes})
        lgp.show.record(answers.record(answer, "client"), _COLUMNS)


def delete(
    context: typer.Context,
    id: Named,
    with_leads: Annotated[bool, typer.Option("--purge", help="Delete its leads too.")] = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Print what was deleted."""
    with opened(context, as_json=as_json, yes=yes) as lgp:
        client = client_of(lgp.session, id)
        ids = lead_ids(lgp.session, client, lgp.show.note) if with_leads else []
        leads = f" and its {counted(len(ids), 'lead')}" if with_leads else ", whose leads stay"
        lgp.confirm(f"delete the client {client.told(lgp.session.redactor)}{leads}")
        told: dict[str, Any] = {"id": client.id, "client_id": client.client_id}
        if with_leads:
            told["deletedLeads"] = purge(lgp.session, client, ids, lgp.show.note)
        else:
            lgp.session.ask("deleteClient", query={"id": client.id})
        if lgp.show.as_json:
            lgp.show.value(told)
        also = f" and {counted(told['deletedLeads'], 'lead')}" if with_leads else ""
        lgp.show.line(f"deleted {client.told(lgp.session.redactor)}{also}")


def _fields(name: str | None, url: str | None, description: str | None) -> dict[str, str | None]:
    """The fields that the flags give; an empty text is `null`, since some services break on it."""
    if name is not None and not name.strip():
        raise UsageError("a client needs a name", "Give --name a text")
    given = {"clientName": name, "companyURL": url, "description": description}
    return {each: value.strip() or None for each, value in given.items() if value is not None}
