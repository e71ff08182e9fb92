"""`lgp campaigns`: the company's campaigns."""

from typing import Annotated

import typer

from conformance.lgp import answers, given
from conformance.lgp.command import AsJson, group, opened

_COLUMNS = ("name", "id", "status", "campaignType", "client_id", "description")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "campaigns", "List and create campaigns.")
    verbs.command("list", help="List the company's campaigns.")(list_campaigns)
    verbs.command("create", help="Create a campaign; nothing deletes it.")(create)


def list_campaigns(context: typer.Context, as_json: AsJson = False) -> None:
    """Print all campaigns."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(lgp.session.rows("listCampaigns"), _COLUMNS, "no campaigns")


def create(
    context: typer.Context,
    name: Annotated[str, typer.Option(metavar="NAME", help="Its name.")],
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Its campaignType, such as email.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="Its status, such as draft.")] = None,
    client: Annotated[str | None, typer.Option(metavar="ID", help="Its client: the client_id or id.")] = None,
    description: Annotated[str | None, typer.Option("--desc", metavar="TEXT", help="What it is for.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the campaign that was created."""
    with opened(context, as_json=as_json) as lgp:
        client_id = given.client_id(lgp.session, client)
        body = given.sent(name=name, campaignType=kind, status=status, client_id=client_id, description=description)
        answer = lgp.session.ask("createCampaign", json=body)
        made = answer.record("campaign") or {}
        lgp.show.record(made if "id" in made else {"id": answers.text(answer, "id"), **made}, _COLUMNS)
