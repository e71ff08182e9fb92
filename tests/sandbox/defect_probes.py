"""Telling a defect from a sound sandbox: one look, taken at both."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox


class Probe(NamedTuple):
    """What a look at the sandbox gives without the defect, and with it.

    `options` are the sandbox's; a parametrised defect is there on each of its choices.
    """

    defect: type[Defect]
    look: Callable[[Sandbox], Any]
    sound: Any
    broken: Any
    options: dict[str, Any] = {}  # noqa: RUF012  # never written to


def probes(*all_of_them: Probe) -> pytest.MarkDecorator:
    """Run a test once for each."""
    return pytest.mark.parametrize("probe", all_of_them, ids=lambda probe: probe.defect.id)


def seen(build: Build, probe: Probe) -> tuple[Any, Any]:
    """What the look gives without the defect, and with it."""
    return probe.look(build(**probe.options)), probe.look(build(*everywhere(probe.defect), **probe.options))


def everywhere(defect: type[Defect]) -> tuple[Defect, ...]:
    """The defect, on each of its choices where it has some."""
    return tuple(defect(operation) for operation in defect.choices) or (defect(),)
