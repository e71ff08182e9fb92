"""What vouches for a kill: a run where nothing is wrong, in which the same check looked and found nothing."""

from dataclasses import dataclass

from conformance.generating import refusals
from conformance.outcome.statuses import passed_passively
from conformance.outcome.transcript import Transcript
from conformance.proving.trial import Breach, TrialEnded
from conformance.remembering import memory

_SILENT_PASSES = frozenset({memory.CHECK, refusals.CHECK})
"""Checks that write down only what they find: where one says nothing, it found nothing."""


@dataclass(frozen=True)
class Voucher:
    """A run of the same seed and level on a sandbox where nothing is wrong.

    `passed` are the requirements that each test's own evidence passed, `passively` those that a check passed on some
    exchange, `well` the tests that ended well, `generated` those whose requests are drawn.
    """

    ended: TrialEnded
    passed: frozenset[tuple[str, str]]
    passively: frozenset[str]
    well: frozenset[str]
    generated: frozenset[str]

    @classmethod
    def of(cls, ended: TrialEnded, transcript: Transcript) -> "Voucher":
        """What the journal of a run shows."""
        return cls(
            ended=ended,
            passed=frozenset(
                (requirement, record.test)
                for requirement, records in transcript.evidence.items()
                for record in records
                if record.outcome == "passed" and record.test
            ),
            passively=passed_passively(transcript),
            well=frozenset(test for (test, _), end in transcript.ended.items() if end.outcome == "passed"),
            generated=frozenset(transcript.generated),
        )

    def vouches_for(self, breach: Breach) -> bool:
        """Whether the check that found a breach looked here, too, and found nothing.

        Where a check tells of no pass, or its requests are drawn, that its test ended well is enough.
        """
        if self.doubts(breach.requirement):
            return False
        if breach.check in _SILENT_PASSES:
            return breach.test in self.well
        if breach.check:
            return breach.requirement in self.passively
        drawn = breach.test in self.generated and breach.test in self.well
        return drawn or (breach.requirement, breach.test) in self.passed

    def doubts(self, requirement: str) -> bool:
        """Whether this run could not say for good that a requirement is kept, though it tried."""
        found = {each.requirement for each in self.ended.breaches}
        return requirement in found.union(self.ended.flaky, self.ended.undecided)
