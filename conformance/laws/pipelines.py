"""Laws of a pipeline: its stages count the leads by status, and its total is their sum."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown

Row = Mapping[str, Any]

UNSET = "new"
"""Where a lead without a status is counted."""


def stages(page: Exchange) -> dict[str, int]:
    """The figures of a pipeline by stage, in small letters; stages without leads are left out."""
    found: Counter[str] = Counter()
    for row in page.rows("stages"):
        count = row.get("count")
        found[str(row.get("stage")).casefold()] += count if type(count) is int else 0
    return {stage: count for stage, count in found.items() if count}


def at_stage(page: Exchange, status: str) -> int:
    """How many leads a pipeline shows at the stage of a status."""
    return stages(page).get(status.casefold(), 0)


def totalled(page: Exchange) -> Judgement:
    """The `total` is the sum of the stages' counts, all whole numbers, and no stage stands twice."""
    rows: Sequence[Row] = page.rows("stages")
    found, total = [(row.get("stage"), row.get("count")) for row in rows], page.at("total")
    told = [f"total {shown(total)}, stages {shown(found)}"]
    times = Counter(str(name) for name, _ in found)
    told += [f"more than once: {shown(name)}" for name, number in times.items() if number > 1]
    whole = [each for each in (*(count for _, count in found), total) if type(each) is int]
    holds = len(told) == 1 and len(whole) == len(found) + 1 and sum(whole[:-1]) == total
    return Judgement(holds, "a total that is the sum of the stages, each of which stands once", "; ".join(told))


def counted(leads: Iterable[Row], page: Exchange) -> Judgement:
    """The stages are those of these leads and no others: the leads of a company that nobody else writes in."""
    due = Counter(str(lead.get("status") or UNSET).casefold() for lead in leads)
    seen = stages(page)
    return Judgement(seen == dict(due), f"stages {shown(dict(sorted(due.items())))}", f"stages {shown(seen)}")
