"""One short run against a sandbox of its own, which the tests of its outputs share."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conformance import launcher
from tests.proof.runs import conformance


@dataclass(frozen=True)
class Ran:
    """A finished run: what it printed, its folder, and a copy of the profile that it was given."""

    process: "subprocess.CompletedProcess[str]"
    out: Path
    profile: Path

    @property
    def folder(self) -> Path:
        """The run's own folder."""
        return (self.out / "latest").resolve()

    @property
    def screen(self) -> str:
        """All that the run printed."""
        return self.process.stdout + self.process.stderr


@pytest.fixture(scope="session")
def smoke(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    """A smoke run with the sandbox's own profile."""
    home = tmp_path_factory.mktemp("smoke")
    kept = home / "profile.toml"
    with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as profile:
        kept.write_bytes(profile.read_bytes())
        out = home / "out"
        process = conformance(
            *("run", "--profile", str(kept), "--out", str(out), "--level", "smoke"), state=home / "state"
        )
        yield Ran(process, out, kept)
