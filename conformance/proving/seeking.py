"""Seeking every defect: its own requirement first, then all suites, then deeper, until it is killed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from conformance import catalogue, levels
from conformance.catalogue import LevelName
from conformance.errors import HarnessBroken
from conformance.journal.reader import read
from conformance.outcome.transcript import transcribe
from conformance.proving.kills import Clean, kill
from conformance.proving.known import Defect
from conformance.proving.order import by_worth
from conformance.proving.rows import Row
from conformance.proving.trial import Ended, Trial
from conformance.proving.warm import Warm
from conformance.proving.worth import Worth, worth
from conformance.selection import id_of, is_generated, named_by

FLAGS = ("--window", "4", "--rate", "standard=20")
"""The limits of the sandboxes: small, so that the tests of limits need not wait a minute."""

_FEW = 20
"""So many defects are sought without a run of everything first."""

Told = Callable[[Row], None]


@dataclass
class Search:
    """A search for defects by runs of one seed, no deeper than a level.

    `whole`: let every run go on after its kill, with all suites in one order, so that rows are full.
    """

    warm: Warm
    seed: int
    deepest: LevelName
    whole: bool
    _cleans: dict[tuple[LevelName, tuple[str, ...], tuple[str, ...]], Clean] = field(default_factory=dict)

    def seek(self, defects: Sequence[Defect], told: Told) -> None:
        """Seek each defect; tell of each when nothing more can be found out about it."""
        at_standard = [each for each in defects if self._level_of(each) == "standard"]
        deeper = [each for each in defects if self._level_of(each) == "deep"]
        last = self.deepest == "standard"
        if self.whole:
            survivors = self._round(at_standard, "standard", told, order=self.order, last=last)
        else:
            survivors = self._round(at_standard, "standard", told, narrowed=True)
            survivors = self._round(survivors, "standard", told, last=last)
        if last:
            for each in deeper:
                told(_too_deep(each))
            return
        deeper = self._round([*deeper, *survivors], "deep", told, narrowed=True)
        self._round(deeper, "deep", told, last=True)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The order of a full row: by the worth of each test that is written by hand; generated ones come last."""
        flags = (*FLAGS, "--seed", str(self.seed))
        written = [
            id_of(each)
            for each in self.warm.session.items
            if not is_generated(each) and levels.load().claims("standard", named_by(each).level)
        ]
        trials = [
            Trial(name=f"alone-{number}", flags=flags, seed=self.seed, tests=(test,))
            for number, test in enumerate(written)
        ]
        measured: dict[str, Worth] = {}

        def heard(trial: Trial, ended: Ended) -> None:
            if ended.ending == "whole":
                measured[trial.tests[0]] = worth(transcribe(read(_journal(self.warm.of(trial)))))

        self.warm.run(trials, heard)
        return tuple(by_worth(measured))

    def _level_of(self, defect: Defect) -> LevelName:
        known = catalogue.load().get(defect.requirement)
        return "deep" if known is not None and known.from_level == "deep" else "standard"

    def _round(
        self,
        defects: Sequence[Defect],
        level: LevelName,
        told: Told,
        *,
        narrowed: bool = False,
        order: tuple[str, ...] = (),
        last: bool = False,
    ) -> list[Defect]:
        """Seek each defect once more; gives those that survive, which are told of where the round is the `last`."""
        if not defects:
            return []
        by_name = {each.file_name: each for each in defects}
        wanted = tuple(sorted({each.requirement for each in defects}))
        only = wanted if narrowed and len(defects) <= _FEW else ()
        clean = self._clean(level, only=only, order=order)
        survivors: list[Defect] = []

        def heard(trial: Trial, ended: Ended) -> None:
            row = row_of(by_name[trial.name], ended, clean, level)
            if row.killed or last:
                told(row)
            else:
                survivors.append(row.defect)

        trials = [self._trial(name, each, level, narrowed, order) for name, each in by_name.items()]
        self.warm.run(trials, heard)
        return survivors

    def _trial(self, name: str, defect: Defect, level: LevelName, narrowed: bool, order: tuple[str, ...]) -> Trial:
        return Trial(
            name=name,
            flags=(*FLAGS, "--seed", str(self.seed), "--defect", defect.id),
            level=level,
            seed=self.seed,
            about=defect.operations,
            order=order,
            until="" if order else defect.requirement,
            only=(defect.requirement,) if narrowed else (),
        )

    def _clean(self, level: LevelName, *, only: tuple[str, ...] = (), order: tuple[str, ...] = ()) -> Clean:
        """A run where nothing is wrong, made once."""
        key = (level, only, order)
        if key not in self._cleans:
            flags = (*FLAGS, "--seed", str(self.seed))
            trial = Trial(
                name=f"clean-{len(self._cleans)}", flags=flags, level=level, seed=self.seed, only=only, order=order
            )
            ends: list[Ended] = []
            self.warm.run([trial], lambda _, ended: ends.append(ended), keep=True)
            if ends[0].ending != "whole":
                raise HarnessBroken(f"the run without a defect did not come to its end: {ends[0].reason}")
            transcript = transcribe(read(_journal(self.warm.of(trial))))
            self._cleans[key] = Clean.of(ends[0], transcript)
        return self._cleans[key]

    @property
    def cleans(self) -> Mapping[tuple[LevelName, tuple[str, ...], tuple[str, ...]], Clean]:
        """All runs where nothing was wrong, by their level, the requirements they were narrowed to, and their order."""
        return self._cleans


def row_of(defect: Defect, ended: Ended, clean: Clean, level: LevelName) -> Row:
    """What became of a defect in a trial."""
    found, reason = kill(defect, ended, clean)
    by = f"{found.test} ({found.check})" if found is not None and found.check else found.test if found else ""
    return Row(
        defect=defect,
        killed=found is not None,
        level=level,
        request=found.request if found is not None else None,
        test=by,
        actual=found.actual if found is not None else "",
        reason=reason,
        requests=ended.requests,
        seconds=ended.seconds,
        breaches=ended.breaches,
    )


def _too_deep(defect: Defect) -> Row:
    """The row of a defect whose requirement only a deeper run claims."""
    return Row(
        defect=defect,
        killed=False,
        level="standard",
        request=None,
        test="",
        actual="",
        reason=f"{defect.requirement} is claimed at deep alone",
        requests=0,
        seconds=0.0,
        breaches=(),
    )


def _journal(folder: Path) -> Path:
    return next(folder.glob("*/journal"))
