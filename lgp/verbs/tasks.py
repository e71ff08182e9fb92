"""`lgp tasks`: runs in the background, and how they stand."""

from typing import Annotated

import typer

from conformance.errors import UsageError
from conformance.lgp import answers, documented, given, waiting
from conformance.lgp.command import AsJson, group, opened


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "tasks", "Follow runs in the background.")
    verbs.command("status", help="Show how a run stands.")(status)
    verbs.command("recent", help="List the company's latest runs.")(recent)
    verbs.command("wait", help="Wait until runs have ended; exit 1 if one did not complete, 3 at the time-out.")(wait)


def status(
    context: typer.Context,
    run: Annotated[str, typer.Argument(metavar="RUN", help="The id of the run.")],
    as_json: AsJson = False,
) -> None:
    """Print a run."""
    with opened(context, as_json=as_json) as lgp:
        answer = lgp.session.ask("getTaskStatus", query={"runId": run})
        lgp.show.record(answers.fields(answer), waiting.COLUMNS)


def recent(
    context: typer.Context,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many; else as many as the service shows.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the latest runs, the newest first."""
    with opened(context, as_json=as_json) as lgp:
        most = documented.largest(lgp.session.contract, "listRecentRuns", "limit")
        if limit is not None and limit > most:
            raise UsageError(f"--limit {limit} is more runs than the service lists", f"Take 1 to {most}")
        answer = lgp.session.ask("listRecentRuns", query=given.sent(limit=limit))
        lgp.show.rows(answers.rows(answer, "runs"), waiting.COLUMNS, "no runs")


def wait(
    context: typer.Context,
    runs: Annotated[list[str], typer.Argument(metavar="RUN", help="The ids of the runs.")],
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="How long to wait at most.")
    ] = waiting.DEFAULT_BOUND,
    as_json: AsJson = False,
) -> None:
    """Print the runs as they are at the end."""
    with opened(context, as_json=as_json) as lgp:
        rows = waiting.Wait(lgp.session, lgp.show.note).until_ended(runs, timeout)
        lgp.show.rows(rows, waiting.COLUMNS)
        waiting.judge(rows, timeout)
