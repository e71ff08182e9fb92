"""Laws of a territory: every row is what follows from the leads of the client that carry its company name."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conformance.exchange import ABSENT
from conformance.expectations import Judgement, shown
from conformance.laws.times import as_exact_as, moment, same_moment

Row = Mapping[str, Any]

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_AS_GOOD_AS_EQUAL = 0.01
"""A mean may be rounded to two decimals."""


@dataclass(frozen=True)
class Figures:
    """What follows from the leads of one company name; `last` is None where a lead does not tell when it changed."""

    total: int
    qualified: int
    mean: float | None
    last: datetime | None


_FIGURES: Mapping[str, Callable[[Figures], object]] = {
    "qualifiedLeads": lambda due: due.qualified,
    "averageLeadScore": lambda due: due.mean,
    "lastActivityDate": lambda due: due.last and due.last.isoformat(),
}


def figures(leads: Iterable[Row]) -> dict[str, Figures]:
    """The figures of each company name that the leads carry."""
    named: defaultdict[str, list[Row]] = defaultdict(list)
    for lead in leads:
        if isinstance(name := lead.get("companyName"), str) and name:
            named[name].append(lead)
    return {name: _figures(group) for name, group in named.items()}


def counted(leads: Iterable[Row], rows: Sequence[Row]) -> Judgement:
    """One row for every company name of the leads, with their number as `totalLeads`, and no other row."""
    due = sorted((name, each.total) for name, each in figures(leads).items())
    seen = [(str(row.get("companyName")), row.get("totalLeads")) for row in rows]
    holds = sorted((name, repr(_whole(number))) for name, number in seen) == [(name, repr(each)) for name, each in due]
    return Judgement(holds, f"rows {shown(due)}", f"rows {shown(seen)}")


def _whole(number: object) -> object:
    """A number as it counts: 1.0 is 1, and `true` is none."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def totals(rows: Iterable[Row], *names: str) -> dict[str, object]:
    """`totalLeads` of the rows of these names; a row without leads counts as none, two of one name as both."""
    found: defaultdict[str, list[object]] = defaultdict(list)
    for row in rows:
        if row.get("companyName") in names and row.get("totalLeads") != 0:
            found[str(row["companyName"])].append(row.get("totalLeads"))
    return {name: counts[0] if len(counts) == 1 else counts for name, counts in found.items()}


def qualified(leads: Iterable[Row], rows: Iterable[Row]) -> Judgement:
    """Where a row of these leads carries `qualifiedLeads`, it counts those of status `qualified`, case-blind."""
    due = figures(leads)
    wrong = {
        row["companyName"]: (due[row["companyName"]].qualified, row["qualifiedLeads"])
        for row in _of(rows, due)
        if row.get("qualifiedLeads") is not None and not _is(row["qualifiedLeads"], due[row["companyName"]].qualified)
    }
    return _judged(wrong, "qualifiedLeads as the leads' statuses have it")


def averaged(leads: Iterable[Row], rows: Iterable[Row]) -> Judgement:
    """`averageLeadScore` is the mean of the numeric scores of a row's leads, absent or null where there is none."""
    due = figures(leads)
    wrong = {
        row["companyName"]: (due[row["companyName"]].mean, row.get("averageLeadScore", ABSENT))
        for row in _of(rows, due)
        if not _is_mean(row.get("averageLeadScore"), due[row["companyName"]].mean)
    }
    return _judged(wrong, "averageLeadScore as the mean of the leads' numeric scores, none without")


def last_active(leads: Iterable[Row], rows: Iterable[Row]) -> Judgement:
    """Where a row that follows from leads alone carries `lastActivityDate`, it is their latest `updatedAt`.

    Both are compared as exactly as the less exact one is told.
    """
    due = figures(leads)
    wrong = {
        row["companyName"]: (str(due[row["companyName"]].last), row["lastActivityDate"])
        for row in _of(rows, due)
        if row.get("lastActivityDate") and not _is_moment(row["lastActivityDate"], due[row["companyName"]].last)
    }
    return _judged(wrong, "lastActivityDate as the latest updatedAt of the leads")


def carried(rows: Iterable[Row], name: str) -> bool:
    """Whether a territory tells a figure at all: one that no row carries, the server leaves out."""
    return any(row.get(name) is not None for row in rows)


def completed(leads: Iterable[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows with the figures of their leads in place of those that the server leaves out of every row."""
    due = figures(leads)
    left_out = [name for name in _FIGURES if not carried(rows, name)]
    return [
        {**row, **{name: _FIGURES[name](due[row["companyName"]]) for name in left_out}}
        if row.get("companyName") in due
        else row
        for row in rows
    ]


def active_since(leads: Iterable[Row], row: Row | None) -> Judgement:
    """A saved row's `lastActivityDate`, where it carries one, is no earlier than the last change of its leads."""
    last = next((each.last for each in figures(leads).values()), None)
    shown_at = None if row is None else row.get("lastActivityDate")
    at = moment(shown_at)
    holds = not shown_at or last is None or (at is not None and as_exact_as(last, at) >= as_exact_as(at, last))
    return Judgement(holds, f"a lastActivityDate from {last} on", f"lastActivityDate {shown(shown_at)}")


def not_taken(claims: Mapping[str, Any], row: Row | None) -> Judgement:
    """A row shows none of the figures that a body claimed for it."""
    taken = {name: row[name] for name, claim in claims.items() if row is not None and _claimed(claim, row.get(name))}
    expected = f"a row without the claimed {shown(dict(claims))}"
    return Judgement(
        row is not None and not taken, expected, "no such row" if row is None else f"taken: {shown(taken)}"
    )


def country_of_newest(leads: Iterable[Row]) -> set[object]:
    """The countries that a row may take from its leads: those of the newest ones, of all where that is not told."""
    made = [(lead.get("country"), moment(lead.get("createdAt"))) for lead in leads]
    told = [at for _, at in made if at is not None]
    newest = max(told, default=None) if len(told) == len(made) else None
    return {country for country, at in made if newest is None or at == newest}


def _figures(leads: Sequence[Row]) -> Figures:
    scores = [float(score) for each in leads if _NUMBER.fullmatch(score := str(each.get("aiLeadScore")).strip())]
    times = [moment(each.get("updatedAt")) for each in leads]
    told = [each for each in times if each is not None]
    return Figures(
        total=len(leads),
        qualified=sum(str(each.get("status")).strip().casefold() == "qualified" for each in leads),
        mean=sum(scores) / len(scores) if scores else None,
        last=max(told) if len(told) == len(times) else None,
    )


def _claimed(claim: object, seen: object) -> bool:
    at = moment(claim)
    return seen == claim if at is None else moment(seen) == at


def _of(rows: Iterable[Row], due: Mapping[str, Figures]) -> list[Row]:
    return [row for row in rows if row.get("companyName") in due]


def _is(seen: object, number: int) -> bool:
    return type(seen) is int and seen == number


def _is_mean(seen: object, mean: float | None) -> bool:
    if mean is None or seen is None:
        return mean is None and seen is None
    if isinstance(seen, bool) or not isinstance(seen, int | float):
        return False
    return math.isclose(seen, mean, abs_tol=_AS_GOOD_AS_EQUAL)


def _is_moment(seen: object, last: datetime | None) -> bool:
    at = moment(seen)
    return last is None or (at is not None and same_moment(at, last))


def _judged(wrong: Mapping[Any, Any], expected: str) -> Judgement:
    return Judgement(not wrong, expected, f"(expected, shown) by company: {shown(wrong)}" if wrong else "as expected")
