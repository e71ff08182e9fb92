"""The statuses that a search of the history may be in."""

STATUSES = ("initiated", "running", "completed", "failed")


def is_odd_status(value: object) -> bool:
    """Whether a value sent as a search's status is none of the four, and is not left out or empty either (SRCH-010)."""
    return value not in (*STATUSES, None, "")
