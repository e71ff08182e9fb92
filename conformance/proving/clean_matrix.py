"""The clean matrix: all that is right is tried, and what was found is written as it goes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from conformance.proving.beside import Scene, played
from conformance.proving.false_alarms import Tried, tried
from conformance.proving.holding import held
from conformance.proving.nursery import nursery
from conformance.proving.remembered import code
from conformance.proving.trial import Trial, TrialEnded
from conformance.proving.warm import warm
from conformance.whole_file import write_whole

FILE = "clean.json"


class _Kept(BaseModel):
    code: str
    plan: str
    tried: Tried


@dataclass
class CleanMatrix:
    """Trials and scenes of what is right, with what they came to.

    `out` gets `clean.json`, anew after each, and a file a trial: another matrix of the same code takes those over, what
    they found included. `told` hears of each that ends now and found something.
    """

    trials: Sequence[Trial]
    scenes: Sequence[Scene]
    out: Path
    workers: int
    told: Callable[[Tried], None]
    done: dict[str, Tried] = field(default_factory=dict)

    @property
    def planned(self) -> dict[str, str]:
        """The names of all trials and runs, each with what tells it from another of its name."""
        names = {each.name: each.model_dump_json() for each in self.trials}
        return {**names, **{name: repr(scene) for scene in self.scenes for name in scene.names}}

    @property
    def alarms(self) -> list[Tried]:
        """The trials that found something, in their order."""
        return [self.done[name] for name in self.planned if name in self.done and self.done[name].what]

    @property
    def is_whole(self) -> bool:
        """Whether every trial has ended."""
        return self.done.keys() >= self.planned.keys()

    def run(self) -> None:
        """Try what no earlier matrix has; `clean.json` holds what has ended, however this ends.

        UsageError where another matrix of this folder is under way.
        """
        with held(self.out):
            self._run()

    def _run(self) -> None:
        self._recall()
        self._write()
        left = [each for each in self.trials if each.name not in self.done]
        if left:
            with nursery() as sandboxes:
                warm(sandboxes, self.out / "trials", self.workers, lambda parent: parent.run(left, self._heard))
        for scene in self.scenes:
            if not self.done.keys() >= set(scene.names):
                for each in played(scene, self.out):
                    self._keep(each)

    def _heard(self, _trial: Trial, ended: TrialEnded) -> None:
        self._keep(tried(ended))

    def _keep(self, found: Tried) -> None:
        self.done[found.trial] = found
        folder = self.out / "rows"
        folder.mkdir(exist_ok=True)
        kept = _Kept(code=code(), plan=self.planned[found.trial], tried=found)
        write_whole(folder / self._file(found.trial), kept.model_dump_json())
        self._write()
        if found.what:
            self.told(found)

    def _recall(self) -> None:
        for name, plan in self.planned.items():
            try:
                kept = _Kept.model_validate_json((self.out / "rows" / self._file(name)).read_bytes())
            except (OSError, ValueError):  # there is none, or one of another shape
                continue
            if (kept.code, kept.plan) == (code(), plan):
                self.done[name] = kept.tried

    def _write(self) -> None:
        ended = {name: self.done[name] for name in self.planned if name in self.done}
        figures = {
            "code": code(),
            "planned": len(self.planned),
            "trials": len(ended),
            "alarms": [each.model_dump(include={"trial", "what"}) for each in self.alarms],
            "seconds": round(sum(each.seconds for each in ended.values()), 1),
            "ended": {
                name: each.model_dump(include={"seconds", "requests", "verdict"}) for name, each in ended.items()
            },
        }
        write_whole(self.out / FILE, json.dumps(figures, indent=1) + "\n")

    @staticmethod
    def _file(name: str) -> str:
        return f"{name.replace(' ', '-').replace(',', '')}.json"
