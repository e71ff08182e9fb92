"""The `lgp` command: one file a verb under `verbs/`, found by listing."""

import importlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from conformance import __version__, _layout, command_line, helping
from conformance.errors import UsageError
from conformance.lgp import before_the_verb
from conformance.lgp.command import Options
from conformance.lgp.where import DEFAULT_ACTOR

app = helping.Verbs(
    name="lgp",
    context_settings={"help_option_names": helping.FLAGS},
    cls=before_the_verb.Verbs,
    help="Works with the LeadGenius Pro API v1.1 from the command line.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"lgp {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The service; else LGP_BASE_URL, the profile's, the auth file's, the public one.",
        ),
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Act as an actor of a profile, not as the auth file's login."),
    ] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"The actor of the profile; else {DEFAULT_ACTOR}.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Answer yes to every question.")] = False,
    _version_asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that stand before the verb."""
    if not all(_is_text(each) for each in sys.argv):
        raise UsageError("a word of the command line is not in UTF-8", "Set the terminal to UTF-8")
    if actor is not None and profile is None:
        raise UsageError("--actor names an actor of a profile", "Add --profile FILE")
    context.obj = Options(base_url, profile, actor or DEFAULT_ACTOR, as_json, yes)


def _is_text(word: str) -> bool:
    """Whether a word can be sent: bytes of another encoding stand as lone surrogates in it."""
    return not any("\ud800" <= each <= "\udfff" for each in word)


for _name in _layout.module_names(Path(__file__).parent / "verbs"):
    importlib.import_module(f"conformance.lgp.verbs.{_name}").register(app)


def main() -> None:
    """Run the command line."""
    command_line.run(app, "lgp", "lgp")
