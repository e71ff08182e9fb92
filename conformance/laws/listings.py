"""Laws of listings: who is in them, how often, and what they say of their own size."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from conformance.exchange import ABSENT, Exchange
from conformance.expectations import Judgement, shown
from conformance.laws.rows import documented, the_same

Row = Mapping[str, Any]


def each_once(wanted: Iterable[object], rows: Iterable[Row], *, key: str = "id", where: str) -> Judgement:
    """Every wanted value of a key stands in the rows, and none of them twice; other rows do not matter."""
    values = list(wanted)
    found = Counter(str(row.get(key)) for row in rows)
    missing = [each for each in values if found[str(each)] == 0]
    doubled = [each for each in values if found[str(each)] > 1]
    told = [f"missing: {shown(missing)}"] * bool(missing) + [f"more than once: {shown(doubled)}"] * bool(doubled)
    return Judgement(not told, f"{where} with each of {shown(values)} once", "; ".join(told) or "each of them once")


def untouched(
    before: Sequence[Row], after: Sequence[Row], *, but: Collection[str] = ("updatedAt",), where: str
) -> Judgement:
    """The same rows as before, by `id`: none added, none gone, none changed but in the named and in unknown fields."""
    old, new = ({str(row.get("id")): row for row in rows} for rows in (before, after))
    added, gone = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    changed = {
        id: {name: (row.get(name), new[id].get(name)) for name in _differing(row, new[id], but)}
        for id, row in old.items()
        if id in new and _differing(row, new[id], but)
    }
    told = [f"{word}: {shown(what)}" for word, what in (("added", added), ("gone", gone), ("changed", changed)) if what]
    if len(after) != len(new):
        told.append(f"{len(after) - len(new)} rows more than once")
    return Judgement(not told, f"{where} as before, {len(old)} rows", "; ".join(told) or "the same rows, unchanged")


def totalled(pages: Sequence[Exchange], rows_key: str) -> Judgement:
    """The `total` of every page of a whole walk is the number of its rows, on all pages together."""
    number = sum(len(page.rows(rows_key)) for page in pages)
    totals = [page.at("total") for page in pages]
    holds = all(type(each) is int and each == number for each in totals)
    return Judgement(holds, f"total {number} on each of {len(pages)} pages", f"totals {shown(totals)}")


def counted(page: Exchange, rows_key: str) -> Judgement:
    """Where a page carries `count`, it is the number of its rows; null counts as absent."""
    number, told = len(page.rows(rows_key)), page.at("count")
    holds = told is ABSENT or told is None or (type(told) is int and told == number)
    return Judgement(holds, f"count {number}, or none", f"count {shown(told)}")


def projected(full: Row, chosen: Collection[str], row: Row | None, *, where: str) -> Judgement:
    """A row holds the chosen fields that the full row holds, with its values, and no other field but `id`."""
    expected = f"{where} with {', '.join(sorted(chosen))} of the full row, and no other field but id"
    if row is None:
        return Judgement(False, expected, "no such row")
    wrong = {name: row.get(name, ABSENT) for name in chosen if not the_same(name, full.get(name), row.get(name))}
    surplus = sorted(row.keys() - set(chosen) - {"id"})
    told = [f"other values: {shown(wrong)}"] * bool(wrong) + [f"not asked for: {shown(surplus)}"] * bool(surplus)
    return Judgement(not told, expected, "; ".join(told) or "the chosen fields of the full row")


def _differing(one: Row, other: Row, but: Collection[str]) -> list[str]:
    names = (documented(one) | documented(other)).keys() - set(but)
    return sorted(name for name in names if not the_same(name, one.get(name), other.get(name)))
