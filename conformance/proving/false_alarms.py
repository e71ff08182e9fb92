"""No false alarms: what the contract leaves open must be found sound, by any seed, without so much as advice."""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from conformance import catalogue
from conformance.proving.known import Variant
from conformance.proving.seeking import FLAGS
from conformance.proving.trial import Trial, TrialEnded

SLOW = (("--lag", "0.3"), ("--latency", "0.02"))
"""Flags of slow sandboxes that every suite is run against."""

VERY_SLOW = ("--latency", "1")
"""Flags of a sandbox whose every answer takes a second: well within the bounds of an answer, and too slow for all
suites."""

SEEN_SLOWLY = ("LG-CLI-001", "LG-LEAD-036", "LG-PAGE-008", "LG-TASK-004", "LG-ISO-001")
"""What is tried there: a write and its read, an update, a walk over pages, a run that is waited for, a stranger."""


class Alarm(BaseModel):
    """A trial of what is right that found something: `what` is one line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trial: str
    what: str


class Tried(BaseModel):
    """What a trial of what is right came to; `what` is the line that it found, if any. `seconds` is wall time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trial: str
    what: str = ""
    verdict: str = ""
    requests: int = 0
    seconds: float = 0.0


def planned(chosen: Sequence[Variant], seeds: Sequence[int], *, quick: bool, slow: bool) -> Iterator[Trial]:
    """The trials of these variants, the quick ones first; `quick` keeps to one seed of what each variant touches."""
    for variant in chosen:
        yield from touched(variant, seeds[:1] if quick else seeds)
    if quick:
        return
    yield from (everything(variant, seeds[0]) for variant in chosen)
    if slow:
        for flags in SLOW:
            yield from slowed(flags, seeds)
        yield from slowed(VERY_SLOW, seeds, only=SEEN_SLOWLY)


def touched(variant: Variant, seeds: Iterable[int]) -> list[Trial]:
    """Runs of the tests that see a variant: of the requirements it names that tests decide, or of all its own."""
    known = catalogue.load()
    decided = tuple(each for each in variant.requirements if known[each].judged == "actively")
    return [
        Trial(
            name=f"{variant.id} seed {seed}",
            flags=_flags(seed, *variant.flags),
            seed=seed,
            only=decided or variant.requirements,
        )
        for seed in seeds
    ]


def everything(variant: Variant, seed: int) -> Trial:
    """A run of every suite against a variant."""
    return Trial(name=f"{variant.id} whole", flags=_flags(seed, *variant.flags), seed=seed)


def slowed(flags: Sequence[str], seeds: Iterable[int], only: tuple[str, ...] = ()) -> list[Trial]:
    """Runs against a sandbox that is right, and slow in the way of these flags: of some requirements or every suite."""
    what = " ".join(flags).replace("--", "")
    return [Trial(name=f"{what} seed {seed}", flags=_flags(seed, *flags), seed=seed, only=only) for seed in seeds]


def _flags(seed: int, *more: str) -> tuple[str, ...]:
    """The flags of a sandbox whose database the seed draws, as it draws the run's data."""
    return (*FLAGS, "--seed", str(seed), *more)


def tried(ended: TrialEnded) -> Tried:
    """A trial that has ended, and what it found."""
    found = alarm(ended)
    return Tried(
        trial=ended.trial,
        what=found.what if found is not None else "",
        verdict=ended.verdict,
        requests=ended.requests,
        seconds=ended.seconds,
    )


def alarm(ended: TrialEnded) -> Alarm | None:
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
