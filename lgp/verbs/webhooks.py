"""`lgp webhooks`: where other platforms post what happens there."""

from typing import Annotated, Literal

import typer

from conformance.lgp import answers, given
from conformance.lgp.command import AsJson, group, opened

Platform = Literal["heyreach", "woodpecker", "lemlist", "generic"]

_COLUMNS = ("name", "id", "platform", "isActive", "eventCount", "lastEventAt", "client_id", "createdAt")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "webhooks", "List your webhooks, and create one.", lists=True)
    verbs.command("list", help="List your webhooks.")(list_webhooks)
    verbs.command("create", help="Create a webhook, and print its URL this once; nothing deletes it.")(create)


def list_webhooks(context: typer.Context, as_json: AsJson = False) -> None:
    """Print all webhooks."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(answers.rows(lgp.session.ask("listWebhooks"), "webhooks"), _COLUMNS, "no webhooks")


def create(
    context: typer.Context,
    name: Annotated[str, typer.Option(metavar="NAME", help="Its name.")],
    platform: Annotated[Platform, typer.Option(help="Who posts to it.")],
    description: Annotated[str | None, typer.Option("--desc", metavar="TEXT", help="What it is for.")] = None,
    config: Annotated[str | None, typer.Option(metavar="JSON", help="The platform's configuration, an object.")] = None,
    client: Annotated[str | None, typer.Option(metavar="ID", help="Its client: the client_id or id.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the URL alone, which holds a secret, and a word on it on standard error."""
    given.json_object("--config", config)  # the API takes it as a text
    with opened(context, as_json=as_json) as lgp:
        body = given.sent(
            name=name,
            platform=platform,
            description=description,
            platformConfig=config,
            client_id=given.client_id(lgp.session, client),
        )
        answer = lgp.session.ask("createWebhook", json=body)
        answers.text(answer, "webhookUrl")
        lgp.show.once(answers.fields(answer), "webhookUrl")
        lgp.show.note("the URL holds a secret and is shown this once")
