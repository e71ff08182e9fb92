"""What a defect is made of: the code of its module and of what this takes from, and nothing that decides nothing."""

import ast
import importlib
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conformance.sandbox import defects, origin

Digest = Callable[..., str]

LOST = '''
"""Lost."""
from conformance.sandbox.defects.near_now import PLACES
class Lost:
    id = "lost"
    because = "All lists read it."
    places = PLACES
'''


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Digest]:
    """The digest of a defect whose module, or the one beside it that it takes from, has a text replaced."""
    monkeypatch.setattr(defects, "__path__", [*defects.__path__, str(tmp_path)])
    numbers = itertools.count()
    caches = [vars(origin)[name] for name in ("_tree", "_text")]

    def digest(old: str = "", new: str = "", near: str = "PLACES = 1\n") -> str:
        for cache in caches:
            cache.cache_clear()
        for name in ("lost_now", "near_now"):
            sys.modules.pop(f"{defects.__name__}.{name}", None)
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        defects.__path__[-1] = str(folder)
        (folder / "near_now.py").write_text(near)
        (folder / "lost_now.py").write_text(LOST.replace(old, new))
        importlib.invalidate_caches()
        kind: type = importlib.import_module(f"{defects.__name__}.lost_now").Lost
        return origin.digest(kind)

    yield digest
    for cache in caches:
        cache.cache_clear()
    for name in ("lost_now", "near_now"):
        sys.modules.pop(f"{defects.__name__}.{name}", None)


def test_the_same_code_has_the_same_digest(digest: Digest) -> None:
    assert digest() == digest()


def test_other_code_has_another(digest: Digest) -> None:
    assert digest('"lost"', '"found"') != digest()


def test_other_code_that_it_takes_from_has_another(digest: Digest) -> None:
    assert digest(near="PLACES = 2\n") != digest()


@pytest.mark.parametrize(
    "form",
    [
        "from conformance.sandbox.defects import near_now; PLACES = near_now.PLACES",
        "import conformance.sandbox.defects.near_now as near; PLACES = near.PLACES",
    ],
)
def test_it_takes_from_another_module_in_whatever_form(form: str, digest: Digest) -> None:
    usual = "from conformance.sandbox.defects.near_now import PLACES"
    assert digest(usual, form, near="PLACES = 2\n") != digest(usual, form)


MODULES = sorted(Path(str(defects.__file__)).parent.glob("[!_]*.py"))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_of_defects_does_nothing_when_it_is_imported(file: Path) -> None:
    makes = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef)
    does = [each for each in ast.parse(file.read_text()).body if not isinstance(each, makes) and not is_text(each)]
    assert does == []


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_of_defects_names_the_modules_that_it_takes_from(file: Path) -> None:
    tree = list(ast.walk(ast.parse(file.read_text())))
    froms = [each for each in tree if isinstance(each, ast.ImportFrom)]
    assert {each.level for each in froms} <= {0}
    names = {alias.name for each in tree if isinstance(each, ast.Import) for alias in each.names}
    names |= {f"{each.module}.{alias.name}" for each in froms for alias in each.names}
    assert defects.__name__ not in names


def is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


@pytest.mark.parametrize(
    ("old", "new"),
    [("class Lost:", "# Why.\nclass Lost:"), ("All lists read it.", "Each list reads it.")],
    ids=["a comment", "the reason of its width"],
)
def test_words_that_decide_nothing_do_not_count(old: str, new: str, digest: Digest) -> None:
    assert digest(old, new) == digest()
