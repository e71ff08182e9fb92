"""What the code cites of `ARCHITECTURE.md` stands there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CODE = [
    file
    for folder in ("conformance", "fixtures", "lgp", "reports", "suites")
    for file in sorted((ROOT / folder).rglob("*.py"))
]


def cited(pattern: str) -> set[str]:
    """What a pattern finds in the citations of all code."""
    texts = (" ".join(file.read_text(encoding="utf-8").split()) for file in CODE)
    return {found for text in texts for found in re.findall(rf"ARCHITECTURE: {pattern}", text)}


def test_a_word_that_is_cited_is_explained() -> None:
    words = {word for names in cited(r"Words, ([A-Z][\w ]*)") for word in names.split(" and ")}
    explained = set(re.findall(r"\*\*([A-Z][\w ]*)\*\*:", section("Words")))
    assert words
    assert words <= explained


def test_a_law_that_is_cited_is_one_of_the_house() -> None:
    laws = cited(r"Laws of the house, (\d+)")
    assert laws
    assert laws <= set(re.findall(r"(?m)^(\d+)\. ", section("Laws of the house")))


@pytest.mark.parametrize("name", ["DESIGN", "ROADMAP", "contract.md", "faults.md"])
def test_no_document_is_cited_that_readers_do_not_have(name: str) -> None:
    assert [str(file.relative_to(ROOT)) for file in CODE if name in file.read_text(encoding="utf-8")] == []


def section(heading: str) -> str:
    """The text under a heading of the second level."""
    return ARCHITECTURE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
