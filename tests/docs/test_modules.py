"""The module tables of ARCHITECTURE.md name what there is, all of it and nothing else.

A table says in its head which folder it is about: `| module of `lgp/` | … |`. A name that ends with `/` stands for a
folder of modules that are alike, and that are found by listing.
"""

import re
from pathlib import Path

from tests.docs.documents import ROOT, text

_TABLE = re.compile(r"^\| module of `([\w/]+/)` \|.*\|\n\|[-|]+\|\n((?:\|.*\n)+)", re.MULTILINE)
_NAME = re.compile(r"`([\w/]+)`")

ALIKE = {
    "conformance/checks/",
    "conformance/commands/",
    "conformance/laws/",
    "conformance/sandbox/defects/",
    "conformance/sandbox/resources/",
    "conformance/sandbox/variants/",
    "lgp/verbs/",
}
"""The folders that a table names in place of their modules."""


def named() -> list[str]:
    """The modules and folders that the tables name, as paths without suffix."""
    tables = _TABLE.findall(text("ARCHITECTURE.md"))
    return [folder + name for folder, rows in tables for row in rows.splitlines() for name in _names(row)]


def modules() -> set[str]:
    """The modules that there are, with a folder of alike ones in their place; private ones are left out."""
    files = [file.relative_to(ROOT) for folder in ("conformance", "lgp") for file in (ROOT / folder).rglob("*.py")]
    return {_folder_or_module(file) for file in files if not file.stem.startswith("_")}


def test_every_module_is_named() -> None:
    assert sorted(modules() - set(named())) == []


def test_every_module_that_is_named_is_there() -> None:
    assert sorted(set(named()) - modules()) == []


def test_no_module_is_named_twice() -> None:
    assert sorted({each for each in named() if named().count(each) > 1}) == []


def _names(row: str) -> list[str]:
    return _NAME.findall(row.split("|")[1])


def _folder_or_module(file: Path) -> str:
    folder = f"{file.parent}/"
    return folder if folder in ALIKE else str(file.with_suffix(""))
