"""`conformance catalogue`: keep the catalogue in step with the API reference; for those who maintain them."""

from typing import Annotated

import typer

from conformance import _layout, catalogue, sentences
from conformance.exits import Exit


def register(app: typer.Typer) -> None:
    """Add the verb with its two parts."""
    parts = typer.Typer(help="Keep the catalogue in step with the API reference.", no_args_is_help=True)
    parts.command("check", help="Say where they are out of step.")(check)
    parts.command("accept", help="Accept the changed sentences of these requirements.")(accept)
    app.add_typer(parts, name="catalogue")


def check() -> None:
    """Print every difference; exit 1 where there is one."""
    found = sentences.differences(catalogue.load(), sentences.read())
    for line in found:
        typer.echo(line)
    raise typer.Exit(int(Exit.NOT_CONFORMANT if found else Exit.CONFORMANT))


def accept(names: Annotated[list[str], typer.Argument(metavar="LG-…", help="The requirements to renew.")]) -> None:
    """Renew the hashes of their sentences."""
    for name in names:
        catalogue.load().require(name)
    changed = sentences.accept(names, _layout.REFERENCES / "requirements.toml", sentences.read())
    typer.echo(f"renewed: {', '.join(changed)}" if changed else "nothing had changed")
