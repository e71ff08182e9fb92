"""The table of causes and effects in ARCHITECTURE.md has a row for every operation, and each row names its test."""

import re
from pathlib import Path

import pytest

from conformance import contract

ROOT = Path(__file__).resolve().parent.parent.parent
_ROW = re.compile(r"^\| (\w+) \| ([^|]+) \| ([^|]+) \| `(test_\w+\.py)` \|$", re.MULTILINE)
ROWS = {row[0]: row[1:] for row in _ROW.findall((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))}


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert set(ROWS) == set(contract.load())


def with_helpers(file: Path) -> str:
    """A test's text with that of the helpers beside it that it imports."""
    text = file.read_text(encoding="utf-8")
    helpers = (file.parent / f"{name}.py" for name in re.findall(r"from tests\.sandbox\.(\w+_calls) import", text))
    return "\n".join([text, *(helper.read_text(encoding="utf-8") for helper in helpers)])


@pytest.mark.parametrize("operation", ROWS)
def test_a_row_names_a_test_that_sends_its_operation(operation: str) -> None:
    path = contract.load()[operation].path.split("{")[0].rstrip("/")
    text = with_helpers(ROOT / "tests" / "sandbox" / ROWS[operation][2])
    last = path.rsplit("/", 1)[-1]
    assert path in text or last in text or operation in text
