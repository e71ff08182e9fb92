"""The pytest plugin: runs each test in its own name on the wire, and turns what it leaves into records of the journal.

Loaded with `-p conformance.plugin`; it stays silent where no test of the suites is collected.
"""

import importlib
import itertools
import random
import time
from collections.abc import Generator

import pytest
from _pytest.runner import runtestprotocol

from conformance import _layout, attempts, catalogue, contract, levels, selection
from conformance.context import RunContext
from conformance.custody import NotAllowed
from conformance.errors import HarnessError
from conformance.evidence import CannotTest, Evidence, RequirementBroken
from conformance.harness import Harness
from conformance.journal.records import Aborted, Broken, Inconclusive, NotTested, Planned, TestFinished, TestStarted
from conformance.standalone import Standalone

_CARRIER = "conformance-context"
_RAISED: pytest.StashKey[list[BaseException]] = pytest.StashKey()
_HARNESS: pytest.StashKey[Harness] = pytest.StashKey()
_EVIDENCE: pytest.StashKey[Evidence] = pytest.StashKey()
_LEFT_OUT: pytest.StashKey[frozenset[pytest.Item]] = pytest.StashKey()
_STANDALONE: pytest.StashKey[Standalone] = pytest.StashKey()


class Carrier:
    """Hands the context of `conformance run` to the plugin of its own process."""

    def __init__(self, context: RunContext) -> None:
        self.context = context


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a plain pytest run over the suites."""
    group = parser.getgroup("conformance", "LeadGenius conformance")
    group.addoption(
        "--conformance-profile", metavar="FILE", help="the target's profile; without it a sandbox is started"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers and the fixtures, and take over the run's context where there is one."""
    config.addinivalue_line("markers", "requirement(*ids): the requirements that the test decides, five at most")
    config.addinivalue_line("markers", "operation(*ids): the operations that the test is about")
    config.addinivalue_line("markers", "level(name): the lowest level at which the test runs")
    config.addinivalue_line("markers", "generated: a generated test, which may name any number of requirements")
    for name in _layout.module_names(_layout.FIXTURES):
        module = f"conformance.fixtures.{name}"
        if not config.pluginmanager.has_plugin(module):
            config.pluginmanager.register(importlib.import_module(module), module)


def harness_of(config: pytest.Config) -> Harness:
    """The harness of this process, opened at first need."""
    if _HARNESS not in config.stash:
        config.stash[_HARNESS] = Harness(_context(config), _segment(config))
    return config.stash[_HARNESS]


def evidence_of(item: pytest.Item) -> Evidence:
    """The evidence of the running attempt of a test."""
    return item.stash[_EVIDENCE]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Check what the suites' tests say of themselves, and leave out those that can prove nothing of the claim."""
    ours = [item for item in items if _is_ours(item)]
    if not ours:
        return
    known = catalogue.load()
    operations = contract.load()
    for item in ours:
        selection.check(item, selection.named_by(item), known, operations)
    if config.option.collectonly and not _has_context(config):
        return
    context = _context(config)
    left_out = [item for item in ours if not selection.chosen(selection.named_by(item), context, levels.load(), known)]
    items[:] = [item for item in items if item not in left_out]
    if context.shuffle:
        random.Random(context.seed).shuffle(items)
    if left_out:
        config.stash[_LEFT_OUT] = frozenset(left_out)
        config.hook.pytest_deselected(items=left_out)


