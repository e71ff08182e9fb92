"""A nursery forks sandboxes that serve, that stop when they are let go, and that say so where they do not start."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from conformance import launcher, profile
from conformance.errors import HarnessBroken
from conformance.profile import Limits
from conformance.proving.nursery import nursery

WAITING = """
import threading
from conformance.profile import Limits
from conformance.proving.nursery import nursery

with nursery() as sandboxes:
    print(sandboxes.folder, flush=True)
    threading.Event().wait()
"""


def test_a_sandbox_of_a_nursery_serves_while_it_is_held() -> None:
    with nursery() as sandboxes, sandboxes.sandbox([]) as file:
        assert httpx.get(f"{profile.read(file).origin.text}/api/clients", timeout=10).status_code == 401


def test_two_sandboxes_are_two_servers() -> None:
    with nursery() as sandboxes, sandboxes.sandbox([]) as one, sandboxes.sandbox([]) as other:
        assert profile.read(one).origin != profile.read(other).origin


def test_a_sandbox_takes_the_flags_of_its_command() -> None:
    with nursery() as sandboxes, sandboxes.sandbox(["--window", "7", "--rate", "standard=21"]) as file:
        limits = profile.read(file).limits
    assert (limits.window, limits.standard) == (7, 21)


def test_the_flags_of_a_sandbox_are_its_own() -> None:
    with nursery() as sandboxes, sandboxes.sandbox(["--window", "7"]), sandboxes.sandbox([]) as other:
        assert profile.read(other).limits.window == Limits().window


def test_a_sandbox_that_does_not_start_is_told_with_its_flags() -> None:
    with (
        nursery() as sandboxes,
        pytest.raises(HarnessBroken, match="--defect no-such did not start"),
        sandboxes.sandbox(["--defect", "no-such"]),
    ):
        pass


def test_a_nursery_whose_process_is_terminated_leaves_nothing() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=launcher.environment(),
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().decode().strip())
        assert folder.name.startswith("leadgenius-nursery-")
        process.terminate()
    assert not folder.exists()
