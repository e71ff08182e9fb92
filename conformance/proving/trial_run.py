"""One trial in a process of its own, which was forked from one that has collected every suite."""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conformance import catalogue, plugin
from conformance.errors import HarnessError
from conformance.journal.reader import read
from conformance.journal.records import AnyRecord, EvidenceRecord, ExchangeRecord
from conformance.outcome import verdict as verdicts
from conformance.outcome.judge import requirement_rows
from conformance.outcome.model import RequirementRow
from conformance.outcome.statuses import passed_passively, status_of
from conformance.outcome.transcript import transcribe
from conformance.proving.nursery import Nursery
from conformance.proving.trial import Breach, Trial, TrialEnded
from conformance.run_request import RunRequest
from conformance.running import Run
from conformance.selection import id_of, is_generated, named_by

_SHOWN = 300
"""Characters of what came that a breach keeps."""


def run_trial(trial: Trial, session: pytest.Session, nursery: Nursery, folder: Path) -> TrialEnded:
    """Run a trial with the tests of a session that was only collected; its journal is left in `folder`.

    What breaks the harness on the way is told in the answer.
    """
    begun = time.monotonic()
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder / "hypothesis")
    try:
        with nursery.sandbox(trial.flags) as profile:
            request = RunRequest(
                profile=profile,
                level=trial.level,
                seed=trial.seed,
                requirements=trial.only,
                skip_cleanup=bool(trial.until or trial.tests),
                out=folder,
            )
            with Run(request) as run:
                stopped = _tested(trial, session, run)
                run.end(interrupted=False)
                records = read(run.context.journal)
    except HarnessError as error:
        return TrialEnded(trial=trial.name, ending="broken", reason=str(error), seconds=time.monotonic() - begun)
    return _ended(trial, records, stopped=stopped, seconds=time.monotonic() - begun)


def _tested(trial: Trial, session: pytest.Session, run: Run) -> bool:
    """Run the tests; gives whether the trial's requirement was found broken before the last of them."""
    plugin.take_over(session, run.context)
    session.items = in_order(_needed(session.items, trial, run), trial)
    plugin.pytest_collection_finish(session)
    watch = _Watch(run.context.journal, trial.until)
    found = False
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        found = watch.found_it()
        if found or session.shouldstop:
            break
    session._setupstate.teardown_exact(None)  # what pytest does after its last test
    plugin.pytest_sessionfinish(session, 0)
    return found


def _needed(items: Sequence[pytest.Item], trial: Trial, run: Run) -> Sequence[pytest.Item]:
    """The tests that a trial names, else all.

    Generated ones are left out where the claim is narrowed to what tests written by hand decide, as in a run.
    """
    if trial.tests:
        return [each for each in items if id_of(each) in trial.tests]
    written = [each for each in items if not is_generated(each)]
    return written if trial.only and written and not run.context.wants_traffic else items


def in_order(items: Sequence[pytest.Item], trial: Trial) -> list[pytest.Item]:
    """The items in a trial's order; those that it does not name come last, by id, but generated ones after all.

    Without an order they stand as they stood, and among them what is about the trial's operations comes first.
    """
    if trial.order:
        places = {name: number for number, name in enumerate(trial.order)}
        return sorted(items, key=lambda item: (places.get(id_of(item), len(places)), is_generated(item), id_of(item)))
    about = frozenset(trial.about)

    def place(item: pytest.Item) -> tuple[bool, bool]:
        named = named_by(item)
        marked = set(named.operations)
        concerned = {each for one in named.requirements for each in catalogue.load()[one].operations}
        return is_generated(item), about.isdisjoint(marked or concerned)

    return sorted(items, key=place)


class _Watch:
    """Looks, between tests, whether a requirement is broken by the rules of a verdict."""

    def __init__(self, journal: Path, requirement: str) -> None:
        self._journal = journal
        self._mark = f'"requirement":"{requirement}","outcome":"failed"'.encode() if requirement else b""
        self._requirement = requirement
        self._seen = 0

    def found_it(self) -> bool:
        """Whether the requirement is found broken, for good and not by a flake."""
        if not self._mark:
            return False
        with (self._journal / "main.jsonl").open("rb") as file:
            file.seek(self._seen)
            fresh = file.read()
        if self._mark not in fresh:
            self._seen += len(fresh)
            return False
        transcript = transcribe(read(self._journal))
        known = next(each for each in transcript.catalogue if each.id == self._requirement)
        status, _ = status_of(known, transcript, passed_passively(transcript))
        return status in ("failed", "advisory")


def _ended(trial: Trial, records: Sequence[AnyRecord], *, stopped: bool, seconds: float) -> TrialEnded:
    transcript = transcribe(records)
    rows = requirement_rows(transcript, findings=False)
    broke = verdicts.harness_broke(transcript)
    early = verdicts.ended_early(transcript) if transcript.aborted else ""
    reasons = [f"{each.where}: {each.message}" for each in transcript.broken] or ([early] if early else [])
    failing = {row.id: row for row in rows if row.status in ("failed", "advisory")}
    return TrialEnded(
        trial=trial.name,
        ending="broken" if broke or early else "stopped" if stopped else "whole",
        reason="; ".join(reasons)[:_SHOWN],
        verdict=verdicts.verdict(rows, transcript),
        requests=len(transcript.sent),
        seconds=round(seconds, 3),
        breaches=tuple(_breaches(records, failing)),
        flaky=tuple(row.id for row in rows if row.status == "flaky"),
        undecided=tuple(row.id for row in rows if row.status == "inconclusive"),
        leftovers=sum(not each.wanted and not each.permanent for each in transcript.leftovers),
    )


def _breaches(records: Sequence[AnyRecord], failing: dict[str, RequirementRow]) -> Iterator[Breach]:
    """The first evidence of each broken requirement, in the order in which they were found."""
    exchanges = (each.id for each in records if isinstance(each, ExchangeRecord))
    places = {name: number for number, name in enumerate(exchanges, 1)}
    sent = 0
    told: set[str] = set()
    for record in records:
        if isinstance(record, ExchangeRecord):
            sent += 1
        elif isinstance(record, EvidenceRecord) and record.outcome == "failed":
            row = failing.get(record.requirement)
            if row is not None and row.id not in told:
                told.add(row.id)
                yield Breach(
                    requirement=row.id,
                    advisory=row.advisory,
                    # Checks speak before the exchange that they judge is written.
                    request=max(sent, *(places.get(each, 0) for each in record.exchanges)),
                    test=record.test or "",
                    check=record.check,
                    actual=record.actual[:_SHOWN],
                )
