"""Findings: told to people with their calls, and kept as data for the next attempt and the next run."""

from collections.abc import Iterable, Iterator

from conformance.exchange import Json
from conformance.expectations import Judgement
from conformance.modelling.plan import sensible
from conformance.modelling.shrinking import Steps
from conformance.modelling.steps import as_json, of_json
from conformance.suites.properties.model.exploring import Finding

_LONGEST = 120
"""Characters of what was seen, so that the calls have room beside it."""


def example(finding: Finding) -> Json:
    """A finding as an example to keep."""
    return {"steps": as_json(finding.steps), "minimal": finding.minimal}


def examples(kept: Iterable[Json]) -> Iterator[tuple[Steps, bool]]:
    """The sequences of kept examples, each with whether it is minimal; those of an older model are passed over."""
    for each in kept:
        try:
            yield sensible(of_json(each["steps"])), bool(each["minimal"])
        except (KeyError, TypeError, ValueError):
            continue


def told(finding: Finding) -> Judgement:
    """A divergence in words, with the calls that show it, one a line."""
    law = finding.diverged.judgement
    least = "the least that show it" if finding.minimal else "not minimal"
    listed = "".join(f"\n  {line}" for line in calls(finding).splitlines())
    return Judgement(False, law.expected, f"{_cut(law.actual)}; calls ({least}):{listed}")


def calls(finding: Finding) -> str:
    """The calls that show a finding, one a line."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(finding.steps, 1))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
