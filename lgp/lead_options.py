"""The options that give a lead's fields."""

from typing import Annotated

import typer

FirstName = Annotated[str | None, typer.Option("--first-name", metavar="TEXT")]
LastName = Annotated[str | None, typer.Option("--last-name", metavar="TEXT")]
Email = Annotated[str | None, typer.Option("--email", metavar="EMAIL")]
Company = Annotated[str | None, typer.Option("--company", metavar="TEXT", help="The name of the lead's company.")]
Domain = Annotated[str | None, typer.Option("--domain", metavar="DOMAIN", help="The domain of the lead's company.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT")]
LinkedinUrl = Annotated[str | None, typer.Option("--linkedin-url", metavar="URL")]
Notes = Annotated[str | None, typer.Option("--notes", metavar="TEXT")]
Assignments = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Any other field of a lead; may be repeated.")
]
