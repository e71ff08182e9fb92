"""Prints the summary of a run, in colour where the terminal shows it."""

import importlib

from rich.console import Console

from conformance.outcome.model import RunOutcome


def show(outcome: RunOutcome) -> None:
    """Print the summary to standard output; `NO_COLOR` and a pipe get plain text."""
    text = importlib.import_module("conformance.reports.terminal").styled(outcome)
    Console(soft_wrap=True, highlight=False).print(text, end="")
