"""Runs the harness against all that is right: every variant, slow targets, and targets that others use meanwhile.

`make clean-matrix` tries each variant by ten seeds and once by every suite; `--quick` by one seed alone.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from conformance import launcher
from conformance.proving.clean import Alarm, alarm, everything, slowed, touched
from conformance.proving.known import Variant, variants
from conformance.proving.nursery import nursery
from conformance.proving.trial import Ended, Trial
from conformance.proving.warm import warm
from tests.proof.colleague import Colleague
from tests.proof.runs import conformance, hand_written, report_of

SLOW = (("--lag", "0.3"), ("--latency", "0.02"))
LAG_OF_OTHERS = "2"
"""Seconds by which views lag where a run has several workers to wait with."""


def main() -> int:
    """Try what the command line asks for; 1 where anything right was found wrong."""
    asked = _asked()
    begun = time.monotonic()
    asked.out.mkdir(parents=True, exist_ok=True)
    known = variants()
    unknown = sorted({*asked.variant} - {each.id for each in known})
    if unknown:
        raise SystemExit(f"there is no variant {', '.join(unknown)}")
    chosen = [each for each in known if not asked.variant or each.id in asked.variant]
    seeds = range(1, asked.seeds + 1)
    ended: list[Ended] = []
    alarms: list[Alarm] = []

    def told(found: Alarm) -> None:
        alarms.append(found)
        print(f"{found.trial}: {found.what}", flush=True)

    def heard(_trial: Trial, each: Ended) -> None:
        ended.append(each)
        if (found := alarm(each)) is not None:
            told(found)

    with nursery() as sandboxes:
        trials = list(_trials(chosen, seeds, quick=asked.quick, slow=not asked.variant))
        warm(sandboxes, asked.out / "trials", asked.workers, lambda parent: parent.run(trials, heard))
    beside = [] if asked.quick or asked.variant else list(_beside(asked.out, seeds))
    for each in beside:
        if each.what:
            told(each)
    figures = {
        "variants": len(chosen),
        "trials": len(ended) + len(beside),
        "alarms": [each.model_dump() for each in alarms],
        "seconds": round(time.monotonic() - begun, 1),
        "ended": {each.trial: each.model_dump(include={"seconds", "requests", "verdict"}) for each in ended},
    }
    (asked.out / "clean.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"{figures['variants']} variants, {figures['trials']} trials, {len(alarms)} false alarms")
    return bool(alarms or len(ended) < len(trials))


def _trials(chosen: Sequence[Variant], seeds: Sequence[int], *, quick: bool, slow: bool) -> Iterator[Trial]:
    for variant in chosen:
        yield from touched(variant, seeds[:1] if quick else seeds)
    if quick:
        return
    yield from (everything(variant, seeds[0]) for variant in chosen)
    for flags in SLOW if slow else ():
        yield from slowed(flags, seeds)


def _beside(out: Path, seeds: Sequence[int]) -> Iterator[Alarm]:
    """Runs beside a busy colleague, beside each other, and where views lag: one of each by every seed."""
    for seed in seeds:
        with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as profile:
            yield _seen(f"beside a colleague seed {seed}", profile, out, seed, Colleague(profile), "2")
        with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as profile, ThreadPoolExecutor(2) as pool:
            names = [f"two at once, {word}, seed {seed}" for word in ("one", "other")]
            yield from pool.map(lambda name: _seen(name, profile, out, seed, nullcontext(), "1"), names)  # noqa: B023  # done in this round
        with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--lag", LAG_OF_OTHERS]) as profile:
            yield _seen(f"lag {LAG_OF_OTHERS} seed {seed}", profile, out, seed, nullcontext(), "4")


def _seen(name: str, profile: Path, out: Path, seed: int, other: AbstractContextManager[object], workers: str) -> Alarm:
    """What a run of all hand-written suites found wrong, empty where nothing.

    All share a state folder, as the runs of one machine do: by it they take turns with what only one can use.
    """
    folder = out / "beside" / name.replace(" ", "-").replace(",", "")
    with other:
        ran = conformance(
            *("run", "--profile", str(profile), "--out", str(folder), "-q", "--strict", *hand_written()),
            *("--seed", str(seed), "--workers", workers),
            state=out / "state",
        )
    found = [
        f"{row['id']} {row['status']}"
        for row in report_of(folder)["requirements"]
        if row["status"] in ("failed", "advisory", "flaky", "inconclusive")
    ]
    if ran.returncode and not found:
        found = [f"exit {ran.returncode}"]
    return Alarm(trial=name, what="; ".join(found))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--quick", action="store_true", help="one seed of what each variant touches, and no more")
    parser.add_argument("--seeds", type=int, default=10, metavar="N", help="try this many seeds, from 1 on")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="trials side by side")
    parser.add_argument("--variant", action="append", default=[], metavar="ID", help="only this variant (repeatable)")
    parser.add_argument("--out", type=Path, default=Path("conformance-runs/clean"), metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
