"""Laws of webhooks: a URL has a secret of its own, the configuration comes back, an event counts once, and for one.

What they say shows no secret: places and lengths alone.
"""

from collections.abc import Mapping

from conformance.exchange import ABSENT, parsed
from conformance.expectations import Judgement, shown
from conformance.laws.rows import Row
from conformance.webhook_urls import parts

SHORTEST_SECRET = 16
"""Characters that a secret has at least (LG-HOOK-005)."""


def own_secret(one: tuple[str, str], other: tuple[str, str]) -> Judgement:
    """The URLs of two webhooks, each given with its `id`, differ in a part that is long and is not the id."""
    (url, id), (other_url, other_id) = one, other
    mine, theirs = parts(url), parts(other_url)
    told = {}
    for place in sorted(mine.keys() & theirs.keys()):
        lengths = len(mine[place]), len(theirs[place])
        if mine[place] == theirs[place]:
            told[place] = "the same in both"
        elif id == mine[place] or other_id == theirs[place]:
            told[place] = "the webhook's id"
        elif min(lengths) < SHORTEST_SECRET:
            told[place] = f"only {min(lengths)} characters"
        else:
            return Judgement(True, _SECRET, f"{place} differs, {min(lengths)} characters")
    return Judgement(False, _SECRET, shown(told) if told else "no part that both have")


_SECRET = (
    f"a last path segment or query value of {SHORTEST_SECRET} characters or more, of its own, not the webhook's id"
)


def config_kept(sent: str, row: Row | None) -> Judgement:
    """A webhook's configuration reads back as the string that was sent, or as a string of equal JSON."""
    expected = f"platformConfig {shown(sent)}, or a string of equal JSON"
    read = ABSENT if row is None else row.get("platformConfig", ABSENT)
    holds = isinstance(read, str) and (read == sent or parsed(read) == parsed(sent) != ABSENT)
    return Judgement(holds, expected, f"platformConfig {shown(read)}")


def grown(before: Mapping[str, Row], after: Mapping[str, Row], events: Mapping[str, int]) -> Judgement:
    """Each webhook of `before` has `events` more in `after`, by its id; one without any has as many as before."""
    due = {id: (_count(row), events.get(id, 0)) for id, row in before.items()}
    wrong = {
        id: f"{number} and {more} more, but {shown(_count(after.get(id)))}"
        for id, (number, more) in due.items()
        if number is None or _count(after.get(id)) != number + more
    }
    expected = f"eventCount of {len(due)} webhooks grown by {shown(dict(events)) if events else 'nothing'}"
    return Judgement(not wrong, expected, f"differing: {shown(wrong)}" if wrong else "grown so")


def _count(row: Row | None) -> int | None:
    """The events of a webhook: an unset number is 0; None where there is no such webhook, or no number."""
    if row is None:
        return None
    number = row.get("eventCount")
    if number is None:
        return 0
    return number if isinstance(number, int) and not isinstance(number, bool) else None