def take_over(session: pytest.Session, context: RunContext) -> None:
    """Make a session that was only collected the session of a run: its tests are those of the run's claim."""
    session.config.option.collectonly = False
    name, carrier = carried(context)
    session.config.pluginmanager.register(carrier, name)
    pytest_collection_modifyitems(session.config, session.items)


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Record what pytest's own arguments left out, so that its requirements are known as not tested."""
    for item in items:
        config = item.config
        if _is_ours(item) and item not in config.stash.get(_LEFT_OUT, ()) and not config.option.collectonly:
            for each in selection.named_by(item).requirements:
                reason = "its test was left out by pytest's arguments"
                harness_of(config).journal.write(NotTested(requirement=each, test=selection.id_of(item), reason=reason))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Record what is planned."""
    ours = [item for item in session.items if _is_ours(item)]
    if ours and not session.config.option.collectonly:
        journal = harness_of(session.config).journal
        for item in ours:
            named = selection.named_by(item).requirements
            journal.write(
                Planned(test=selection.id_of(item), requirements=named, generated=selection.is_generated(item))
            )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test of the suites, and once more, on fresh data, where it failed or could not decide for a moment."""
    if not _is_ours(item):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports: list[pytest.TestReport] = []
    for attempt in (1, 2):
        ending, reports = _attempt(item, nextitem, attempt)
        if ending.stops_the_run is not None or not (ending.outcome == "failed" or _is_worth_another(item, ending)):
            break
        _renew(item)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Let a test fail, at its end, by the advisory requirements that it found broken."""
    yield
    if _is_ours(item) and evidence_of(item).deferred:
        raise evidence_of(item).deferred[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what a test raised, and let no secret into what pytest shows of it."""
    report = yield
    if _is_ours(item) and call.excinfo is not None:
        error = call.excinfo.value
        item.stash.setdefault(_RAISED, []).append(error)
        if isinstance(error, RequirementBroken):
            report.longrepr = str(error)
        elif isinstance(error, CannotTest | NotAllowed):
            report.outcome = "skipped"
            report.longrepr = (str(item.path), (item.location[1] or 0) + 1, f"not tested: {error}")
        elif report.longrepr is not None and not isinstance(report.longrepr, tuple):
            report.longrepr = harness_of(item.config).redactor.text(str(report.longrepr))
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Clean up what the tests shared, say what is left, and close: after pytest's own teardown, and all workers'."""
    config = session.config
    if _HARNESS in config.stash:
        harness = config.stash[_HARNESS]
        harness.finish()
        harness.close()
    if _STANDALONE in config.stash:
        config.stash[_STANDALONE].finish(
            interrupted=session.shouldstop is not False or exitstatus == pytest.ExitCode.INTERRUPTED
        )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the verdict of a plain pytest run."""
    standalone = terminalreporter.config.stash.get(_STANDALONE, None)
    if standalone is not None:
        terminalreporter.write_sep("=", "conformance")
        terminalreporter.write_line(standalone.verdict())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Hand the context to an xdist worker, in memory."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]  # xdist ships no types for its nodes
    node.workerinput["conformance"] = _context(config).model_dump_json()  # type: ignore[attr-defined]  # no types either


def _attempt(
    item: pytest.Item, nextitem: pytest.Item | None, attempt: int
) -> tuple[attempts.Ended, list[pytest.TestReport]]:
    harness = harness_of(item.config)
    raised: list[BaseException] = []
    item.stash[_RAISED] = raised
    evidence = item.stash[_EVIDENCE] = harness.evidence(selection.named_by(item).requirements)
    harness.stage.enter(selection.id_of(item), attempt, selection.again(item))
    harness.journal.write(TestStarted(test=selection.id_of(item), attempt=attempt))
    begun = time.monotonic()
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    ending = attempts.ended(raised, _owed(item, evidence), failed=bool(evidence.deferred))
    _record(harness, item, evidence, ending, attempt, time.monotonic() - begun)
    harness.stage.leave()
    if ending.stops_the_run is not None:
        item.session.shouldstop = ending.stops_the_run.message
    if ending.outcome == "broken" and not any(report.failed for report in reports):
        _fail(reports, ending.reason)
    return ending, reports


