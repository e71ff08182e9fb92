"""What is new since a baseline: the breaches of a run that an earlier report does not hold (`--fail-on new`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from conformance.errors import UsageError
from conformance.exits import Exit
from conformance.outcome.model import Finding, RunOutcome

FailOn = Literal["any", "new"]


@dataclass(frozen=True)
class Comparison:
    """The findings that fail a run, sorted by a baseline: `new` ones, `known` ones, and how many are `gone`."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: int

    @property
    def sentence(self) -> str:
        """The comparison in one line."""
        named = sorted({each.requirement for each in self.new})
        findings = "finding" if len(self.new) == 1 else "findings"
        told = f", of {', '.join(named)}" if named else ""
        return f"baseline {len(self.new)} new {findings}{told}; {len(self.known)} known; {self.gone} gone"


def read(path: Path) -> RunOutcome:
    """The outcome that an earlier report.json holds; UsageError where it is none."""
    try:
        return RunOutcome.model_validate_json(path.read_bytes())
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise UsageError(
            f"the baseline {path} {reason}", "Give --baseline the report.json of an earlier run"
        ) from error
    except ValidationError as error:
        raise UsageError(
            f"the baseline {path} is no report of this version", "Make it anew with `conformance report`"
        ) from error


def compare(outcome: RunOutcome, earlier: RunOutcome) -> Comparison:
    """What fails the run, against what failed the earlier one.

    A breach is one of a test on an operation. What a check or a generated test found is one of the operation, whoever
    sees it: which test meets it, and with what data, is drawn.
    """
    now, before = _failing(outcome), _failing(earlier)
    return Comparison(
        new=tuple(each for each in now if not _is_among(each, before)),
        known=tuple(each for each in now if _is_among(each, before)),
        gone=len({_key(each) for each in before if not _is_among(each, now)}),
    )


def exit_code(outcome: RunOutcome, comparison: Comparison) -> int:
    """The code to exit with: 0 in place of 1 and 3 where nothing new failed; the verdict stays as it is.

    A run that ended early, or whose waivers have had their day, proves too little for that.
    """
    stopped = bool(outcome.run.ended_early) or bool(outcome.spent_waivers)
    softened = (Exit.NOT_CONFORMANT, Exit.INCOMPLETE)
    if outcome.exit_code not in softened or comparison.new or stopped:
        return outcome.exit_code
    return int(Exit.LEFTOVERS if outcome.unwanted else Exit.CONFORMANT)


def _failing(outcome: RunOutcome) -> Sequence[Finding]:
    """The findings of requirements that fail the run."""
    rows = outcome.with_status("failed", "flaky", "advisory")
    return [each for row in rows if outcome.run.strict or not row.advisory for each in row.findings]


def _is_among(finding: Finding, others: Sequence[Finding]) -> bool:
    """Whether a breach is the same as one of the others."""
    if _is_drawn(finding):
        return any((each.requirement, each.operation) == (finding.requirement, finding.operation) for each in others)
    return any(_key(each) == _key(finding) for each in others)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.requirement, finding.operation or "", "" if _is_drawn(finding) else finding.test or ""


def _is_drawn(finding: Finding) -> bool:
    """Whether it is a matter of the seed which test saw a breach."""
    return bool(finding.check) or finding.generated
