"""Drives pytest over the suites for one run, in this process, free of the user's own pytest settings."""

import os
import re
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from conformance import _layout, suite_names
from conformance.context import RunContext
from conformance.errors import HarnessBroken, UsageError
from conformance.plugin import carried
from conformance.progress import ProgressPlugin
from conformance.running import CACHE, Run

_PLUGINS = ("conformance.plugin", "xdist.plugin")
_TESTS_NOTHING = {
    "help": "--help",
    "version": "--version",
    "collectonly": "--collect-only",
    "markers": "--markers",
    "showfixtures": "--fixtures",
    "show_fixtures_per_test": "--fixtures-per-test",
    "setuponly": "--setup-only",
    "setupplan": "--setup-plan",
    "cacheshow": "--cache-show",
}
"""pytest's options that run no test, by the names under which pytest keeps them."""


def check(arguments: tuple[str, ...]) -> None:
    """Let pytest read the user's arguments before anything begins; UsageError where no run can come of them."""
    if not arguments:
        return
    reading = _Reading()
    with _own_environment({}):
        pytest.main([*_fixed(), *arguments], plugins=[reading])
    options = vars(reading.config.option) if reading.config is not None else {"version": True}
    found = [shown for name, shown in _TESTS_NOTHING.items() if options.get(name)]
    if found:
        raise UsageError(f"{found[0]} runs no test", f"Ask plain pytest: python -m pytest {_layout.SUITES} {found[0]}")


def collect(taker: object) -> None:
    """Collect every suite, and hand the session to the hook `pytest_runtestloop` of a plugin; nothing is run.

    HarnessBroken where a suite cannot be collected; KeyboardInterrupt where the user stops what the plugin does.
    """
    progress = ProgressPlugin(quiet=True)
    own = ["--collect-only", "--capture=no", "-p", "no:cacheprovider"]
    with _own_environment({}):
        code = pytest.main([*_fixed(), *own, str(_layout.SUITES)], plugins=[taker, progress])
    if progress.interrupted or code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt  # pytest keeps it to itself
    for where, message in progress.trouble:
        raise HarnessBroken(f"{where}: {message}")


def drive(run: Run, *, quiet: bool) -> bool:
    """Run the chosen tests; what went wrong is in the journal. Gives whether the user interrupted it.

    UsageError where pytest does not take the user's arguments.
    """
    context = run.context
    progress = ProgressPlugin(quiet=quiet)
    name, carrier = carried(context)
    carrier_plugin = _Named(name, carrier)
    # hypothesis keeps its database in the run's folder
    own = {"HYPOTHESIS_STORAGE_DIRECTORY": str(context.out / "hypothesis")}
    try:
        with _own_environment(own):
            code = pytest.main(
                _arguments(context, run.request.requirements, run.request.pytest_arguments),
                plugins=[carrier_plugin, progress, _Plain()],
            )
    except UsageError:
        run.discard()
        raise
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


class _Parsing:
    """Turns what pytest says of the user's options into one line of ours, instead of pytest's own several."""

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_parse(self) -> Generator[None, pytest.Config, pytest.Config]:
        """Catch options that there are not."""
        with _in_our_words():
            return (yield)


class _Plain(_Parsing):
    """Does so for the files and expressions among the user's arguments, too."""

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_main(self) -> Generator[None, object, object]:
        """Catch files that there are not, and plugins that are missing."""
        with _in_our_words():
            return (yield)


class _Reading(_Parsing):
    """Keeps what pytest reads from its arguments, and lets it go no further."""

    def __init__(self) -> None:
        self.config: pytest.Config | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> int:
        """Stop before the first test is looked for."""
        self.config = config
        return 0


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (pytest.UsageError, ImportError) as error:  # an ImportError is how pytest misses a plugin
        said = " ".join(str(each) for each in error.args)
        named = re.search(r"error: (.*)", said)
        told = named.group(1) if named else said.strip().splitlines()[0]
        remedy = "Everything after -- goes to pytest as it stands"
        raise UsageError(f"pytest does not take these arguments: {told}", remedy) from error


def _folders(context: RunContext, requirements: tuple[str, ...]) -> list[Path]:
    """The folders to collect: the chosen suites, or those that name an asked-for requirement, or all.

    Generated suites come to a requirement by chance, so they are collected for one only where no other suite names it.
    A requirement that every exchange is judged by needs them all.
    """
    if context.suites:
        return [suite_names.require(name) for name in context.suites]
    if not requirements or context.wants_traffic:
        return [_layout.SUITES]
    asked = frozenset(requirements)
    named = [each for each in suite_names.folders().values() if asked & suite_names.requirements_named(each)]
    written = [each for each in named if not suite_names.is_generated(each)]
    return written or named or [_layout.SUITES]


def _arguments(context: RunContext, requirements: tuple[str, ...], own: tuple[str, ...]) -> list[str]:
    folders = _folders(context, requirements)
    # In the order of collection, in which the tests that wait for a window of the target come first.
    together = ["--dist", "loadgroup", "--no-loadscope-reorder"]
    workers = ["-n", str(context.workers), *together] if context.workers > 1 else []
    return [
        *_fixed(),
        *("-o", f"cache_dir={context.out.parent / CACHE}"),
        *workers,
        *own,
        *(str(folder) for folder in folders),
    ]


def _fixed() -> list[str]:
    plugins = [word for name in _PLUGINS for word in ("-p", name)]
    return ["-c", str(_layout.SUITES / "pytest.ini"), "--rootdir", str(_layout.SUITES), *plugins]


@contextmanager
def _own_environment(more: dict[str, str]) -> Iterator[None]:
    """Keep a user's pytest plugins and options out, and set what this run needs."""
    own: dict[str, str | None] = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_ADDOPTS": None,
        "PYTEST_PLUGINS": None,
        **more,
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
def terminable() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does: with clean-up and a report."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
