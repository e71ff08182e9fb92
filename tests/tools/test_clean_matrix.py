"""The clean matrix tries what it is asked for, and says so where there is no such thing."""

import subprocess
import sys
from pathlib import Path


def test_an_unknown_variant_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.clean_matrix", "--quick", "--variant", "no-such", "--out", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (1, "there is no variant no-such\n")
