"""The budget between processes: two that share a file never send more than a window holds."""

import subprocess
import sys
from pathlib import Path

LIMIT = 20
WINDOW = 0.5

SPENDER = """
import sys, time
from pathlib import Path
from conformance.budget import Budget

looks = []
def clock():
    looks.append(time.time())
    return looks[-1]

budget = Budget(Path(sys.argv[1]), float(sys.argv[2]), clock)
for _ in range(40):
    budget.take("ada", int(sys.argv[3]))
    print(looks[-1])
"""


def served(times: list[float], limit: int, window: float) -> int:
    """How many of the requests a server with fixed windows refuses, each window opened by its first request."""
    refused, opened, count = 0, float("-inf"), 0
    for moment in sorted(times):
        if moment >= opened + window:
            opened, count = moment, 0
        count += 1
        refused += count > limit
    return refused


def test_two_processes_together_keep_the_limit(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", SPENDER, str(tmp_path / "budget.sqlite"), str(WINDOW), str(LIMIT)]
    spenders = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    times = [float(line) for each in spenders for line in each.communicate(timeout=30)[0].split()]
    assert len(times) == 80
    assert served(times, LIMIT, WINDOW) == 0
