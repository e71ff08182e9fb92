"""No false alarms: what the contract leaves open must be found sound, by any seed, without so much as advice."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from conformance import catalogue
from conformance.proving.known import Variant
from conformance.proving.seeking import FLAGS
from conformance.proving.trial import Ended, Trial


class Alarm(BaseModel):
    """A trial of what is right that found something: `what` is one line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trial: str
    what: str


def touched(variant: Variant, seeds: Iterable[int]) -> list[Trial]:
    """Runs of the tests that see a variant: of the requirements it names that tests decide, or of all its own."""
    known = catalogue.load()
    decided = tuple(each for each in variant.requirements if known[each].judged == "actively")
    return [
        Trial(
            name=f"{variant.id} seed {seed}",
            flags=(*FLAGS, "--variant", variant.id),
            seed=seed,
            only=decided or variant.requirements,
        )
        for seed in seeds
    ]


def everything(variant: Variant, seed: int) -> Trial:
    """A run of every suite against a variant."""
    return Trial(name=f"{variant.id} whole", flags=(*FLAGS, "--variant", variant.id), seed=seed)


def slowed(flags: Sequence[str], seeds: Iterable[int]) -> list[Trial]:
    """Runs of every suite against a sandbox that is right, and slow in the way of these flags."""
    what = " ".join(flags).replace("--", "")
    return [Trial(name=f"{what} seed {seed}", flags=(*FLAGS, *flags), seed=seed) for seed in seeds]


def alarm(ended: Ended) -> Alarm | None:
    """What a trial of something right found; None where it found nothing, as it must."""
    told = [f"{each.requirement} at {each.test or 'no test'}: {each.actual}" for each in ended.breaches]
    told += [f"{each} flaky" for each in ended.flaky] + [f"{each} undecided" for each in ended.undecided]
    if ended.ending != "whole":
        told.append(f"{ended.ending}: {ended.reason}")
    if ended.verdict != "CONFORMANT" and not told:
        told.append(ended.verdict or "no verdict")
    if ended.leftovers:
        told.append(f"{ended.leftovers} left behind")
    return Alarm(trial=ended.trial, what="; ".join(told)) if told else None
