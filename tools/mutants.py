"""Mutates the pure oracles, and meets every mutant with their unit tests; run it with `python -m tools.mutants`.

Mutmut makes the mutants and runs the tests. It changes code inside functions; constants of a module, and functions with
decorators, stay as they are. Of strings, those with a blank stay too: they are prose, and tests look at whole findings.
An argument becomes None, but is not left out: that is mostly no call at all, and a kill of it proves nothing.
Without a name all mutants are made anew; names of modules, such as `conformance.laws.pages`, choose theirs.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import libcst
from mutmut.__main__ import cli
from mutmut.mutation import mutators
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import orig_function_and_class_names_from_key

from tools.survivors import LIST, Mutant, mutant, objections, read

ROOT = Path(__file__).resolve().parent.parent

_KILLED = frozenset({"killed", "timeout"})
"""What becomes of a mutant that a test fails on, or that never ends."""


def main(modules: Sequence[str]) -> int:
    """Run the mutants of these modules, or of all; gives 1 where the outcome is not what it must be."""
    began = time.monotonic()
    os.chdir(ROOT)
    accepted = read()
    if not modules:
        shutil.rmtree("mutants", ignore_errors=True)
    operators = mutators.mutation_operators
    assert isinstance(operators, list), "mutmut keeps what it may do in a list"
    ours = {mutators.operator_string: _another_name, mutators.operator_arg_removal: _none_as_an_argument}
    operators[:] = [(kind, ours.get(each, each)) for kind, each in operators]
    cli(["run", "--max-children", "1", *(f"{module}.x*" for module in modules)], standalone_mode=False)
    results = list(_results(modules))
    alive = [each for each, status in results if status not in _KILLED]
    wrong = objections(len(results), alive, accepted, modules)
    print(*wrong, sep="\n")
    told = f"{len(results)} mutants, {len(results) - len(alive)} killed, {len(alive)} survive ({LIST.name} says why)"
    print(f"{told}; {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


def _another_name(node: libcst.BaseString) -> Iterable[libcst.BaseString]:
    """A string without a blank, such as a field's name or a separator, as another one."""
    is_prose = isinstance(node, libcst.SimpleString) and " " in node.value
    return () if is_prose else islice(mutators.operator_string(node), 1)


def _none_as_an_argument(node: libcst.Call) -> Iterable[libcst.Call]:
    """A call with None in the place of each of its arguments."""
    return (each for each in mutators.operator_arg_removal(node) if len(each.args) == len(node.args))


def _results(modules: Sequence[str]) -> Iterator[tuple[Mutant, str]]:
    """Every mutant of these modules, or of all, with what became of it."""
    for path in walk_mutatable_files():
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if modules and module not in modules:
            continue
        data = SourceFileMutationData(path=path)
        data.load()
        for key, code in data.exit_code_by_key.items():
            name, owner = orig_function_and_class_names_from_key(key)
            diff = get_diff_for_mutant(key, path=path).split("\n")[2:]
            yield mutant(module, f"{owner}.{name}" if owner else name, diff), status_by_exit_code[code]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
