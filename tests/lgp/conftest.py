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
    person = known.actors["owner_a"]
    monkeypatch.setenv("LGP_PASSWORD", person.secret("password") or "")
    stranger.done(f"--base-url {known.base_url} auth --email {person.username}")
    monkeypatch.delenv("LGP_PASSWORD")
    return stranger


@pytest.fixture
def client(lgp: Lgp) -> Iterator[dict[str, Any]]:
    """A client of its own for one test."""
    made = lgp.done("clients create --name Own --json").json
    yield made
    lgp(f"clients delete {made['id']} --purge --yes")
