"""What README.md and CONTRIBUTING.md hold: their commands, their links and their fenced blocks."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:conformance|make|python -m) [^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#:]+)\)")


def text(name: str) -> str:
    """A document's text."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """A document's fenced blocks of a language."""
    return [body for kind, body in _FENCE.findall(text(name)) if kind == language]


def commands(name: str) -> list[str]:
    """Every command of a document, in its order: the lines of its `sh` blocks, and commands within its sentences."""
    lines = [line.strip() for block in blocks(name, "sh") for line in block.splitlines()]
    return [*filter(None, lines), *_INLINE.findall(_FENCE.sub("", text(name)))]


def links(name: str) -> list[str]:
    """The files that a document points to."""
    return _LINK.findall(text(name))
