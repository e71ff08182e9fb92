"""Lines of a file in few words: `lines 2-5, 9`."""

from collections.abc import Iterable

_MOST = 20
"""Spans that are told."""

Span = tuple[int, int]
"""A first and a last line."""


def in_words(spans: Iterable[Span]) -> str:
    """The lines of spans, those that follow each other as one; empty where there are none."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    if not joined:
        return ""
    told = ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in joined[:_MOST])
    is_one = len(joined) == 1 and joined[0][0] == joined[0][1]
    return f"line{'' if is_one else 's'} {told}{', …' if len(joined) > _MOST else ''}"