def _record(
    harness: Harness, item: pytest.Item, evidence: Evidence, ending: attempts.Ended, attempt: int, seconds: float
) -> None:
    write = harness.journal.write
    reason = harness.redactor.brief(ending.reason)
    for each in _owed(item, evidence, ending.wanted) if ending.outcome != "passed" else ():
        if ending.outcome == "not tested":
            left = NotTested(requirement=each, test=selection.id_of(item), reason=reason)
            write(left.model_copy(update={"remedy": ending.remedy, "wanted": ending.wanted}))
        else:
            why = reason or "a failed check stopped the test first"
            write(Inconclusive(requirement=each, test=selection.id_of(item), attempt=attempt, reason=why))
    if ending.outcome == "broken":
        write(Broken(where=selection.id_of(item), message=reason))
    if ending.stops_the_run is not None:
        write(Aborted(reason=reason or ending.stops_the_run.message, code=int(ending.stops_the_run.code)))
    write(
        TestFinished(
            test=selection.id_of(item),
            attempt=attempt,
            outcome=ending.outcome,
            reason=reason,
            requests=harness.stage.requests,
            seconds=seconds,
        )
    )


def _owed(item: pytest.Item, evidence: Evidence, wanted: str = "") -> tuple[str, ...]:
    """The named requirements that a test has to speak on and has not; a generated one owes none, for it is drawn.

    Where it ended for want of something, as of leave, it has more to say on those, too, that it has spoken on.
    """
    if selection.is_generated(item):
        return ()
    return evidence.named if wanted else evidence.unreached


def _fail(reports: list[pytest.TestReport], reason: str) -> None:
    """Let pytest, too, show a test as failed that left no evidence."""
    for report in reports:
        if report.when == "call":
            report.outcome = "failed"
            report.longrepr = reason


def _is_worth_another(item: pytest.Item, ending: attempts.Ended) -> bool:
    """Whether a test was left undecided by something that may have passed by: a gateway, a lost connection."""
    stage = harness_of(item.config).stage
    of_a_moment = stage.disturbed or any(getattr(error, "may_pass", False) for error in item.stash[_RAISED])
    undecided = ending.outcome == "inconclusive" and of_a_moment
    return stage.is_passing and (undecided or (ending.outcome == "passed" and evidence_of(item).undecided))


def _renew(item: pytest.Item) -> None:
    """Give a test fresh fixtures for its second attempt; what tests share and could not be made is made anew."""
    item._initrequest()  # type: ignore[attr-defined]  # the only way pytest has; its own reruns do the same
    known = item.session._fixturemanager._arg2fixturedefs  # pytest keeps a failure for good
    for definition in itertools.chain.from_iterable(known.values()):
        if definition.cached_result is not None and definition.cached_result[2] is not None:
            definition.finish(item._request)  # type: ignore[attr-defined]  # as it is between two parameters


def _is_ours(item: pytest.Item) -> bool:
    return item.path.is_relative_to(_layout.SUITES)


def _has_context(config: pytest.Config) -> bool:
    return config.pluginmanager.has_plugin(_CARRIER) or hasattr(config, "workerinput")


def _context(config: pytest.Config) -> RunContext:
    carrier: Carrier | None = config.pluginmanager.getplugin(_CARRIER)
    if carrier is not None:
        return carrier.context
    handed: dict[str, str] | None = getattr(config, "workerinput", None)
    if handed is not None:
        return RunContext.model_validate_json(handed["conformance"])
    if _STANDALONE not in config.stash:
        try:
            config.stash[_STANDALONE] = Standalone.start(config.getoption("--conformance-profile"), _workers(config))
        except HarnessError as error:
            pytest.exit(f"conformance: {error}", returncode=int(error.code))
    return config.stash[_STANDALONE].context


def _workers(config: pytest.Config) -> int:
    asked = config.getoption("numprocesses", default=None)
    return asked if isinstance(asked, int) and asked > 0 else 1


def _segment(config: pytest.Config) -> str:
    handed: dict[str, str] | None = getattr(config, "workerinput", None)
    return "main" if handed is None else handed["workerid"]


def carried(context: RunContext) -> tuple[str, Carrier]:
    """The plugin, by name, that `conformance run` registers to hand its context over."""
    return _CARRIER, Carrier(context)
