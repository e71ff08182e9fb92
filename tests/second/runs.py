"""Runs: work that goes on after the answer, and how far it is."""

import asyncio
from collections.abc import Callable

from tests.second import queries
from tests.second.operations import Answer, Call, Operation
from tests.second.tables import Row
from tests.second.visibility import of_company, unknown

WORDS = {
    "own": ("Waiting_For_Worker", "Executing", "Completed_Ok", "Failed"),
    "known": ("QUEUED", "EXECUTING", "COMPLETED", "FAILED"),
}
_USUAL, _MOST = 20, 100


def start(call: Call, task: str, work: Callable[[Row], bool], **values: object) -> Row:
    """Begin a run, which does its work when the time of a run is over.

    Args:
        call: Who starts it.
        task: What kind of run it is.
        work: What it does; it is given the run, and says whether it could be done.
        values: More that the run keeps.
    """
    world = call.world
    waiting, busy, done, failed = WORDS[call.choices.run_words]
    identifier = world.ids.new("run", f"run/{world.ids.ulid().lower()}")
    row = call.new_row(identifier, task=task, status=waiting, order=world.ids.serial(), finishedAt=None, **values)
    world.runs.put(row)

    def begin() -> None:
        row["status"] = busy
        world.runs.put(row)

    def finish() -> None:
        row["status"] = done if work(row) else failed
        row["finishedAt"] = world.clock.now()
        world.runs.put(row)

    loop = asyncio.get_running_loop()
    loop.call_later(call.choices.run_time / 3, begin)
    loop.call_later(call.choices.run_time, finish)
    return row


def asked_for(call: Call) -> Row:
    """The run of the company that the query names.

    Raises:
        Refusal: It names none, or one that the company does not have.
    """
    row = call.world.runs.rows.get(queries.needed(call.query, "runId"))
    if row is None or not of_company(call.user, [row]):
        raise unknown(call.world, "run")
    return row


def status(call: Call) -> Answer:
    """How far a run is."""
    row = asked_for(call)
    shown = _shown(call, row)
    if call.choices.extras and row.get("leadId"):
        shown["leadId"] = row["leadId"]
    return 200, shown


def recent(call: Call) -> Answer:
    """The company's last runs, newest first."""
    limit = queries.limit(call.choices, call.query, _USUAL, _MOST)
    rows = sorted(of_company(call.user, call.world.runs.seen()), key=lambda row: -row["order"])
    return 200, {"runs": [_shown(call, row) for row in rows[:limit]]}


def _shown(call: Call, row: Row) -> Row:
    clock = call.world.clock
    shown = {"runId": row["id"], "status": row["status"], "createdAt": clock.text(row["createdAt"])}
    if row["finishedAt"]:
        shown["finishedAt"] = clock.text(row["finishedAt"])
    if call.choices.extras:
        shown["taskId"] = row["task"]
    return shown


OPERATIONS = (
    Operation("GET", "/trigger-task-status", status),
    Operation("GET", "/trigger-recent-runs", recent, lists="runs"),
)
