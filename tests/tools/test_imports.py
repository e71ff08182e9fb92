"""Tools and benchmarks stand on the project, not on its tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("folder", ["tools", "benchmarks", "conformance/proving"])
def test_no_test_is_imported(folder: str) -> None:
    found = [(str(file), name) for file in (ROOT / folder).rglob("*.py") for name in imported(file)]
    assert [(file, name) for file, name in found if name.split(".")[0] == "tests"] == []
