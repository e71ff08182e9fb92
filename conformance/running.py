"""A run from its beginning to its verdict: folder, lock, claim, preflight, journal's frame, reports."""

import importlib
import shutil
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from conformance import __version__, catalogue, contract, inputs, kept, levels, suite_names, waivers
from conformance.claims import Selection, make_claim
from conformance.context import RunContext
from conformance.errors import HarnessError, UsageError
from conformance.harness import Harness
from conformance.journal.reader import read
from conformance.journal.records import Aborted, Broken, RunFinished, RunStarted
from conformance.journal.writer import Writer
from conformance.locks import RunLock, state_of
from conformance.outcome.judge import judge
from conformance.outcome.model import RunOutcome
from conformance.preflight import preflight
from conformance.profile import Profile
from conformance.run_id import RunId
from conformance.run_request import RunRequest, Target, resolve

LATEST = "latest"
"""The link beside the runs' folders that names the newest."""

CACHE = ".cache"
"""The folder beside the runs' folders where pytest keeps which tests failed last."""


class Run:
    """One run; enter it to prepare everything up to the first test, and `finish` it for its outcome.

    Entering raises the errors of the target's resolution, of the claim and of the preflight, and then leaves nothing
    behind.
    """

    def __init__(self, request: RunRequest) -> None:
        self.request = request
        self._stack = ExitStack()
        self._journal: Writer | None = None
        self._newest_before: Path | None = None
        self.context: RunContext

    def __enter__(self) -> "Run":
        try:
            self._prepare()
        except BaseException:  # whatever it is, it is raised again
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def abort(self, error: HarnessError) -> None:
        """Record what ended the run early."""
        self._written(Aborted(reason=f"{error}", code=int(error.code)))

    def broken(self, where: str, message: str) -> None:
        """Record a defect of ours that no test is to blame for."""
        self._written(Broken(where=where, message=message))

    def discard(self) -> None:
        """Remove the run's folder: it came to nothing before its first test."""
        shutil.rmtree(self.context.out, ignore_errors=True)
        link = self.context.out.parent / LATEST
        if link.is_symlink() and str(link.readlink()) == self.context.out.name:
            link.unlink()
            if self._newest_before is not None:
                _point_latest(self._newest_before)

    def end(self, *, interrupted: bool) -> None:
        """Write the journal's last record."""
        self._written(RunFinished(interrupted=interrupted))

    def finish(self, *, interrupted: bool) -> RunOutcome:
        """End the journal, judge it, write every report and point `latest` at them."""
        self.end(interrupted=interrupted)
        outcome = judge(read(self.context.journal))
        importlib.import_module("conformance.reports").write_all(outcome, self.context.out)
        _point_latest(self.context.out)
        return outcome

    def _written(self, record: Aborted | Broken | RunFinished) -> None:
        if self._journal is None:
            raise RuntimeError("the run has not begun")
        self._journal.write(record)

    def _prepare(self) -> None:
        request = self.request
        selection = _selection(request)
        known = contract.load()
        for each in request.operations:
            known.require(each)
        for each in request.requirements:
            catalogue.load().require(each)
        target = resolve(request, self._stack)
        run = RunId.new()
        self.context = _context(request, target, run, selection)
        try:
            self._open(run)
            self._look()
            self._newest_before = _newest(self.context.out.parent)
            if self._newest_before is not None:
                kept.carry(self._newest_before, self.context.out, self.context.kept_for)
            _point_latest(self.context.out)
        except BaseException:  # whatever it is, it is raised again
            self.discard()
            raise

    def _open(self, run: RunId) -> None:
        try:
            self._stack.callback(RunLock(run).release)
            if not self.context.out.parent.exists():
                self._stack.callback(_forget_if_empty, self.context.out.parent)
            self._journal = self._stack.enter_context(Writer(self.context.journal, "run"))
        except OSError as error:
            raise UsageError(
                f"{error.filename} cannot be written: {error.strerror}", "Give --out a folder that you may write to"
            ) from error
        self._journal.write(_started(self.context))

    def _look(self) -> None:
        harness = Harness(self.context, "preflight")
        try:
            preflight(harness)
        finally:
            harness.close()


def _selection(request: RunRequest) -> Selection:
    passive = {each.id for each in catalogue.load().values() if each.judged == "passively"}
    suites = {name: suite_names.requirements_named(suite_names.require(name)) | passive for name in request.suites}
    by_pytest = request.by_pytest or bool(request.pytest_arguments)
    return Selection(suites, request.operations, request.requirements, by_pytest)


def _context(request: RunRequest, target: Target, run: RunId, selection: Selection) -> RunContext:
    profile = target.profile
    claim = make_claim(
        catalogue.load(),
        levels.load(),
        request.level,
        scopes=profile.scope,
        allowed=profile.allow,
        shared=any(not company.disposable for company in profile.companies.values()),
        selection=selection,
        operation_effects={each.id: each.effects for each in contract.load().values()},
    )
    out = request.out.resolve() / run.text
    return RunContext(
        run=run.text,
        out=out,
        state=out / "state" if target.embedded else state_of(profile.origin),
        profile=profile,
        embedded=target.embedded,
        level=request.level,
        seed=request.seed,
        workers=request.workers,
        strict=request.strict,
        skip_cleanup=request.skip_cleanup,
        shuffle=request.shuffle,
        claim=claim,
        waivers=_waivers(request, profile),
        operations=request.operations,
        suites=request.suites,
        wants_traffic=any(catalogue.load()[each].judged == "passively" for each in request.requirements),
        rerun=request.rerun,
    )


def _waivers(request: RunRequest, profile: Profile) -> tuple[waivers.Waiver, ...]:
    """The waivers of `--waivers`, else of the profile."""
    file = request.waivers or profile.waivers
    return waivers.read(file, catalogue.load(), contract.load()) if file is not None else ()


def _started(context: RunContext) -> RunStarted:
    return RunStarted(
        run=context.run,
        version=__version__,
        target=context.profile.origin.text,
        embedded=context.embedded,
        level=context.level,
        seed=context.seed,
        workers=context.workers,
        strict=context.strict,
        skip_cleanup=context.skip_cleanup,
        rerun=context.rerun,
        claim=context.claim,
        waivers=context.waivers,
        catalogue=tuple(catalogue.load().values()),
        operations=inputs.facts(contract.load()),
    )


def _newest(folder: Path) -> Path | None:
    """The run that `latest` names, where there is one."""
    link = folder / LATEST
    return link.resolve() if link.exists() else None


def _point_latest(out: Path) -> None:
    """Let `latest` beside the run's folder name it: from its first test on, so that a killed run is found there."""
    link = out.parent / LATEST
    fresh = out.parent / f".latest-{out.name}"
    fresh.symlink_to(out.name)
    fresh.replace(link)


def _forget_if_empty(folder: Path) -> None:
    """Remove the folder of all runs where no run but pytest's cache is in it, so that a refused run leaves nothing."""
    if folder.is_dir() and all(each.name == CACHE for each in folder.iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
