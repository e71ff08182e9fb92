"""Prints the summary of a run, in colour where the terminal shows it."""

import importlib
import os
import sys

from rich.console import Console

from conformance.outcome.model import RunOutcome


def show(outcome: RunOutcome, *more: str) -> None:
    """Print the summary and further lines to standard output; `NO_COLOR` and a pipe get plain text."""
    text = importlib.import_module("conformance.reports.terminal").styled(outcome)
    plain = "NO_COLOR" in os.environ
    console = Console(soft_wrap=True, highlight=False, color_system=None if plain else "auto")
    with console.capture() as shown:
        console.print(text, end="")
    sys.stdout.write("".join([shown.get(), *(f"{line}\n" for line in more)]))
