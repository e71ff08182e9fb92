"""How runs stand: one by its id, and the latest of the company."""

from typing import TYPE_CHECKING

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.fields import required_parameter
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.runs import RUNS
from conformance.sandbox.values import Json, Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

DEFAULT, MAXIMUM = 20, 100


class Tasks(Resource):
    """Runs of every kind, whoever of the company started them."""

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.runs = self.records(RUNS)

    @operation("getTaskStatus", "GET", "/api/trigger-task-status")
    def status(self, call: Call) -> Answer:
        """One run, with its output once it has completed."""
        run = self.found(call, required_parameter(call.query, "runId"))
        return ok(self.shown(run), output=run.fields.get("output"), error=run.fields.get("error"))

    @operation("listRecentRuns", "GET", "/api/trigger-recent-runs")
    def recent(self, call: Call) -> Answer:
        """The company's runs, newest first."""
        runs = self.runs.select(self.listed(call), limit=self.limit(call), newest_first=True)
        return ok(runs=[self.row(run) for run in runs])

    def found(self, call: Call, id: str) -> Record:
        """The run of that id, alike absent for an unknown and a foreign one."""
        return self.access.get(call, self.runs, id, "run")

    def listed(self, call: Call) -> Filter:
        """Which runs the caller's list holds."""
        return self.access.readable(call)

    def limit(self, call: Call) -> int:
        """How many runs are asked for."""
        return self.pages.limit(call, DEFAULT, MAXIMUM)

    def state(self, run: Record) -> str:
        """The state of a run as answers name it."""
        return str(run.columns["status"])

    def row(self, run: Record) -> Object:
        """A run as lists show it."""
        values: Object = {
            "runId": run.id,
            "status": self.state(run),
            "taskId": run.fields.get("taskId"),
            "createdAt": run.created_at,
            "finishedAt": run.fields.get("finishedAt"),
        }
        return present(values)

    def shown(self, run: Record) -> Object:
        """A run by itself."""
        return present({**self.row(run), "leadId": run.fields.get("leadId")})


def present(values: dict[str, Json]) -> Object:
    """The entries that have a value."""
    return {name: value for name, value in values.items() if value is not None}
