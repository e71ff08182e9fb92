"""Laws of rows: what was sent is stored, what was not sent stays, and a row is the same wherever it is seen."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from conformance import contract
from conformance.exchange import ABSENT
from conformance.expectations import Judgement, shown
from conformance.laws.text import composed
from conformance.laws.times import moment, same_moment

Row = Mapping[str, Any]

TIMES = frozenset({"createdAt", "updatedAt"})


def stored(sent: Row, row: Row | None, *, where: str) -> Judgement:
    """Every field that was sent reads back as sent, after the normalising that the contract allows (Echoes)."""
    expected = f"{where} with {shown(dict(sent))}"
    if row is None:
        return Judgement(False, expected, "no such row")
    differing = {name: row.get(name, ABSENT) for name, value in sent.items() if not alike(name, value, row.get(name))}
    return Judgement(not differing, expected, f"differing: {shown(differing)}" if differing else "all fields as sent")


def unchanged(before: Row, after: Row | None, *, but: Collection[str] = ("updatedAt",), where: str) -> Judgement:
    """A row has all the documented values that it had in this view, but for the named fields.

    Unset is absent or null.
    """
    expected = f"{where} as it was before, but for {', '.join(sorted(but)) or 'nothing'}"
    if after is None:
        return Judgement(False, expected, "no such row")
    names = (documented(before) | documented(after)).keys() - set(but)
    changed = {
        name: (before.get(name), after.get(name))
        for name in sorted(names)
        if not the_same(name, before.get(name), after.get(name))
    }
    return Judgement(not changed, expected, f"changed (before, after): {shown(changed)}" if changed else "unchanged")


def kept(before: Row, after: Row | None, *, but: Collection[str] = ("updatedAt",), where: str) -> Judgement:
    """A row still has the values that another view showed of it, alike, but for the named fields.

    A view may show more than another: what is new in it says nothing. It may leave out times, and what is no text; the
    texts of a record it does not lose. Only documented fields count.
    """
    expected = f"{where} as another view showed it before, but for {', '.join(sorted(but)) or 'nothing'}"
    if after is None:
        return Judgement(False, expected, "no such row")
    changed = {
        name: (value, after.get(name))
        for name, value in documented(before).items()
        if name not in but and (name in after or _is_text(name, value)) and not alike(name, value, after.get(name))
    }
    return Judgement(not changed, expected, f"changed (before, after): {shown(changed)}" if changed else "unchanged")


def agreeing(one: Row, other: Row | None, *, where: str) -> Judgement:
    """Two views of one row agree in every documented field that both show."""
    expected = f"{where} with the same values as {shown(dict(one))}"
    if other is None:
        return Judgement(False, expected, "no such row")
    both = sorted(documented(one).keys() & documented(other).keys())
    differing = {name: (one[name], other[name]) for name in both if not the_same(name, one[name], other[name])}
    return Judgement(not differing, expected, f"differing: {shown(differing)}" if differing else "the same values")


def documented(row: Row) -> dict[str, Any]:
    """What the contract knows of such a row; what else a server shows of it may differ with every look."""
    known = contract.load().fields_of(row)
    return {name: value for name, value in row.items() if name in known}


def alike(name: str, sent: object, read: object) -> bool:
    """Whether a field reads back as it was sent: after trimming, in NFC, e-mails case-folded and URLs normalised."""
    if isinstance(sent, str) and isinstance(read, str):
        return _normal(name, sent) == _normal(name, read) or the_same(name, sent, read)
    return same(sent, read)


def the_same(name: str, one: object, other: object) -> bool:
    """Whether two views of a field have the same value; of times, as exact as both tell them."""
    if name in TIMES and (mine := moment(one)) is not None and (theirs := moment(other)) is not None:
        return same_moment(mine, theirs)
    return same(one, other)


def same(one: object, other: object) -> bool:
    """Whether two values are the same, in NFC; an unset field may be absent, null or empty, and `true` is not 1."""
    unset = (None, "")
    equal = composed(one) == composed(other) and isinstance(one, bool) == isinstance(other, bool)
    return equal or (one in unset and other in unset)


def _is_text(name: str, value: object) -> bool:
    return isinstance(value, str) and name not in TIMES


def _normal(name: str, sent: str) -> str:
    text = str(composed(sent)).strip()
    lowered = name.lower()
    if "email" in lowered:
        return text.casefold()
    if "url" in lowered:
        try:
            parts = urlsplit(text if "://" in text else f"https://{text}")
        except ValueError:  # no URL at all, such as an object that was turned into a text
            return text
        return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}?{parts.query}"
    return text
