"""A folder is held by one process at a time; the second is told who holds it."""

import subprocess
import sys
from pathlib import Path

import pytest

from conformance import launcher
from conformance.errors import UsageError
from conformance.proving.holding import held

HOLDING = """
import sys
from pathlib import Path
from conformance.proving.holding import held

with held(Path({folder!r})):
    print(flush=True)
    sys.stdin.read()
"""


def test_a_folder_that_another_process_holds_is_refused_with_its_number(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING.format(folder=str(tmp_path))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=launcher.environment(),
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(UsageError, match=f"{tmp_path} is held by process {other.pid}, "), held(tmp_path):
            pass
        other.communicate()


def test_a_folder_is_free_after_its_holder(tmp_path: Path) -> None:
    with held(tmp_path / "trials"):
        pass
    with held(tmp_path / "trials"):
        assert (tmp_path / "trials").is_dir()
