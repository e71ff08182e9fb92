"""The verdict of a run, its sentence and its exit code (ARCHITECTURE: Words, Claim and Exit codes)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from conformance.exits import Exit, weightiest
from conformance.outcome.model import Left, Proof, RequirementRow, Status, Verdict, WaiverRow
from conformance.outcome.transcript import Transcript

_UNPROVEN: tuple[Status, ...] = ("inconclusive", "not tested", "waived", "deep only")


def proof(rows: Iterable[RequirementRow]) -> Proof:
    """How many MUST requirements are claimed and passed, and how many requirements are not claimed."""
    gathered = list(rows)
    musts = [row for row in gathered if row.claimed and not row.advisory]
    unclaimed = [row for row in gathered if not row.claimed]
    deeper = sum(row.status == "deep only" for row in unclaimed)
    return Proof(
        claimed=len(musts),
        passed=sum(row.status == "passed" for row in musts),
        in_part=sum(row.status == "passed" and bool(row.reason) for row in musts),
        outside=len(unclaimed) - deeper,
        deeper=deeper,
    )


def failing(rows: Iterable[RequirementRow], *, strict: bool) -> list[RequirementRow]:
    """The rows that fail a run: every MUST seen broken or flaky, claimed or not; under `strict` advisory ones too."""
    return [row for row in rows if row.status in ("failed", "flaky", "advisory") and (strict or not row.advisory)]


def ended_early(transcript: Transcript) -> str:
    """Why the run ended before its time, in one line; empty where it did not."""
    if transcript.aborted:
        return transcript.aborted[0].reason
    if transcript.finished is None:
        return "the journal is cut off"
    return "interrupted" if transcript.finished.interrupted else ""


def harness_broke(transcript: Transcript) -> bool:
    """Whether the run met a defect of the harness itself."""
    return bool(transcript.broken) or any(each.outcome == "broken" for each in transcript.ended.values())


def verdict(rows: Sequence[RequirementRow], transcript: Transcript) -> Verdict:
    """CONFORMANT only where the run came to its end and every claimed MUST is evidenced as passed."""
    if failing(rows, strict=transcript.started.strict):
        return "NOT CONFORMANT"
    claimed = [row for row in rows if row.claimed]
    proven = all(row.status == "passed" for row in claimed if not row.advisory)
    anything = any(row.status == "passed" for row in claimed)
    whole_run = not ended_early(transcript) and not harness_broke(transcript)
    return "CONFORMANT" if proven and anything and whole_run else "INCOMPLETE"


def sentence(said: Verdict, rows: Sequence[RequirementRow], transcript: Transcript) -> str:
    """The verdict with its claim and figures.

    Such as `CONFORMANT for core at standard: 171 of 171 MUST; outside the claim: 42`; only the whole catalogue goes
    without the claim's words.
    """
    figures = proof(rows)
    started = transcript.started
    whole = started.claim.whole
    head = said if whole else f"{said} for {started.claim.words}"
    where = f" at {started.level}" if whole else ""
    parts = [f"{figures.passed} of {figures.claimed} MUST{where}"]
    if figures.in_part:
        parts.append(f"in part: {figures.in_part} of them")
    parts += _tally(row for row in rows if row.claimed and not row.advisory)
    failures = failing(rows, strict=started.strict)
    if not any(row.status == "failed" for row in failures) and any(row.status == "flaky" for row in failures):
        parts.append("what is flaky fails the run")
    if advisory := sum(row.advisory for row in failures):
        parts.append(f"advisory, counted under --strict: {advisory}")
    if astray := [row.id for row in failures if not row.claimed]:
        parts.append(f"broken outside the claim: {', '.join(astray)}")
    if figures.outside:
        parts.append(f"outside the claim: {figures.outside}")
    if figures.deeper:
        parts.append(f"deep only: {figures.deeper}")
    if harness_broke(transcript):
        parts.append("the harness itself broke")
    if early := ended_early(transcript):
        parts.append(f"ended early: {early}")
    return f"{head}: {'; '.join(parts)}"


def exit_code(said: Verdict, transcript: Transcript, left: Iterable[Left], waivers: Iterable[WaiverRow] = ()) -> Exit:
    """The code to exit with; `left` are the leftovers that something could have removed.

    A waiver that has had its day fails a run whatever the verdict, so that it is taken out.
    """
    codes = {
        "CONFORMANT": Exit.CONFORMANT,
        "NOT CONFORMANT": Exit.NOT_CONFORMANT,
        "INCOMPLETE": Exit.INCOMPLETE,
    }
    applying = [codes[said]]
    if harness_broke(transcript):
        applying.append(Exit.BROKEN)
    if ended_early(transcript):
        applying.append(Exit.INCOMPLETE)
    applying += [_asked_for(each.code) for each in transcript.aborted]
    if any(each.state in ("expired", "no longer needed") for each in waivers):
        applying.append(Exit.NOT_CONFORMANT)
    if any(not each.wanted for each in left):
        applying.append(Exit.LEFTOVERS)
    return weightiest(applying)


def _tally(rows: Iterable[RequirementRow]) -> list[str]:
    counts = Counter(row.status for row in rows)
    named: tuple[Status, ...] = ("failed", "flaky", *_UNPROVEN)
    return [f"{status}: {counts[status]}" for status in named if counts[status]]


def _asked_for(code: int) -> Exit:
    known = {each.value: each for each in Exit if each is not Exit.CONFORMANT}
    return known.get(code, Exit.INCOMPLETE)
