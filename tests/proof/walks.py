"""Walks over links in this process, against a sandbox: a whole harness with the records that generated data needs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conformance import catalogue, profile
from conformance.catalogue import LevelName
from conformance.context import RunContext
from conformance.evidence import FoundByChecks
from conformance.fixtures.causes import Causes, KnownCauses
from conformance.fixtures.dispatch import Dispatcher
from conformance.fixtures.homes import Homes
from conformance.fixtures.naming import Naming
from conformance.fixtures.newcomers import Pool as Newcomers
from conformance.fixtures.pool import Pool
from conformance.generating.links import Link
from conformance.harness import Harness
from conformance.journal.records import ClaimFact, ExchangeRecord, Leftover
from conformance.polling import Patience
from conformance.run_id import RunId
from conformance.suites.properties.links.walking import Walk
from tests.engine.building import journal

TEST = "a walk over links"


@dataclass(frozen=True)
class Walked:
    """A walk that has ended, what its harness wrote, and what was found, in words."""

    walk: Walk
    found: str
    exchanges: list[ExchangeRecord]
    leftovers: list[Leftover]

    @property
    def shapes(self) -> list[tuple[str, str]]:
        """The operation and the shape of every request of the walk, in order."""
        return [(each.draft.operation, each.draft.shape) for each in self.walk.steps]


@contextmanager
def opened(target: Path, folder: Path, *, seed: int = 1, level: LevelName = "standard") -> Iterator[Harness]:
    """A harness that judges everything, in the name of one test; what it made is removed at the end."""
    run = RunId.new()
    context = RunContext(
        run=run.text,
        out=folder / run.text,
        state=folder / "state",
        profile=profile.read(target),
        embedded=True,
        level=level,
        seed=seed,
        workers=1,
        strict=False,
        skip_cleanup=False,
        claim=ClaimFact(words="everything", whole=True, included=tuple(catalogue.load()), excluded={}),
        operations=(),
        suites=(),
        rerun="conformance run",
    )
    harness = Harness(context, "main")
    harness.stage.enter(TEST, 1)
    try:
        yield harness
    finally:
        harness.finish()
        harness.close()


def pool_of(harness: Harness) -> Pool:
    """The records that generated requests of a harness stand on."""
    naming = Naming(harness)
    newcomers = Newcomers(harness)
    return Pool(harness, naming, Homes(harness, newcomers, naming, Patience(0)), newcomers)


def walk(harness: Harness, dose: int, *, only: Callable[[Link], bool] | None = None) -> tuple[Walk, str]:
    """A walk of a harness to its end, and what was found on it, in words; `only` takes inferred links in as well."""
    causes = Causes(harness, KnownCauses(harness), sequences=True)
    walk = Walk(harness, Dispatcher(harness, pool_of(harness)), causes, dose, inferred=only is not None)
    if only is not None:
        walk.links = tuple(filter(only, walk.links))
    walk.go()
    try:
        causes.finish()
    except FoundByChecks as found:
        return walk, str(found)
    return walk, ""


def walked(target: Path, folder: Path, dose: int, *, seed: int = 1, level: LevelName = "standard") -> Walked:
    """A walk with a harness of its own."""
    with opened(target, folder, seed=seed, level=level) as harness:
        ended, found = walk(harness, dose)
    records = journal(harness.context.journal)
    return Walked(
        ended,
        found,
        [each for each in records if isinstance(each, ExchangeRecord)],
        [each for each in records if isinstance(each, Leftover) and not each.permanent],
    )
