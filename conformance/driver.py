"""Drives pytest over the suites for one run, in this process, free of the user's own pytest settings."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from conformance import _layout, suite_names
from conformance.context import RunContext
from conformance.errors import HarnessError, UsageError
from conformance.plugin import carried
from conformance.progress import ProgressPlugin
from conformance.running import Run

_PLUGINS = ("conformance.plugin", "xdist.plugin")


def drive(run: Run, *, quiet: bool) -> bool:
    """Run the chosen tests; what went wrong is in the journal. Gives whether the user interrupted it.

    UsageError where pytest does not take the user's arguments.
    """
    context = run.context
    progress = ProgressPlugin(quiet=quiet)
    name, carrier = carried(context)
    carrier_plugin = _Named(name, carrier)
    with _own_environment(context), _terminable():
        code = pytest.main(
            _arguments(context, run.request.requirements, run.request.pytest_arguments),
            plugins=[carrier_plugin, progress],
        )
    if code == pytest.ExitCode.USAGE_ERROR:
        error = UsageError("pytest does not take these arguments", "Everything after -- goes to pytest as it stands")
        _record(run, error)
        raise error
    for where, message in progress.trouble:
        run.broken(where, message)
    return progress.interrupted or code == pytest.ExitCode.INTERRUPTED


class _Named:
    """Registers the context's carrier under the name by which the plugin looks it up."""

    def __init__(self, name: str, carrier: object) -> None:
        self._name = name
        self._carrier = carrier

    def pytest_addoption(self, pluginmanager: pytest.PytestPluginManager) -> None:
        """Register before the first collection."""
        if not pluginmanager.has_plugin(self._name):
            pluginmanager.register(self._carrier, self._name)


def _record(run: Run, error: HarnessError) -> None:
    run.abort(error)


def _folders(context: RunContext, requirements: tuple[str, ...]) -> list[Path]:
    """The folders to collect: the chosen suites, or those that name an asked-for requirement, or all.

    A requirement that every exchange is judged by needs them all.
    """
    if context.suites:
        return [suite_names.require(name) for name in context.suites]
    if not requirements or context.wants_traffic:
        return [_layout.SUITES]
    asked = frozenset(requirements)
    named = [each for each in suite_names.folders().values() if asked & suite_names.requirements_named(each)]
    return named or [_layout.SUITES]


def _arguments(context: RunContext, requirements: tuple[str, ...], own: tuple[str, ...]) -> list[str]:
    folders = _folders(context, requirements)
    plugins = [word for name in _PLUGINS for word in ("-p", name)]
    workers = ["-n", str(context.workers), "--dist", "loadgroup"] if context.workers > 1 else []
    return [
        *("-c", str(_layout.SUITES / "pytest.ini")),
        *("--rootdir", str(_layout.SUITES)),
        *("-o", f"cache_dir={context.out.parent / '.cache'}"),
        *plugins,
        *workers,
        *own,
        *(str(folder) for folder in folders),
    ]


@contextmanager
def _own_environment(context: RunContext) -> Iterator[None]:
    """Keep a user's pytest plugins and options out, and hypothesis' database in the run's folder."""
    own = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_ADDOPTS": None,
        "PYTEST_PLUGINS": None,
        "HYPOTHESIS_STORAGE_DIRECTORY": str(context.out / "hypothesis"),
    }
    before = {name: os.environ.get(name) for name in own}
    _set(own)
    try:
        yield
    finally:
        _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does: with clean-up and a report."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
