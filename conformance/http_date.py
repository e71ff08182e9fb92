"""Dates of HTTP headers."""

from email.utils import parsedate_to_datetime


def seconds_of(text: str | None) -> float | None:
    """The moment of a `Date` or `Retry-After`, in seconds since the epoch; None where it is no date, or beyond any."""
    try:
        return parsedate_to_datetime(text or "").timestamp()
    except (ValueError, OverflowError):
        return None
