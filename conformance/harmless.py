"""Text from a target, made harmless: bounded in length, and with nothing in it that acts on who reads it."""

import unicodedata

VALUE_LIMIT = 2000
"""Characters of one value that a report shows."""

_KEPT = frozenset("\n\t")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})  # controls, direction marks, surrogates, unassigned, breaks


def bounded(text: str, limit: int = VALUE_LIMIT) -> str:
    """A text of at most `limit` characters, with a word on how many were left out."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit} more characters)"


def printable(text: str, limit: int = VALUE_LIMIT) -> str:
    """A bounded text in which what a reader cannot see, or what steers a terminal, stands as an escape (`\\x1b`)."""
    shown = bounded(text, limit)
    return shown if shown.isprintable() else "".join(map(_visible, shown))  # most are, and that is told at once


def one_line(text: str, limit: int = VALUE_LIMIT) -> str:
    """A printable text without line breaks."""
    return " ".join(printable(text, limit).split())


def _visible(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
