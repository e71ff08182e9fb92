"""Seeking every defect: the tests of its own requirement first, then deeper ones, then all, until it is killed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from conformance import catalogue
from conformance.catalogue import LevelName
from conformance.errors import HarnessBroken
from conformance.proving.kills import kill
from conformance.proving.known import Defect
from conformance.proving.measured import MeasuredOrder
from conformance.proving.rows import Row
from conformance.proving.trial import Trial, TrialEnded
from conformance.proving.voucher import Voucher
from conformance.proving.warm import Warm

FLAGS = ("--window", "4", "--rate", "standard=20")
"""The limits of the sandboxes: small, so that the tests of limits need not wait a minute."""

_FEW = 60
"""So many defects are sought without a run of everything first."""

Told = Callable[[Row, bool], None]
"""`told(row, lasting)`: whether another search, too, would come to the row; not where a run broke or took too long."""


@dataclass
class Search:
    """A search for defects by runs of one seed, no deeper than a level.

    With an `order`, every run goes on after its kill, with all suites in that order, so that rows are full.
    """

    warm: Warm
    seed: int
    deepest: LevelName
    order: MeasuredOrder | None = None
    _cleans: dict[tuple[LevelName, tuple[str, ...], tuple[str, ...]], Voucher] = field(default_factory=dict)
    _unsettled: set[str] = field(default_factory=set)
    _unended: dict[str, list[str]] = field(default_factory=dict)

    def seek(self, defects: Sequence[Defect], told: Told) -> None:
        """Seek each defect; tell of each when nothing more can be found out about it."""
        at_standard = [each for each in defects if self._level_of(each) == "standard"]
        deeper = [each for each in defects if self._level_of(each) == "deep"]
        last = self.deepest == "standard"
        if self.order is not None:
            survivors = self._round(at_standard, "standard", told, in_order=True, last=last)
        else:
            survivors = self._round(at_standard, "standard", told, narrowed=True)
            # The deeper tests of a requirement are fewer than all tests at standard.
            survivors = self._round(survivors, "standard", told, last=True) if last else survivors
        if last:
            for each in deeper:
                told(_too_deep(each), True)
            return
        deeper = self._round([*deeper, *survivors], "deep", told, narrowed=True)
        self._round(deeper, "deep", told, last=True)

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
        in_order: bool = False,
        last: bool = False,
    ) -> list[Defect]:
        """Seek each defect once more; gives those that survive, which are told of where the round is the `last`."""
        if not defects:
            return []
        by_name = {each.file_name: each for each in defects}
        wanted = tuple(sorted({each.requirement for each in defects}))
        only = wanted if narrowed and len(defects) <= _FEW else ()
        order = self.order.tests(self.warm, self._flags) if in_order and self.order is not None else ()
        clean = self._clean(level, only=only, order=order)
        survivors: list[Defect] = []

        def heard(trial: Trial, ended: TrialEnded) -> None:
            row = row_of(by_name[trial.name], ended, clean, level)
            if not _settled(row, ended, clean):
                self._unsettled.add(row.defect.id)
            if not _whole(ended):
                self._unended.setdefault(row.defect.id, []).append(f"{level}: {ended.reason}")
            if row.killed or last:
                unended = tuple(self._unended.get(row.defect.id, ()))
                told(row.model_copy(update={"unended": unended}), row.defect.id not in self._unsettled)
            else:
                survivors.append(row.defect)

        trials = [self._trial(name, each, level, narrowed, order) for name, each in by_name.items()]
        self.warm.run(trials, heard)
        return survivors

    def _trial(self, name: str, defect: Defect, level: LevelName, narrowed: bool, order: tuple[str, ...]) -> Trial:
        return Trial(
            name=name,
            flags=(*self._flags, "--defect", defect.id),
            level=level,
            seed=self.seed,
            about=() if order else defect.operations,
            order=order,
            until="" if order else defect.requirement,
            only=(defect.requirement,) if narrowed else (),
        )

    def _clean(self, level: LevelName, *, only: tuple[str, ...] = (), order: tuple[str, ...] = ()) -> Voucher:
        """A run where nothing is wrong, made once."""
        key = (level, only, order)
        if key not in self._cleans:
            name = f"clean-{len(self._cleans)}"
            trial = Trial(name=name, flags=self._flags, level=level, seed=self.seed, only=only, order=order)

            def heard(trial: Trial, ended: TrialEnded) -> None:
                if ended.ending != "whole":
                    raise HarnessBroken(f"the run without a defect did not come to its end: {ended.reason}")
                self._cleans[key] = Voucher.of(ended, self.warm.transcript(trial))

            self.warm.run([trial], heard)
        return self._cleans[key]

    @property
    def _flags(self) -> tuple[str, ...]:
        return (*FLAGS, "--seed", str(self.seed))

    @property
    def cleans(self) -> Mapping[tuple[LevelName, tuple[str, ...], tuple[str, ...]], Voucher]:
        """All runs where nothing was wrong, by their level, the requirements they were narrowed to, and their order."""
        return self._cleans


def row_of(defect: Defect, ended: TrialEnded, clean: Voucher, level: LevelName) -> Row:
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


def _whole(ended: TrialEnded) -> bool:
    return ended.ending in ("whole", "stopped")


def _settled(row: Row, ended: TrialEnded, clean: Voucher) -> bool:
    """Whether a row tells of its defect alone: its run came to its end, and no clean run in doubt spoiled a kill."""
    return _whole(ended) and (row.killed or not clean.doubts(row.defect.requirement))
