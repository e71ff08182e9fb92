"""What the engine's tests share: rigs and harnesses that are closed after the test."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from conformance.exchange import Response
from conformance.harness import Harness
from conformance.transport import TransportFault
from tests.engine.building import Rig, harness
from tests.engine.house import House
from tests.engine.memory import Memory


class Rigged:
    """Makes the one rig of a test."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack

    def __call__(self, *outcomes: Response | TransportFault, **facts: Any) -> Rig:
        rig = Rig(self._folder, *outcomes, **facts)
        self._stack.callback(rig.close)
        return rig


class Harnessed:
    """Makes the one harness of a test, against a URL."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack

    def __call__(self, base_url: str, **facts: Any) -> Harness:
        made = harness(self._folder, base_url, **facts)
        self._stack.callback(made.close)
        return made


@pytest.fixture
def rigged(tmp_path: Path) -> Iterator[Rigged]:
    with ExitStack() as stack:
        yield Rigged(tmp_path, stack)


@pytest.fixture
def harnessed(tmp_path: Path) -> Iterator[Harnessed]:
    with ExitStack() as stack:
        yield Harnessed(tmp_path, stack)


@pytest.fixture
def house(rigged: Rigged) -> House:
    target = Memory()
    return House(rigged(over=target, allow=["permanent"], disposable=True), target)
