"""What the verbs of `lgp` share: the options before them, a session, and the question before what cannot be undone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from conformance.errors import RefusedForSafety
from conformance.lgp.session import Session
from conformance.lgp.showing import Show
from conformance.lgp.where import DEFAULT_ACTOR, found

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without a question.")]
ClientId = Annotated[str | None, typer.Option("--client", metavar="ID", help="Only this client: its client_id or id.")]


@dataclass(frozen=True)
class Options:
    """The options that stand before the verb."""

    base_url: str | None = None
    profile: Path | None = None
    actor: str = DEFAULT_ACTOR
    as_json: bool = False
    yes: bool = False


@dataclass(frozen=True)
class Lgp:
    """A verb under way: its session, what it prints with, and whether its questions are answered beforehand."""

    session: Session
    show: Show
    yes: bool = field(default=False)

    def confirm(self, what: str) -> None:
        """Ask whether to do what deletes or costs; RefusedForSafety where nobody says yes.

        `what` says it in the imperative: `delete 3 leads`.
        """
        if self.yes:
            return
        if not sys.stdin.isatty():
            raise RefusedForSafety(f"nobody is there to confirm: {what}", "Add --yes")
        if not typer.confirm(f"{what[:1].upper()}{what[1:]}?", err=True):
            raise RefusedForSafety(f"nothing was done: {what} was declined")


@contextmanager
def opened(context: typer.Context, *, as_json: bool = False, yes: bool = False) -> Iterator[Lgp]:
    """A session by the options before the verb; `as_json` and `yes` are those behind it."""
    options = context.find_object(Options) or Options()
    with Session(found(options.base_url, options.profile, options.actor)) as session:
        yield Lgp(session, Show(session.redactor, as_json=as_json or options.as_json), yes or options.yes)


def group(app: typer.Typer, name: str, about: str) -> typer.Typer:
    """A verb that has verbs of its own."""
    verbs = typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(verbs, name=name)
    return verbs
