"""The code that a defect is made of, as a digest: what was measured of it holds while that stands."""

import ast
import hashlib
import importlib
import importlib.util
import inspect
from collections.abc import Iterator
from functools import cache

from conformance.sandbox import defects

_REASON = "because"
"""What a defect says about its width: words that change nothing of what it does."""


def digest(defect: type) -> str:
    """The digest of the module of a defect and of those beside it that this one takes from; comments do not count."""
    needed: set[str] = set()
    waiting = [defect.__module__]
    while waiting:
        module = waiting.pop()
        if module not in needed:
            needed.add(module)
            waiting += _beside(module)
    return hashlib.sha256("\n".join(map(_text, sorted(needed))).encode()).hexdigest()


def _beside(module: str) -> list[str]:
    """The modules of defects that a module imports, in whatever form."""
    prefix = f"{defects.__name__}."
    names = {name.removeprefix(prefix).partition(".")[0] for name in _imported(module) if name.startswith(prefix)}
    return [f"{prefix}{name}" for name in sorted(names) if importlib.util.find_spec(f"{prefix}{name}") is not None]


def _imported(module: str) -> Iterator[str]:
    for each in ast.walk(_tree(module)):
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom) and each.module:
            yield from (f"{each.module}.{alias.name}" for alias in each.names)


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


@cache
def _text(module: str) -> str:
    tree = _tree(module)
    for part in tree.body:
        if isinstance(part, ast.ClassDef):
            part.body = [each for each in part.body if not _is_reason(each)]
    return ast.dump(tree)


def _is_reason(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign) and [ast.unparse(each) for each in statement.targets] == [_REASON]
