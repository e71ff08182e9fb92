"""Whether two values of a field are the same, by everything that the contract lets a server do to them."""

from datetime import timedelta

from conformance.exchange import ABSENT, parsed
from conformance.laws import rows
from conformance.laws.text import normal
from conformance.laws.times import moment

_GRAIN = timedelta(seconds=1)
"""By how much a moment may differ between two views that write it with more or fewer digits."""

_LONGEST = 300
"""Characters of a text of which we expect that a server keeps it just so."""


def alike(field: str, one: object, other: object) -> bool:
    """Whether both are the same: after trimming, in NFC, whatever the line breaks; moments within a second."""
    if one is other or (one == other and isinstance(one, bool) == isinstance(other, bool)):
        return True
    if not is_set(one) or not is_set(other):
        return is_set(one) == is_set(other)
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    if field == "createdAt":
        return _same_moment(one, other)
    one, other = normal(one), normal(other)
    if field == "platformConfig" and (meant := parsed(one)) is not ABSENT and meant == parsed(other):
        return True
    try:
        return rows.alike(field, one, other)
    except ValueError:  # no URL at all
        return one == other


def is_set(value: object) -> bool:
    """Whether a value is one: absent, null and empty are the same."""
    if value is None or value is ABSENT:
        return False
    return not isinstance(value, str | list | dict) or bool(value)


def is_plain(value: object) -> bool:
    """Whether a value is one that every server keeps as it was sent: no texts of odd signs, and nothing nested."""
    if isinstance(value, str):
        return len(value) <= _LONGEST and bool(value.strip()) and value.replace("\n", " ").isprintable()
    return isinstance(value, bool | int)


def _same_moment(one: str, other: str) -> bool:
    mine, theirs = moment(one), moment(other)
    # What is no moment is another law's.
    return mine is None or theirs is None or abs(mine - theirs) <= _GRAIN
