"""`conformance report`: make the reports of a run anew from its journal; sends no request."""

import importlib
from pathlib import Path
from typing import Annotated

import typer

from conformance.journal.reader import read
from conformance.outcome.judge import judge
from conformance.run_request import DEFAULT_OUT
from conformance.summary import show


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("report", help="Make the reports of a run anew from its journal, and print its summary.")(report)


def report(
    run: Annotated[
        Path, typer.Argument(metavar="[RUN]", help="The run's folder; by default the newest run's.")
    ] = DEFAULT_OUT / "latest",
    format: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this format, such as html (repeatable).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; by default the run's folder.")
    ] = None,
) -> None:
    """Write the reports, print the summary, and exit as the run did."""
    outcome = judge(read(run / "journal"))
    reports = importlib.import_module("conformance.reports")
    for name in format or reports.formats():
        reports.write(outcome, name, out or run)
    show(outcome)
    raise typer.Exit(outcome.exit_code)
