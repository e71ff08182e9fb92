"""`conformance selftest`: seek every defect of the embedded sandbox, and say which survive."""

import importlib
import random
import sys
from pathlib import Path
from typing import Annotated

import typer

from conformance.catalogue import LevelName
from conformance.driver import terminable
from conformance.errors import UsageError
from conformance.exits import Exit
from conformance.proving.known import Defect, defects, named
from conformance.proving.rows import Selftest
from conformance.proving.selftest import Plan, selftest

DEFAULT_OUT = Path("conformance-runs") / "selftest"

_EVERY = 25
"""Defects between two lines of progress."""


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("selftest", help="Seek every defect of the embedded sandbox; exit 1 where one survives.")(run)


def run(
    defect: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this defect (repeatable); ID@operation picks its place."),
    ] = None,
    level: Annotated[LevelName, typer.Option(help="How deep to seek what survives.")] = "deep",
    sample: Annotated[int, typer.Option(metavar="N", min=0, help="Only N defects, drawn by the seed; 0: all.")] = 0,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="Let each run go on after its kill: full rows, and the curve.")
    ] = False,
    workers: Annotated[int, typer.Option(metavar="N", min=1, max=32, help="Runs side by side.")] = 2,
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**31 - 1, help="Steers every choice.")] = 1,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder that gets selftest.json and selftest.html.")
    ] = DEFAULT_OUT,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Show no progress.")] = False,
) -> None:
    """Print what survived, and write the page."""
    if level == "smoke":
        raise UsageError("defects are sought at standard or deep", "Take --level standard")
    chosen = _chosen(defect or [], sample, seed)
    folder = out.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{out} cannot be written: {error.strerror}", "Give --out a folder that you may write to"
        ) from error
    plan = Plan(chosen, seed, level, workers, matrix, folder)
    with terminable():
        found = selftest(plan, _silent if quiet else _progress)
    pages = importlib.import_module("conformance.reports._selftest").write(found, folder)
    _show(found, pages)
    raise typer.Exit(int(Exit.NOT_CONFORMANT if found.survivors or found.false_alarms else Exit.CONFORMANT))


def _chosen(names: list[str], sample: int, seed: int) -> tuple[Defect, ...]:
    known = defects(seed)
    if names and sample:
        raise UsageError("--defect and --sample do not go together", "Take one of them")
    if names:
        return named(known, names)
    return tuple(random.Random(seed).sample(known, min(sample, len(known)))) if sample else known


def _progress(done: int, of: int, survived: int) -> None:
    if done % _EVERY == 0 or done == of:
        sys.stderr.write(f"{done} of {of} defects, {survived} survived so far\n")


def _silent(_done: int, _of: int, _survived: int) -> None:
    """Say nothing."""


def _show(found: Selftest, pages: Path) -> None:
    for row in found.survivors:
        typer.echo(f"survived {row.defect.id}: {row.defect.sentence}")
        typer.echo(f"         intends {row.defect.requirement}; {row.reason}")
    for each in found.false_alarms:
        typer.echo(f"false alarm {each}")
    for point in found.curve:
        within = f"within {point.requests} requests" if point.requests else "without a bound"
        killed, of = point.full.killed + point.advisory.killed, point.full.of + point.advisory.of
        typer.echo(f"{within:<24}{killed} of {of}")
    typer.echo(f"MUST     {found.full.killed} of {found.full.of} killed ({found.full.percent} %)")
    typer.echo(f"advisory {found.advisory.killed} of {found.advisory.of} killed ({found.advisory.percent} %)")
    typer.echo(f"at standard {found.standard.percent} %; false alarms {len(found.false_alarms)}; {found.seconds:.0f} s")
    typer.echo(f"page     {pages}")
