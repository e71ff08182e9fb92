"""The `conformance` command: one file a verb under `commands/`, found by listing."""

import importlib
import os
import sys
from pathlib import Path

import typer

from conformance import __version__, _layout
from conformance.errors import HarnessError
from conformance.exits import Exit

app = typer.Typer(
    name="conformance",
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
    except KeyboardInterrupt:
        sys.stderr.write("conformance: interrupted\n")
        sys.exit(int(Exit.INCOMPLETE))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(int(Exit.CONFORMANT))


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
