"""What the verbs of `lgp` share: the options before them, a session, and the question before what cannot be undone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from conformance import helping
from conformance.errors import CredentialsRefused, HarnessError, RefusedForSafety
from conformance.harmless import one_line
from conformance.lgp import standard_input
from conformance.lgp.progress import waiting
from conformance.lgp.refusals import ApiRefused
from conformance.lgp.session import Session
from conformance.lgp.showing import Show
from conformance.lgp.where import DEFAULT_ACTOR, found

_LONGEST_QUESTION = 300

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
    yes: bool

    def confirm(self, what: str) -> None:
        """Ask whether to do what deletes or costs; RefusedForSafety where nobody says yes.

        `what` says it in the imperative: `delete 3 leads`. A Ctrl-C in place of an answer is raised as any other.
        """
        if self.yes:
            return
        # It may name what a server sent.
        asked = one_line(self.session.redactor.text(what), _LONGEST_QUESTION)
        if not standard_input.is_terminal():
            raise RefusedForSafety(f"nobody is there to confirm: {asked}", "Add --yes")
        sys.stderr.write(f"{asked[:1].upper()}{asked[1:]}? [y/N]: ")
        sys.stderr.flush()
        try:
            answer = sys.stdin.readline()
        except KeyboardInterrupt:
            sys.stderr.write("\n")
            raise
        except UnicodeDecodeError:
            answer = "\n"  # what is no text is no yes
        if not answer:  # Ctrl-D in place of one
            sys.stderr.write("\n")
        if answer.strip().casefold() not in ("y", "yes"):
            raise RefusedForSafety("nothing was done, since the answer was not yes")


@contextmanager
def opened(context: typer.Context, *, as_json: bool = False, yes: bool = False, anew: bool = False) -> Iterator[Lgp]:
    """A session by the options before the verb; `as_json` and `yes` are those behind it, `anew` is of a new login.

    What ends it holds no secret that the session knows, whatever a server has sent.
    """
    options = context.ensure_object(Options)
    with Session(found(options.base_url, options.profile, options.actor, anew=anew)) as session:
        show = Show(session.redactor, as_json=as_json or options.as_json)
        session.waits = lambda seconds: _tell_wait(show, seconds)
        if session.where.unused:
            show.note(session.where.unused)
        try:
            yield Lgp(session, show, yes or options.yes)
        except HarnessError as error:
            error.message, error.remedy = map(session.redactor.text, (error.message, error.remedy))
            if isinstance(error, CredentialsRefused):  # which is the service's no, as any other of its refusals
                raise ApiRefused(error.message, error.remedy, status=401) from error
            raise


def _tell_wait(show: Show, seconds: float) -> None:
    if words := waiting(seconds):
        show.note(words)


class _Listing(TyperGroup):
    """A verb that lists where none of its own verbs is named."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # see command_line.Verbs
        """Put `list` before the flags of a line that names no verb."""
        named = bool(args) and (not args[0].startswith("-") or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or ctx.resilient_parsing else ["list", *args])


def group(app: typer.Typer, name: str, about: str, *, lists: bool = False) -> typer.Typer:
    """A verb that has verbs of its own; with `lists` its verb `list` is the one where none is named."""
    verbs = helping.Verbs(
        help=about, no_args_is_help=not lists, rich_markup_mode=None, cls=_Listing if lists else TyperGroup
    )
    app.add_typer(verbs, name=name)
    return verbs
