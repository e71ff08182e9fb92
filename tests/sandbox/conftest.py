import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conformance.sandbox.deviation import Deviation
from conformance.sandbox.options import Options
from tests.sandbox.driver import Sandbox

Build = Callable[..., Sandbox]


@pytest.fixture(scope="session")
def drawn_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly drawn database, made once: its RSA keys are what takes time."""
    path = tmp_path_factory.mktemp("sandbox") / "drawn.db"
    Sandbox(Options(db=path)).close()
    return path


@pytest.fixture
def build(drawn_database: Path, tmp_path: Path) -> Iterator[Build]:
    """Makes sandboxes over copies of the drawn database: `build(*deviations, lag=2)`."""
    made: list[Sandbox] = []

    def make(*deviations: Deviation, **options: object) -> Sandbox:
        path = tmp_path / f"{len(made)}.db"
        shutil.copy(drawn_database, path)
        made.append(Sandbox(replace(Options(db=path), **options), *deviations))  # type: ignore[arg-type]  # by name
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.close()


@pytest.fixture
def sandbox(build: Build) -> Sandbox:
    """A sandbox without deviations."""
    return build()
