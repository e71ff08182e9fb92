"""Locks: a run is live while its process holds its lock, and no longer."""

import subprocess
import sys

from conformance.locks import RunLock, is_live, state_of
from conformance.origin import Origin
from conformance.run_id import RunId

HOLDER = """
import sys
from conformance.locks import RunLock
from conformance.run_id import RunId

lock = RunLock(RunId(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_run_without_a_lock_is_not_live() -> None:
    assert not is_live(RunId.new())


def test_a_run_is_live_until_it_lets_go() -> None:
    run = RunId.new()
    lock = RunLock(run)
    assert is_live(run)
    lock.release()
    assert not is_live(run)


def test_a_run_of_another_process_is_live_until_that_is_killed() -> None:
    run = RunId.new()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, run.text], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        live_before = is_live(run)
        process.kill()
        process.wait(10)
        assert (live_before, is_live(run)) == (True, False)


def test_all_runs_against_one_origin_share_a_folder() -> None:
    one, same, other = (
        Origin.parse(url) for url in ("http://x.example", "http://x.example:80/api", "http://y.example")
    )
    assert state_of(one) == state_of(same) != state_of(other)
