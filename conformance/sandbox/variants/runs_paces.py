"""Runs that are quicker or slower than usual, or known under one state for long."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.resources.scraping import Scraping
from conformance.sandbox.resources.tasks_technographic import TechnographicJobs
from conformance.sandbox.runs import Runs

SEEN = ("LG-TASK-002", "LG-TASK-004", "LG-TASK-005", "LG-TASK-010", "LG-PROC-012", "LG-PROC-013", "LG-INT-020")


class _Paced(Variant):
    """Lets runs begin and end at other moments, in seconds after they were asked for."""

    requirements = SEEN
    begins: float
    ends: float

    def apply(self, application: Application) -> None:
        """Fix these moments for runs of every kind."""
        resource = application.resource
        for runs in (resource(Processing).runs, resource(Scraping).runs, resource(TechnographicJobs).runs):
            self.pace(runs)

    def pace(self, runs: Runs) -> None:
        """Fix them for one kind."""
        override(
            runs.times,
            lambda _: lambda run, now: (now + self.begins, now + self.ends),  # noqa: ARG005  # as the original
        )


class RunsEndAtOnce(_Paced):
    """Before anybody has looked."""

    id = "runs-end-at-once"
    sentence = "A run has ended by the next request."
    begins, ends = 0.0, 0.0


class RunsTakeLonger(_Paced):
    """A queue before them."""

    id = "runs-take-longer"
    sentence = "A run waits for one second and works for another two."
    begins, ends = 1.0, 3.0
