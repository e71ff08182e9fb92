"""Runs that do not end, come back from their end, or are listed without bounds."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.resources.tasks import MAXIMUM, Tasks
from conformance.sandbox.runs import COMPLETED, EXECUTING


class RunNeverEnds(Defect):
    """The worker dies without a word."""

    id = "run-never-ends"
    sentence = "A processing run executes for ever."
    faults = ("F55",)
    operations = ("getTaskStatus", "listRecentRuns")
    requirement = "LG-TASK-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put the end off for thirty years."""
        override(
            application.resource(Processing).runs.times,
            lambda original: lambda run, now: (original(run, now)[0], now + 1e9),
        )


class RunLeavesItsEnd(Defect):
    """A stale copy answers all questions but the first one after the end."""

    id = "run-leaves-its-end"
    sentence = "A run that {operation} has shown COMPLETED is EXECUTING there when it is asked for again."
    faults = ("F55",)
    choices = ("getTaskStatus", "listRecentRuns")
    requirement = "LG-TASK-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show the end once, and then the state before it."""
        seen: set[str] = set()

        def state(run: Record) -> str:
            word = original(run)
            if word == COMPLETED and run.id in seen:
                return EXECUTING
            if word == COMPLETED:
                seen.add(run.id)
            return word

        original = application.resource(Tasks).state
        override(application.resource(Tasks).state, lambda _: state)


class RecentRunsWithoutDefault(Defect):
    """The default of the limit is its maximum."""

    id = "recent-runs-without-default"
    sentence = "GET /trigger-recent-runs without a limit gives a hundred runs instead of twenty."
    faults = ("F39",)
    operations = ("listRecentRuns",)
    requirement = "LG-TASK-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Change the default."""

        def limit(call: Call) -> int:
            return application.pages.limit(call, MAXIMUM, MAXIMUM)

        override(application.resource(Tasks).limit, lambda _: limit)
