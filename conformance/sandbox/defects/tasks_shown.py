"""Runs that are not shown, shown too often, or shown with the wrong times."""

from datetime import datetime

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.resources.tasks import DEFAULT, Tasks
from conformance.sandbox.rewriting import rewrite
from conformance.sandbox.runs import FAILED, QUEUED
from conformance.sandbox.values import Object, iso


class RunUnknown(Defect):
    """Only the jobs of one worker are looked up."""

    id = "run-of-processing-unknown"
    sentence = "GET /trigger-task-status answers 404 to the runs of processing operations."
    faults = ("F55", "F60")
    operations = ("getTaskStatus",)
    requirement = "LG-TASK-004"

    def apply(self, application: Application) -> None:
        """Find no run of processing."""

        def found(call: Call, id: str) -> Record:
            run = original(call, id)
            if run.columns["kind"] == application.resource(Processing).runs.kind:
                raise application.access.absent("run")
            return run

        original = application.resource(Tasks).found
        override(application.resource(Tasks).found, lambda _: found)


class UnknownRunFailed(Defect):
    """What is not known must have failed."""

    id = "unknown-run-failed"
    sentence = "GET /trigger-task-status says of a run that does not exist that it has failed."
    faults = ("F52",)
    operations = ("getTaskStatus",)
    requirement = "LG-TASK-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Make up a run."""
        tasks = application.resource(Tasks)

        def status(handler: Handler) -> Handler:
            def shown(call: Call) -> Answer:
                id = call.query.get("runId")
                if not id or tasks.runs.get(id):
                    return handler(call)
                return Answer(
                    200,
                    {"success": True, "runId": id, "status": FAILED, "createdAt": "2026-01-01T00:00:00.000Z"},
                )

            return shown

        application.wrap("getTaskStatus", status)


class RunNotRecent(Defect):
    """The list reads the jobs of one worker."""

    id = "run-of-processing-not-recent"
    sentence = "GET /trigger-recent-runs leaves out the runs of processing operations."
    faults = ("F60",)
    operations = ("listRecentRuns",)
    requirement = "LG-TASK-008"

    def apply(self, application: Application) -> None:
        """Leave them out."""
        override(
            application.resource(Tasks).listed,
            lambda original: lambda call: original(call).where("kind <> 'process'"),
        )


class RunTwice(Defect):
    """A run is joined with its two events."""

    id = "recent-run-twice"
    sentence = "GET /trigger-recent-runs shows every run twice."
    faults = ("F60", "F36")
    operations = ("listRecentRuns",)
    requirement = "LG-TASK-008"

    def apply(self, application: Application) -> None:
        """Double the rows, within the limit."""
        tasks = application.resource(Tasks)

        def doubled(call: Call, body: Object) -> Object:
            runs = body["runs"]
            rows = [row for row in runs for _ in range(2)] if isinstance(runs, list) else []
            return {**body, "runs": rows[: tasks.limit(call)]}

        rewrite(application, "listRecentRuns", doubled)


class RecentRunsOldestFirst(Defect):
    """The page is right and its order is not."""

    id = "recent-runs-oldest-first"
    sentence = "GET /trigger-recent-runs puts the oldest of the recent runs first."
    faults = ("F42",)
    operations = ("listRecentRuns",)
    requirement = "LG-TASK-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Turn the page round."""

        def turned(_: Call, body: Object) -> Object:
            runs = body["runs"]
            return {**body, "runs": runs[::-1] if isinstance(runs, list) else runs}

        rewrite(application, "listRecentRuns", turned)


class RecentRunsIgnoreLimit(Defect):
    """The page has one size."""

    id = "recent-runs-ignore-limit"
    sentence = "GET /trigger-recent-runs gives twenty runs, whatever its limit says."
    faults = ("F39",)
    operations = ("listRecentRuns",)
    requirement = "LG-TASK-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Judge the limit and forget it."""

        def limit(call: Call) -> int:
            return max(original(call), DEFAULT)

        original = application.resource(Tasks).limit
        override(application.resource(Tasks).limit, lambda _: limit)


class RunMadeWhenMoved(Defect):
    """Each state is a new row."""

    id = "run-made-when-moved"
    sentence = "GET /trigger-task-status tells, as createdAt, when the run came to its present state."
    faults = ("F55", "F34")
    operations = ("getTaskStatus",)
    requirement = "LG-TASK-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show when the row was last changed."""

        def alone(run: Record) -> Object:
            body = original(run)
            return body if run.columns["status"] == QUEUED else {**body, "createdAt": run.updated_at}

        original = application.resource(Tasks).shown
        override(application.resource(Tasks).shown, lambda _: alone)


class RunEndsInThePast(Defect):
    """A time of one zone is written as one of another."""

    id = "run-ends-before-it-was-made"
    sentence = "A run's finishedAt is an hour before its createdAt."
    faults = ("F55",)
    operations = ("getTaskStatus", "listRecentRuns")
    requirement = "LG-TASK-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Move the end back."""

        def row(run: Record) -> Object:
            shown = original(run)
            end = shown.get("finishedAt")
            return (
                {**shown, "finishedAt": iso(datetime.fromisoformat(end).timestamp() - 3600)}
                if isinstance(end, str)
                else shown
            )

        original = application.resource(Tasks).row
        override(application.resource(Tasks).row, lambda _: row)
