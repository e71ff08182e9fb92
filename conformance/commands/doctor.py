"""`conformance doctor`: look the installation and a target over before a run, and say what to mend."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from conformance import catalogue, checks, contract, levels, passwords, sentences
from conformance.exits import Exit
from conformance.harness import Harness
from conformance.looking import look
from conformance.profile import consents
from conformance.run_request import RunRequest, resolve
from conformance.side_trip import context_of
from conformance.sightings import Sighting


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("doctor", help="Look the installation and a target over, and say what to mend.")(doctor)


def doctor(
    profile: Annotated[Path | None, typer.Option(metavar="FILE", help="The target's profile (TOML).")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="The target's origin.")] = None,
    username: Annotated[str | None, typer.Option(metavar="USER", help="Log in as this user.")] = None,
    password: Annotated[
        str | None, typer.Option(metavar="PASSWORD", help="Its password; - reads it from the terminal or stdin.")
    ] = None,
    allow: Annotated[
        list[str] | None, typer.Option(metavar="WHAT", help="Say `production` to look at the public origin.")
    ] = None,
) -> None:
    """Print a line for each thing looked at; exit 3 where a run would not be complete."""
    request = RunRequest(
        profile=profile,
        base_url=base_url,
        username=username,
        password=passwords.asked(password, username),
        allow=consents(allow or ()),
    )
    sick = 0
    with ExitStack() as stack:
        for sighting in _everything(request, stack):
            sick += not sighting.fine
            mark = "ok  " if sighting.fine else "MEND"
            remedy = f": {sighting.remedy}" if sighting.remedy else ""
            typer.echo(f"{mark}  {sighting.what:<34} {sighting.seen}{remedy}")
    for line in passwords.notes(password):
        typer.echo(line)
    typer.echo("everything is as a run needs it" if not sick else f"{sick} to mend")
    raise typer.Exit(int(Exit.INCOMPLETE if sick else Exit.CONFORMANT))


def _everything(request: RunRequest, stack: ExitStack) -> Iterator[Sighting]:
    yield from _installation()
    target = resolve(request, stack)
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="leadgenius-doctor-")))
    harness = Harness(context_of(target, folder), "doctor")
    stack.callback(harness.close)
    yield from look(harness)


def _installation() -> Iterator[Sighting]:
    known = catalogue.load()
    checks.validated(checks.load(), known)
    levels.load()
    out_of_step = sentences.differences(known, sentences.read())
    yield Sighting("catalogue", not out_of_step, f"{len(known)} requirements", "; ".join(out_of_step[:3]))
    yield Sighting("contract", True, f"{len(contract.load())} operations")
