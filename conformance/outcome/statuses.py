"""The status of one requirement, from all that a journal says of it."""

from collections import defaultdict
from collections.abc import Iterator

from conformance.catalogue import Requirement
from conformance.exchange import JUDGED_PURPOSES
from conformance.journal.records import EvidenceRecord
from conformance.outcome.model import Status
from conformance.outcome.precedence import Said, Saying, first_of, over_attempts
from conformance.outcome.transcript import Transcript
from conformance.outcome.waived import waiver_of

CUT_OFF = "the run ended before its test did"
NEVER_BEGUN = "its test was planned and never began"
NOT_JUDGED = "its test ended without judging it"
NO_TEST = "it has no test"
NONE_CHOSEN = "none of its tests was chosen"
NONE_ABOUT_IT = "none of its tests is about what was chosen"
NOTHING_TO_JUDGE = "judged passively, and no exchange gave anything to judge"
UNFED = (NONE_ABOUT_IT, NOTHING_TO_JUDGE)
"""Why nothing was said of a requirement by what was chosen, where all of that ran."""

NO_CONTROL = "its denial has no positive control that held"
IN_PART = "in part; outside the claim: "
"""How the reason of a row begins that passed although not all of its tests were of the claim."""

UNSHOWN = "what passed it names no exchange that the journal holds"


def status_of(requirement: Requirement, transcript: Transcript, passive_passes: frozenset[str]) -> tuple[Status, str]:
    """A requirement's status and the reason for it, for a pass what was left out of it.

    `passive_passes` are the requirements that some exchange passed (see `passed_passively`).
    """
    claim = transcript.started.claim
    sayings = tuple(_sayings(requirement, transcript, passive_passes))
    saying = first_of(sayings)
    broken = saying is not None and saying.outcome in ("failed", "flaky")
    if broken and (waiver := waiver_of(requirement.id, transcript)) is not None:
        return "waived", f"{waiver.reason} ({waiver.owner}, until {waiver.expires.isoformat()})"
    if saying is not None and saying.outcome == "failed":
        return ("advisory" if requirement.advisory else "failed"), saying.reason
    if saying is not None and saying.outcome == "flaky":
        return "flaky", saying.reason
    if requirement.id not in claim.included:
        reason = claim.excluded.get(requirement.id, "outside the claim")
        deeper = requirement.from_level == "deep" and transcript.started.level != "deep"
        return ("deep only" if deeper else "not tested"), reason
    if saying is None:
        return "not tested", _why_untested(requirement, transcript)
    if saying.outcome == "not claimed":
        return "not tested", saying.reason
    if saying.outcome in ("inconclusive", "not tested"):
        return saying.outcome, saying.reason
    left = next((each.reason for each in sayings if each.outcome == "not claimed"), "")
    return "passed", f"{IN_PART}{left}" if left else ""


def passed_passively(transcript: Transcript) -> frozenset[str]:
    """The requirements that a passive check judged on at least one exchange and found nothing against."""
    return frozenset(
        name
        for exchange in transcript.sent
        if exchange.purpose in JUDGED_PURPOSES and exchange.response is not None
        for name in exchange.passed
    )


def _sayings(requirement: Requirement, transcript: Transcript, passive_passes: frozenset[str]) -> Iterator[Saying]:
    said: dict[str | None, dict[int, list[Saying]]] = defaultdict(lambda: defaultdict(list))
    passively = requirement.judged == "passively"
    for record in transcript.evidence.get(requirement.id, ()):
        if record.check and record.outcome == "failed":
            yield Saying("failed", record.actual)
        elif not record.check:
            said[record.test][record.attempt].append(_weighed(record, requirement, transcript))
        elif passively:
            yield _weighed(record, requirement, transcript)
    if passively and requirement.id in passive_passes:
        yield Saying("passed")
    for stop in transcript.inconclusive.get(requirement.id, ()):
        said[stop.test][stop.attempt].append(Saying("inconclusive", stop.reason))
    for refusal in transcript.not_tested.get(requirement.id, ()):
        reason = f"{refusal.reason} ({refusal.remedy})" if refusal.remedy else refusal.reason
        # What wants an effect that nobody allowed, or somebody or something of another scope, is no part of the claim.
        outcome: Said = "not claimed" if refusal.wanted in transcript.started.claim.without else "not tested"
        if outcome == "not claimed":
            yield Saying(outcome, reason)  # beside what the same test has passed
        said[refusal.test][transcript.attempts.get(refusal.test, 1)].append(Saying(outcome, reason))
    for test in transcript.tests_of(requirement.id):
        if test in transcript.generated:
            continue  # what a generated test comes to is drawn: its silence says nothing
        attempt, silence = _silence(test, transcript, heard=bool(said.get(test)))
        if silence is not None:
            said[test][attempt].append(silence)
    for by_attempt in said.values():
        whole: Saying | None = None
        for attempt in sorted(by_attempt):
            whole = over_attempts(whole, first_of(by_attempt[attempt]))
        if whole is not None:
            yield whole


def _weighed(record: EvidenceRecord, requirement: Requirement, transcript: Transcript) -> Saying:
    """What a piece of evidence is worth.

    A pass is none where it shows no exchange, where a denial lacks its control, and where something stopped its test:
    what the test would have looked at next is not known.
    """
    if record.outcome != "passed":
        return Saying(record.outcome, record.actual)
    if not record.exchanges or not transcript.exchanges.keys() >= set(record.exchanges):
        return Saying("inconclusive", UNSHOWN)
    if requirement.control and transcript.held.isdisjoint(record.controls):
        return Saying("inconclusive", NO_CONTROL)
    ended = transcript.ended.get((record.test or "", record.attempt))
    if not record.check and ended is not None and ended.outcome in ("inconclusive", "broken"):
        return Saying("inconclusive", ended.reason or CUT_OFF)
    return Saying("passed")


def _silence(test: str, transcript: Transcript, *, heard: bool) -> tuple[int, Saying | None]:
    """What a planned test's unsaid words mean for a requirement that it names, with the attempt that they belong to."""
    attempt = transcript.attempts.get(test)
    if attempt is None:
        return 1, None if heard else Saying("inconclusive", NEVER_BEGUN)
    ended = transcript.ended.get((test, attempt))
    if ended is None:
        return attempt, Saying("inconclusive", CUT_OFF)
    if heard:
        return attempt, None
    if ended.outcome == "not tested":
        return attempt, Saying("not tested", ended.reason or "its test left it out")
    return attempt, Saying("inconclusive", ended.reason or NOT_JUDGED)


def _why_untested(requirement: Requirement, transcript: Transcript) -> str:
    if requirement.judged == "passively":
        return NOTHING_TO_JUDGE
    finished = transcript.finished
    if finished is None or finished.interrupted or transcript.aborted:
        return CUT_OFF
    if finished.deselected:
        return NONE_CHOSEN
    return NONE_ABOUT_IT if requirement.id in transcript.started.claim.incidental else NO_TEST
