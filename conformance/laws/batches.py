"""Laws of batches: what the answer tells of the rows that were sent, against what is stored."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from conformance.expectations import Judgement, shown
from conformance.laws.text import bare

Row = Mapping[str, Any]


def stored_as_told(sent: Sequence[Row], created: object, listing: Iterable[Row]) -> Judgement:
    """Exactly `created` of the rows sent are in the listing, by their e-mails, and none of them twice."""
    found = Counter(bare(row.get("email")) for row in listing)
    emails = [bare(row.get("email")) for row in sent]
    present = [each for each in emails if found[each] > 0]
    doubled = [each for each in present if found[each] > 1]
    holds = type(created) is int and len(present) == created and not doubled
    told = f"{len(present)} of {len(sent)} rows" + (f", more than once: {shown(doubled)}" if doubled else "")
    return Judgement(holds, f"as many of the rows as `created` says, {shown(created)}, each once", told)


def accounted(sent: int, done: object, skipped: object) -> Judgement:
    """What was done and what was skipped make up what was sent."""
    holds = type(done) is int and isinstance(skipped, list) and done + len(skipped) == sent
    return Judgement(holds, f"done and skipped making {sent}", f"done {shown(done)}, skipped {shown(skipped)}")


def refused_whole(status: object) -> Judgement:
    """A batch that is not accounted for row by row was refused for what is in it: not for who asks, or how often."""
    holds = type(status) is int and 400 <= status <= 499 and status not in (401, 429)
    expected = "an account of the rows, or a refusal of them all: a 4xx but 401 and 429"
    return Judgement(holds, expected, f"status {shown(status)}")


def skipped_by_email(sent: Sequence[Row], skipped: object, listing: Iterable[Row]) -> Judgement:
    """Every entry of `skipped` is a string, the e-mail of a row that was sent and is not stored."""
    stored = {bare(row.get("email")) for row in listing}
    left_out = {bare(row.get("email")) for row in sent if "email" in row} - stored
    entries = skipped if isinstance(skipped, list) else [skipped]
    wrong = [each for each in entries if not isinstance(each, str) or bare(each) not in left_out]
    expected = f"a list of e-mails of rows that are not stored: {shown(sorted(left_out))}"
    return Judgement(isinstance(skipped, list) and not wrong, expected, f"skipped {shown(skipped)}")


def skipped_exactly(wanted: Iterable[str], skipped: object) -> Judgement:
    """`skipped` names the wanted ones, each once and in any order, and nothing else."""
    names = sorted(wanted)
    holds = isinstance(skipped, list) and all(isinstance(each, str) for each in skipped) and sorted(skipped) == names
    return Judgement(holds, f"skipped {shown(names)}", f"skipped {shown(skipped)}")
