"""`conformance sandbox`: start the embedded LeadGenius API."""

import os
import sys

import typer


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(
        "sandbox",
        help="Start the embedded LeadGenius API on 127.0.0.1; `conformance sandbox --help` lists its flags.",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(sandbox)


def sandbox(context: typer.Context) -> None:
    """Become the sandbox's own process, with the flags as given."""
    os.execv(sys.executable, [sys.executable, "-m", "conformance.sandbox", *context.args])
