"""`conformance selftest`: seek every defect of the embedded sandbox, and say which survive."""

import importlib
import random
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from conformance.catalogue import LevelName
from conformance.driver import terminable
from conformance.errors import UsageError
from conformance.exits import Exit
from conformance.harmless import one_line
from conformance.proving.known import Defect, chosen, defects
from conformance.proving.rows import Selftest, Share, Shares
from conformance.proving.selftest import Plan, selftest
from conformance.whole_file import write_whole

DEFAULT_OUT = Path("conformance-runs") / "selftest"

_EVERY = 25
"""Defects between two lines of progress."""


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(
        "selftest",
        help="Seek every defect of the embedded sandbox; exit 1 where one survives, where a clean run finds something, "
        "and where a whole row is wide without a reason.",
    )(run)


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
    wanted = _wanted(defect or [], sample, seed)
    folder = _writable(out)
    command = shlex.join(["conformance", *sys.argv[1:]])
    plan = Plan(wanted, seed, level, workers, matrix, folder, command)
    with terminable():
        found = selftest(plan, _silent if quiet else _progress)
    pages = importlib.import_module("conformance.reports._selftest").write(found, folder)
    _show(found, pages)
    raise typer.Exit(int(Exit.CONFORMANT if found.sound else Exit.NOT_CONFORMANT))


def _wanted(names: list[str], sample: int, seed: int) -> tuple[Defect, ...]:
    if names and sample:
        raise UsageError("--defect and --sample do not go together", "Take one of them")
    if names:
        return chosen(names, seed)
    known = defects(seed)
    return tuple(random.Random(seed).sample(known, min(sample, len(known)))) if sample else known


def _writable(out: Path) -> Path:
    """The folder, made and tried: UsageError before any run where nothing can be written there."""
    folder = out.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / ".tried", "").unlink()
    except OSError as error:
        raise UsageError(
            f"{out} cannot be written: {error.strerror}", "Give --out a folder that you may write to"
        ) from error
    return folder


_AT_STANDARD = {True: "at standard", False: "at standard at least"}
"""How the share is called: short of a matrix, all suites are tried where going deeper has not helped."""


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
    for row in found.unexplained:
        typer.echo(
            f"too wide {row.defect.id}: it breaks {len(row.collateral)} requirements besides {row.defect.requirement} "
            f"and has no `because`: {', '.join(row.collateral)}"
        )
    for row in found.unended:
        for each in row.unended:
            typer.echo(f"not whole {row.defect.id}: {one_line(each)}")
    for point in found.curve:
        within = f"within {point.requests} requests" if point.requests else "without a bound"
        typer.echo(f"{within:<24}{_both(point)}")
    typer.echo(f"{'killed':<24}{_both(Shares(full=found.full, advisory=found.advisory))}")
    typer.echo(f"{_AT_STANDARD[found.rows_are_whole]:<24}{_both(found.standard)}")
    typer.echo(f"{'false alarms':<24}{len(found.false_alarms)} in {len(found.cleans)} runs without a defect")
    typer.echo(
        f"{'taken over':<24}{found.taken_over} of {len(found.rows)} rows; {found.seconds:.0f} s now, "
        f"{found.seconds_of_runs:.0f} s of runs"
    )
    typer.echo(f"{'by':<24}conformance {found.version}, code {found.code[:12]}, {found.begun:%Y-%m-%d %H:%M} UTC")
    typer.echo(f"{'page':<24}{pages}")


def _both(shares: Shares) -> str:
    return f"MUST {_told(shares.full)}, advisory {_told(shares.advisory)}"


def _told(share: Share) -> str:
    return f"{share.killed} of {share.of} ({share.percent} %)" if share.of else "none"
