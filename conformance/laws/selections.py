"""Laws of selections: what filters leave of a listing that is known whole, as in a client of our own."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from conformance.expectations import Judgement, shown

Row = Mapping[str, Any]


def selected(whole: Iterable[Row], seen: Sequence[Row], wanted: Callable[[Row], bool], *, what: str) -> Judgement:
    """A filtered listing holds exactly the rows of the whole that the filter wants, each of them once."""
    due = [str(row.get("id")) for row in whole if wanted(row)]
    found = Counter(str(row.get("id")) for row in seen)
    missing = [each for each in due if not found[each]]
    surplus = sorted(found.keys() - set(due))
    doubled = sorted(each for each, times in found.items() if times > 1)
    told = [
        f"{word}: {shown(ids)}"
        for word, ids in (("missing", missing), ("not wanted", surplus), ("more than once", doubled))
        if ids
    ]
    return Judgement(not told, f"the {len(due)} rows {what}", "; ".join(told) or f"these {len(due)} rows")


def parted(whole: Iterable[Row], parts: Sequence[Sequence[Row]], *, what: str) -> Judgement:
    """Filters that exclude each other and leave nothing out give the whole listing together, each row once."""
    due = {str(row.get("id")) for row in whole}
    found = Counter(str(row.get("id")) for part in parts for row in part)
    missing, surplus = sorted(due - found.keys()), sorted(found.keys() - due)
    doubled = sorted(each for each, times in found.items() if times > 1)
    told = [
        f"{word}: {shown(ids)}"
        for word, ids in (("in no part", missing), ("in a part alone", surplus), ("in two parts", doubled))
        if ids
    ]
    return Judgement(not told, f"{len(due)} rows, each in one of {what}", "; ".join(told) or "each in one part")


def within(alone: Iterable[Row], parts: Sequence[Sequence[Row]], both: Sequence[Row]) -> Judgement:
    """What several filters leave together meets one of them, `alone`, and lacks nothing of what each of them leaves."""
    ids = {str(row.get("id")) for row in both}
    common = set.intersection(*({str(row.get("id")) for row in part} for part in parts))
    surplus = sorted(ids - {str(row.get("id")) for row in alone})
    missing = sorted(common - ids)
    told = [f"{word}: {shown(each)}" for word, each in (("not of the filter", surplus), ("missing", missing)) if each]
    expected = f"rows of the filter alone, the {len(common)} that meet all filters among them"
    return Judgement(not told, expected, "; ".join(told) or f"{len(ids)} rows, all of the filter")
