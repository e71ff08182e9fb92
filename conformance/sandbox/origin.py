"""The code that a defect is made of, as a digest: what was measured of it holds while that stands."""

import ast
import hashlib
import importlib
import inspect
from collections.abc import Iterator
from functools import cache

from conformance.sandbox import defects

_REASON = "because"
"""What a defect says about its width: words that change nothing of what it does."""


def digest(defect: type) -> str:
    """The digest of the module of a defect and of those beside it that this one takes from; comments do not count."""
    modules = sorted(_needed(defect.__module__))
    return hashlib.sha256("\n".join(_text(each) for each in modules).encode()).hexdigest()


@cache
def _needed(module: str) -> frozenset[str]:
    beside = {each for each in _imported(module) if each.startswith(f"{defects.__name__}.")}
    return frozenset({module}).union(*map(_needed, beside))


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


def _imported(module: str) -> Iterator[str]:
    return (each.module for each in ast.walk(_tree(module)) if isinstance(each, ast.ImportFrom) and each.module)


@cache
def _text(module: str) -> str:
    tree = _tree(module)
    for part in tree.body:
        if isinstance(part, ast.ClassDef):
            part.body = [each for each in part.body if not _is_reason(each)]
    return ast.dump(tree)


def _is_reason(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign) and [ast.unparse(each) for each in statement.targets] == [_REASON]
