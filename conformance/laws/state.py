"""Laws of state: what one act does to the rows that are there, and that it does nothing else.

They need no expected value: only the rows before and after, as the views show them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from conformance.expectations import Judgement, shown
from conformance.laws.listings import untouched
from conformance.laws.rows import agreeing, kept, stored, unchanged

Row = Mapping[str, Any]

CHANGES_WITH_EVERY_UPDATE = ("updatedAt",)


def added(before: Sequence[Row], after: Sequence[Row], made: Row, *, where: str) -> Judgement:
    """A create adds exactly the row that it answered with, once, and leaves the others as they were."""
    own = _of([made.get("id")], after)
    others = untouched(before, _but([made.get("id")], after), where=where)
    shows = agreeing(made, own[0] if own else None, where="the new row")
    told = [f"the new row {len(own)} times"] * (len(own) != 1)
    told += [each.actual for each in (others, shows) if not each.holds]
    expected = f"{where} with its {len(before)} rows as before and {shown(made.get('id'))} once"
    return Judgement(not told, expected, "; ".join(told) or "the new row and the others as before")


def removed(before: Sequence[Row], after: Sequence[Row], ids: Collection[object], *, where: str) -> Judgement:
    """A deletion takes exactly the rows that it names, and leaves the others as they were."""
    law = untouched(_but(ids, before), after, where=where)
    return Judgement(law.holds, f"{where} without {shown(list(ids))}, the others as before", law.actual)


def undone(before: Sequence[Row], after: Sequence[Row], *, where: str) -> Judgement:
    """A create and the deletion of what it made leave a view as it was before both."""
    law = untouched(before, after, where=where)
    return Judgement(law.holds, f"{where} as it was before the create that the deletion undid", law.actual)


def moved_by(step: int, before: object, after: object, *, what: str) -> Judgement:
    """A number that counts rows moves by exactly as many as were added (or, below nought, removed)."""
    holds = type(before) is int and type(after) is int and after - before == step
    return Judgement(holds, f"{what} moved by {step:+}", f"{shown(before)}, then {shown(after)}")


def changed_only(before: Row, after: Row | None, changes: Row, *, where: str, across: bool = False) -> Judgement:
    """An update changes the fields that it sent to what it sent, and no other but the time of the change.

    `across` says that the rows are of two views, of which one may show more than the other.
    """
    shows = stored(changes, after, where=where)
    law = kept if across else unchanged
    keeps = law(before, after, but=(*CHANGES_WITH_EVERY_UPDATE, *changes), where=where)
    told = "; ".join(dict.fromkeys(each.actual for each in (shows, keeps) if not each.holds))
    return Judgement(not told, f"{shows.expected}, and nothing else changed", told or "just what was sent")


def the_same_again(before: Row | None, after: Row | None, *, where: str) -> Judgement:
    """What has nothing to change changes nothing: an update with the values that are there, with none, or repeated."""
    if before is None:
        return Judgement(False, f"{where} as it was before", "no such row before")
    return unchanged(before, after, where=where)


def all_kept(before: Row, after: Row | None, updates: Mapping[str, Row], *, where: str) -> Judgement:
    """Updates of different fields commute: in whatever order they came, every one that was taken is there.

    `updates` are those that were answered with a success, by what names them; the fields of others do not matter.
    """
    lost = [name for name, changes in updates.items() if not stored(changes, after, where=where).holds]
    touched = {field for changes in updates.values() for field in changes}
    keeps = unchanged(before, after, but=(*CHANGES_WITH_EVERY_UPDATE, *touched), where=where)
    told = [f"lost: {shown(lost)} of {shown({**(after or {})})}"] * bool(lost)
    told += [] if keeps.holds else [keeps.actual]
    expected = f"{where} with what all {len(updates)} updates sent: {shown(dict(updates))}"
    return Judgement(not told, expected, "; ".join(told) or "all of it")


def like_alone(alone: Row | None, batched: Row | None, *, own: Collection[str], where: str) -> Judgement:
    """What a batch does to a row is what a call for that row alone does, but for what is each row's own."""
    if alone is None:
        return Judgement(False, f"{where} like the one that was done alone", "no row that was done alone")
    law = unchanged(alone, batched, but=own, where=where)
    return Judgement(
        law.holds, f"{where} like the one that was done alone, but for {', '.join(sorted(own))}", law.actual
    )


def nothing_done(before: Sequence[Row], after: Sequence[Row], *, where: str) -> Judgement:
    """What was refused has added no row, taken none, and changed none."""
    law = untouched(before, after, but=(), where=where)
    return Judgement(law.holds, f"{where} just as before what was refused", law.actual)


def _of(ids: Collection[object], rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.get("id") in ids]


def _but(ids: Collection[object], rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.get("id") not in ids]
