"""Standard output and standard error that nobody reads, or that nothing can be written to."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conformance.errors import UsageError
from conformance.lgp.rate_state import NamedBudget
from tests.lgp.installed import at_a_shell, lgp_itself
from tests.lgp.typed import Lgp

BOUND = 60
FULL = Path("/dev/full")


@contextmanager
def unread() -> Iterator[int]:
    """The end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


def test_an_import_whose_notes_nobody_reads_is_whole(lgp: Lgp, client: dict[str, Any]) -> None:
    rows = "".join(f"Ada,Number {number}\n" for number in range(250))
    with unread() as err:
        ran = lgp_itself("leads", "import", "-", "--client", client["id"], err=err, typed=f"firstName,lastName\n{rows}")
    assert (ran.returncode, ran.stdout) == (0, "created 250, skipped 0\n")
    assert len(lgp.done(f"leads list --client {client['id']} --json").json) == 250


def test_an_export_that_nobody_watches_is_whole(lgp: Lgp, client: dict[str, Any]) -> None:
    lgp.done(f"leads create --client {client['id']} --first-name Ada --last-name Lovelace")
    file = lgp.home / "leads.jsonl"
    with unread() as nobody:
        ran = lgp_itself("bulk", "export", str(file), "--client", client["id"], out=nobody, err=nobody)
    assert (ran.returncode, file.read_text().count("Lovelace")) == (0, 1)


def test_an_error_that_nobody_reads_keeps_its_exit_code(lgp: Lgp) -> None:
    with unread() as err:
        assert lgp_itself("--base-url", lgp.home.as_uri(), "clients", "list", err=err).returncode == 2


@pytest.mark.usefixtures("lgp")
def test_a_list_that_nobody_reads_ends_well() -> None:
    with unread() as out:
        ran = lgp_itself("clients", "list", "--json", out=out)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.usefixtures("lgp")
def test_a_refusal_that_nobody_reads_keeps_its_exit_code() -> None:
    with unread() as out:
        assert lgp_itself("call", "GET", "/nowhere", out=out).returncode == 1


@pytest.mark.parametrize("more", [(), ("--json",)])
@pytest.mark.usefixtures("lgp")
def test_a_key_that_nobody_reads_is_no_success(more: tuple[str, ...]) -> None:
    with unread() as out:
        ran = lgp_itself("generate-key", "--name", "Unread", *more, out=out)
    told = "a key was made, and is lost: nobody reads standard output. Make another; nothing deletes the lost one"
    assert (ran.returncode, ran.stderr) == (3, f"lgp: {told}\n")


def test_a_key_that_nobody_reads_is_kept_all_the_same(lgp: Lgp) -> None:
    file = lgp.home / ".leadgenius_auth.json"
    with unread() as out:
        ran = lgp_itself("generate-key", "--name", "Unread", "--save", out=out)
    assert (ran.returncode, f"saved in {file}" in ran.stderr) == (3, True)
    assert json.loads(file.read_text())["api_key"].startswith("lgp_")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no device that is always full")
@pytest.mark.usefixtures("lgp")
def test_a_full_disk_under_standard_output_is_told_in_one_line() -> None:
    with FULL.open("w") as full:
        ran = lgp_itself("whoami", out=full.fileno())
    assert (ran.returncode, ran.stderr) == (3, "lgp: standard output cannot be written: No space left on device\n")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_what_conformance_lists_onto_a_full_disk_is_told_as_missing(encoding: str) -> None:
    with FULL.open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-u", "-m", "conformance", "list", "levels"],
            env={**os.environ, "PYTHONIOENCODING": encoding},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=BOUND,
            check=False,
        )
    told = "conformance: standard output cannot be written: No space left on device\n"
    assert (ran.returncode, ran.stderr) == (3, told)


def test_nothing_is_done_where_standard_output_is_closed(lgp: Lgp) -> None:
    before = lgp.done("clients list --json").json
    ran = at_a_shell("clients create --name Unseen >&-")
    told = "lgp: standard output is closed. Let it go to a file, a pipe or /dev/null\n"
    assert (ran.returncode, ran.stderr) == (2, told)
    assert lgp.done("clients list --json").json == before


def test_what_breaks_while_a_window_is_waited_for_is_not_blamed_on_its_file(tmp_path: Path) -> None:
    def broken(_: float) -> None:
        raise BrokenPipeError

    budget = NamedBudget(tmp_path / "budget.sqlite", 60, broken)
    budget.take("somebody", 1)
    with pytest.raises(BrokenPipeError):
        budget.take("somebody", 1)
    budget.close()
    with pytest.raises(UsageError, match=r"budget\.sqlite cannot be used"):
        budget.take("somebody", 1)
