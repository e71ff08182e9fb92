"""The `conformance` command: one file a verb under `commands/`, found by listing."""

import importlib
from pathlib import Path

import typer

from conformance import __version__, _layout, command_line, helping

app = helping.Verbs(
    name="conformance",
    cls=command_line.Verbs,
    context_settings={"help_option_names": helping.FLAGS},
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
    """Run the command line."""
    command_line.run(app, "conformance", "the harness")
