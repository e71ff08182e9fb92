"""`lgp email`: whether an address is one, and whether it takes mail."""

from typing import Annotated

import typer

from conformance.lgp import answers
from conformance.lgp.command import AsJson, Yes, group, opened

_COLUMNS = ("email", "valid", "status", "reason")

Address = Annotated[str, typer.Argument(metavar="EMAIL", help="The address.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "email", "Validate and verify e-mail addresses.")
    verbs.command("validate", help="Tell whether an address is well formed.")(validate)
    verbs.command("verify", help="Tell whether an address takes mail, which is billed.")(verify)


def validate(context: typer.Context, email: Address, as_json: AsJson = False) -> None:
    """Print what the service says of the address."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.record(answers.fields(lgp.session.ask("validateEmail", json={"email": email})), _COLUMNS)


def verify(context: typer.Context, email: Address, as_json: AsJson = False, yes: Yes = False) -> None:
    """Print what the service found out about the address."""
    with opened(context, as_json=as_json, yes=yes) as lgp:
        lgp.confirm(f"verify {email}, which is billed")
        lgp.show.record(answers.fields(lgp.session.ask("verifyEmail", json={"email": email})), _COLUMNS)
