"""The `conformance` command: one file a verb under `commands/`, found by listing."""

import importlib
import sys
import traceback
from pathlib import Path

import typer
from typer.core import TyperGroup

from conformance import __version__, _layout
from conformance.errors import HarnessError, Incomplete
from conformance.exits import Exit
from conformance.summary import nobody_reads


class _Verbs(TyperGroup):
    """Keeps typer's own exit codes for an interrupt and a closed pipe away: they mean something else here."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # typer's own copy of click has no types
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, EOFError) as error:
            raise Incomplete("interrupted") from error
        except BrokenPipeError as error:
            nobody_reads()
            raise typer.Exit(int(Exit.CONFORMANT)) from error


app = typer.Typer(
    name="conformance",
    cls=_Verbs,
    help="Says, with proof, whether a server keeps the contract of the LeadGenius Pro API v1.1.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"conformance {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _version_asked: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Options that stand before the verb."""


for _name in _layout.module_names(Path(__file__).parent / "commands"):
    importlib.import_module(f"conformance.commands.{_name}").register(app)


def main() -> None:
    """Run the command line; every error of ours is one line on standard error and its exit code."""
    try:
        app(standalone_mode=True)
    except HarnessError as error:
        sys.stderr.write(f"conformance: {_one_line(str(error))}\n")
        sys.exit(int(error.code))
    except Exception as error:  # whatever it is, Python's own exit code 1 would blame the target
        # Where it happened, but not its message: that may hold what the target sent.
        sys.stderr.write("".join(traceback.format_tb(error.__traceback__)))
        sys.stderr.write(f"conformance: the harness itself broke: {type(error).__name__}\n")
        sys.exit(int(Exit.BROKEN))


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
