"""A run by plain pytest: begun when the first test needs the target, ended with the session."""

from pathlib import Path

from conformance.context import RunContext
from conformance.run_request import RunRequest
from conformance.running import Run


class Standalone:
    """The run around a plain pytest session over the suites."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._sentence = ""

    @classmethod
    def start(cls, profile: str | None, workers: int) -> "Standalone":
        """Begin a run against a profile's target, or a sandbox of its own; errors are those of `Run`."""
        run = Run(RunRequest(profile=Path(profile) if profile else None, workers=workers, by_pytest=True))
        return cls(run.__enter__())

    @property
    def context(self) -> RunContext:
        """The run's context."""
        return self._run.context

    def finish(self, *, interrupted: bool) -> None:
        """End the run: judge it and write its reports."""
        try:
            outcome = self._run.finish(interrupted=interrupted)
            self._sentence = f"{outcome.sentence}\n{self.context.out / 'report.html'}"
        finally:
            self._run.__exit__(None, None, None)

    def verdict(self) -> str:
        """The verdict with its claim, and where the report is; empty before the end."""
        return self._sentence
