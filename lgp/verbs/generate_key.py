"""`lgp generate-key`: make an API key, which is shown this once."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from conformance.actors import Actor
from conformance.errors import UsageError
from conformance.lgp import answers, authfile
from conformance.lgp.command import AsJson, Lgp, opened


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("generate-key", help="Make an API key, and print it this once; nothing deletes it.")(generate_key)


def generate_key(
    context: typer.Context,
    name: Annotated[str, typer.Option(metavar="NAME", help="Its name.")],
    description: Annotated[str, typer.Option("--desc", metavar="TEXT", help="What it is for.")] = "",
    save: Annotated[bool, typer.Option("--save", help="Keep it in the auth file, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print the key alone, and how it is used on standard error."""
    with opened(context, as_json=as_json) as lgp:
        if save:
            _require_a_login(lgp)
        answer = lgp.session.ask("createApiKey", json={"name": name, "description": description})
        key = answers.text(answer, "apiKey")
        lgp.show.once(answers.fields(answer), "apiKey")
        sys.stdout.flush()
        lgp.show.note(
            "the key is shown this once; to use it, set LGP_API_KEY to it "
            f"and LGP_USER_ID to {lgp.session.person.user_id}"
        )
        if save:
            _keep(lgp, key)


def _require_a_login(lgp: Lgp) -> None:
    """UsageError, before a key is made, where no auth file could keep it."""
    person = lgp.session.person
    if isinstance(person, Actor):
        raise UsageError("a profile keeps no key for --save", "Leave --save out, or act by the auth file's login")
    person.fitting(lgp.session.contract.require("createApiKey"))


def _keep(lgp: Lgp, key: str) -> None:
    person = lgp.session.person
    if isinstance(person, Actor) or person.login is None:
        return
    with authfile.held():
        kept = authfile.read() or person.login
        if not kept.is_of(person.login):
            raise UsageError(
                "somebody else has logged in meanwhile, so that the key is not kept", "Set LGP_API_KEY to it"
            )
        file = authfile.write(replace(kept, api_key=key, user_id=person.user_id))
    lgp.show.note(f"it is kept in {file}{' instead of the key before it' if kept.api_key else ''}")
