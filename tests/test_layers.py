"""Arrows point down: what may import what, read from the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SIBLINGS = ("suites", "fixtures", "reports", "lgp")
OURS = ("conformance", *SIBLINGS, "tests", "tools", "benchmarks")


def modules(folder: str) -> list[str]:
    """The files of a folder, as paths from the root."""
    return sorted(str(file.relative_to(ROOT)) for file in (ROOT / folder).rglob("*.py"))


def imported(file: str) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("file", modules("conformance/sandbox"))
def test_the_sandbox_imports_nothing_else_of_ours(file: str) -> None:
    ours = {name for name in imported(file) if is_in(name, "conformance") and name != "conformance"}
    assert {name for name in ours if not is_in(name, "conformance.sandbox")} == set()


@pytest.mark.parametrize("file", modules("conformance/sandbox"))
def test_the_sandbox_reads_no_reference(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    code = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    assert not [each for each in code if isinstance(each, str) and "references/" in each and "\n" not in each]


@pytest.mark.parametrize(
    "file", [each for folder in ("conformance", *SIBLINGS) for each in modules(folder) if "/sandbox/" not in each]
)
def test_nothing_but_the_sandbox_imports_the_sandbox(file: str) -> None:
    assert [name for name in imported(file) if is_in(name, "conformance.sandbox")] == []


@pytest.mark.parametrize("file", [each for each in modules("conformance") if "/sandbox/" not in each])
def test_the_engine_imports_no_suite_fixture_or_report(file: str) -> None:
    above = [name for name in imported(file) for each in SIBLINGS if is_in(name, f"conformance.{each}")]
    assert above == []


@pytest.mark.parametrize("file", modules("fixtures"))
def test_fixtures_import_no_suite_and_no_report(file: str) -> None:
    assert [
        name for name in imported(file) if is_in(name, "conformance.suites") or is_in(name, "conformance.reports")
    ] == []


@pytest.mark.parametrize("file", modules("reports"))
def test_reports_import_no_suite_and_no_fixture(file: str) -> None:
    assert [
        name for name in imported(file) if is_in(name, "conformance.suites") or is_in(name, "conformance.fixtures")
    ] == []


@pytest.mark.parametrize(
    "file", [each for folder in ("laws", "checks", "modelling") for each in modules(f"conformance/{folder}")]
)
def test_an_oracle_sends_nothing(file: str) -> None:
    senders = ("conformance.wire", "conformance.actors", "conformance.transport", "conformance.harness", "httpx")
    assert [name for name in imported(file) for each in senders if is_in(name, each)] == []


@pytest.mark.parametrize("file", [each for folder in ("suites", "fixtures") for each in modules(folder)])
def test_a_suite_reaches_the_target_through_the_wire_alone(file: str) -> None:
    clients = ("httpx", "requests", "urllib.request", "http.client", "socket", "aiohttp")
    assert [name for name in imported(file) for each in clients if is_in(name, each)] == []


@pytest.mark.parametrize("file", modules("lgp"))
def test_what_lgp_makes_is_the_users_and_in_no_book(file: str) -> None:
    layers = ("custody", "guard", "ledger", "bookkeeping", "journal", "recorder", "consent", "harness", "running")
    assert [name for name in imported(file) for each in layers if is_in(name, f"conformance.{each}")] == []


@pytest.mark.parametrize(
    "file", [each for folder in ("tools", "benchmarks", "conformance/proving") for each in modules(folder)]
)
def test_tools_and_benchmarks_stand_on_the_project_and_not_on_its_tests(file: str) -> None:
    assert [name for name in imported(file) if is_in(name, "tests")] == []


@pytest.mark.parametrize("file", [each for each in modules("tests/second") if "/test_" not in each])
def test_the_second_server_imports_nothing_else_of_ours(file: str) -> None:
    ours = {name for name in imported(file) for each in OURS if is_in(name, each)}
    assert {name for name in ours if not is_in(name, "tests.second")} == set()


@pytest.mark.parametrize("file", ["conformance/wire.py", "conformance/transport.py", "conformance/call.py"])
def test_the_wire_knows_nothing_of_what_a_run_has_around_it(file: str) -> None:
    layers = ("custody", "guard", "ledger", "bookkeeping", "journal", "recorder", "consent")
    assert [name for name in imported(file) for each in layers if is_in(name, f"conformance.{each}")] == []


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {
        file: len((ROOT / file).read_text(encoding="utf-8").splitlines()) for folder in OURS for file in modules(folder)
    }
    assert {file: length for file, length in lengths.items() if length > 400} == {}


def test_a_module_is_about_120_lines() -> None:
    lengths = sorted(len((ROOT / file).read_text(encoding="utf-8").splitlines()) for file in modules("conformance"))
    assert lengths[len(lengths) // 2] <= 130
