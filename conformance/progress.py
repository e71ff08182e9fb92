"""Live progress of a run: a bar on a terminal, plain lines elsewhere, nothing with `-q`."""

import os
import sys
import time

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_EVERY = 10.0
"""Seconds between two plain lines."""


class ProgressPlugin:
    """Stands in for pytest's terminal reporter; keeps what pytest itself found wrong in `trouble`."""

    def __init__(self, *, quiet: bool) -> None:
        self.trouble: list[tuple[str, str]] = []
        self.interrupted = False
        self._quiet = quiet
        self._done = 0
        self._failed = 0
        self._total = 0
        self._last = time.monotonic()
        self._console = Console(stderr=True)
        self._live = self._console.is_terminal and not quiet and "NO_COLOR" not in os.environ
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._live,
        )
        self._task = self._bar.add_task("collecting", total=None)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Take the place of pytest's own reporter."""
        reporter = config.pluginmanager.getplugin("terminalreporter")
        if reporter is not None:
            config.pluginmanager.unregister(reporter)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Know how many tests there are."""
        if session.items:
            self._begin(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        """Know how many tests there are where workers run them; every worker collects all."""
        if node is not None and not self._total:
            self._begin(len(ids))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep a module that cannot be imported: a defect of ours."""
        if report.failed:
            self.trouble.append((report.nodeid, report.longreprtext.strip().splitlines()[-1]))

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Keep what broke pytest, and keep its traceback off the screen."""
        self.trouble.append(("pytest", f"{excinfo.typename}: {excinfo.value}"))
        return True

    def pytest_keyboard_interrupt(self) -> None:
        """Know that the user stopped the run."""
        self.interrupted = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test when its last phase is over."""
        self._failed += report.failed
        if report.when != "teardown":
            return
        self._done += 1
        self._bar.update(self._task, completed=self._done, description=self._words())
        if not self._live and not self._quiet and time.monotonic() - self._last > _EVERY:
            self._last = time.monotonic()
            sys.stderr.write(f"{self._done} of {self._total} tests, {self._words()}\n")

    def pytest_sessionfinish(self) -> None:
        """Clear the bar."""
        self._bar.stop()

    def _begin(self, total: int) -> None:
        self._total = total
        self._bar.start()
        self._bar.update(self._task, total=total, description=self._words())
        if not self._live and not self._quiet:
            sys.stderr.write(f"running {total} tests\n")

    def _words(self) -> str:
        return f"{self._failed} failed" if self._failed else "none failed"
