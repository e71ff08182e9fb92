"""One sandbox a process for the tests of `lgp`, and somebody who has logged in there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher, profile
from conformance.profile import Profile
from tests.lgp.typed import Lgp


@pytest.fixture(scope="session")
def target() -> Iterator[Path]:
    """The profile of a sandbox whose limits no test meets."""
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--rate", "standard=10000"]) as file:
        yield file


@pytest.fixture(scope="session")
def known(target: Path) -> Profile:
    """The same, read."""
    return profile.read(target)


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Lgp:
    """`lgp` of somebody who has no login yet."""
    return Lgp(monkeypatch, capsys, tmp_path / "home")


@pytest.fixture
def lgp(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> Lgp:
    """`lgp` of the owner of company A, logged in."""
    return _logged_in(stranger, known, monkeypatch)


@pytest.fixture
def client(lgp: Lgp) -> Iterator[dict[str, Any]]:
    """A client of its own for one test."""
    made = lgp.done("clients create --name Own --json").json
    yield made
    lgp(f"clients delete {made['id']} --purge --yes")


@pytest.fixture(scope="session")
def target_of_long_runs() -> Iterator[Path]:
    """The profile of a sandbox whose runs take seconds."""
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--variant", "runs-take-longer"]) as file:
        yield file


@pytest.fixture
def slow(stranger: Lgp, target_of_long_runs: Path, monkeypatch: pytest.MonkeyPatch) -> Lgp:
    """`lgp` of somebody who has logged in where runs take seconds."""
    return _logged_in(stranger, profile.read(target_of_long_runs), monkeypatch)


def _logged_in(lgp: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> Lgp:
    person = known.actors["owner_a"]
    monkeypatch.setenv("LGP_PASSWORD", person.secret("password") or "")
    lgp.done(f"--base-url {known.base_url} auth --email {person.username}")
    monkeypatch.delenv("LGP_PASSWORD")
    return lgp
