"""`lgp pipeline`: how many leads stand at which stage."""

from typing import Annotated

import typer

from conformance.lgp import answers, given
from conformance.lgp.command import AsJson, opened


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("pipeline", help="Count the company's leads by stage.")(pipeline)


def pipeline(
    context: typer.Context,
    start: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The first day; else the last 30 days count.")
    ] = None,
    end: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The last day, inclusive; else today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the stages of leads that were created from one day to another, in UTC."""
    query = given.days(start, end)
    with opened(context, as_json=as_json) as lgp:
        answer = lgp.session.ask("getPipeline", query=query)
        stages, told = answers.rows(answer, "stages"), answers.fields(answer)
        if lgp.show.as_json:
            lgp.show.value(told)
            return
        first, last, total = (told.get(each, "?") for each in ("startDate", "endDate", "total"))
        lgp.show.line(f"{first} to {last}: {total} leads")
        lgp.show.rows(stages, ("stage", "count"), "no stages")
