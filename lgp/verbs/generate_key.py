"""`lgp generate-key`: make an API key, which is shown this once."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from conformance.actors import Actor
from conformance.errors import Incomplete, UsageError
from conformance.lgp import answers, authfile
from conformance.lgp.command import AsJson, Lgp, Yes, opened
from conformance.lgp.person import Person


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("generate-key", help="Make an API key, and print it this once; nothing deletes it.")(generate_key)


def generate_key(
    context: typer.Context,
    name: Annotated[str, typer.Option(metavar="NAME", help="Its name.")],
    description: Annotated[str, typer.Option("--desc", metavar="TEXT", help="What it is for.")] = "",
    save: Annotated[bool, typer.Option("--save", help="Keep it in the auth file, too.")] = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Print the key alone, and how it is used on standard error; where it is to be kept, it is so before."""
    with opened(context, as_json=as_json, yes=yes) as lgp:
        keeper = _keeper(lgp) if save else None
        answer = lgp.session.ask("createApiKey", json={"name": name, "description": description})
        key = answers.text(answer, "apiKey")
        kept = False
        try:
            if keeper is not None:
                _keep(lgp, keeper, key)
                kept = True
        finally:
            _show(lgp, answers.fields(answer), kept=kept)


def _show(lgp: Lgp, record: dict[str, Any], *, kept: bool) -> None:
    """Print the key; Incomplete where nobody gets it."""
    try:
        lgp.show.once(record, "apiKey")
    except Incomplete as error:
        if kept:
            raise
        raise Incomplete(
            f"a key was made, and is lost: {error.message}", "Make another; nothing deletes the lost one"
        ) from error
    elsewhere = " elsewhere" if kept else ""
    lgp.show.note(
        f"the key is shown this once; to use it{elsewhere}, set LGP_API_KEY to it and LGP_USER_ID to "
        f"{lgp.session.person.user_id}"
    )


def _keeper(lgp: Lgp) -> Person:
    """Who has the auth file; UsageError, before a key is made, where that could not keep it.

    A key that it holds is lost, which is asked for.
    """
    person = lgp.session.person
    if isinstance(person, Actor):
        raise UsageError("a profile keeps no key for --save", "Leave --save out, or act by the auth file's login")
    person.fitting(lgp.session.contract.require("createApiKey"))
    former = authfile.read()
    if former is not None and former.api_key:
        lgp.confirm(f"forget the API key of {former.email} at {former.base_url}, which is shown nowhere again")
    return person


def _keep(lgp: Lgp, person: Person, key: str) -> None:
    with authfile.held():
        kept = authfile.read()
        if kept is None or person.login is None or not kept.is_of(person.login):
            why = "the auth file is gone" if kept is None else "somebody else has logged in meanwhile"
            raise UsageError(f"{why}, so that the key is not kept", "Set LGP_API_KEY to it")
        file = authfile.write(replace(kept, api_key=key, user_id=person.user_id))
    before = ", instead of the key before it" if kept.api_key else ""
    lgp.show.note(
        f"saved in {file}{before}: `lgp` uses it from now on wherever a key is taken, as by `lgp bulk export`"
    )
