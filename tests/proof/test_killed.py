"""Killed in the middle: a run that loses its target is incomplete, and what a killed run leaves can be swept."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from conformance import launcher, profile
from conformance.exits import Exit
from tests.proof.runs import INTERRUPTIBLE, conformance, report_of

BOUND = 60.0


@dataclass
class Target:
    """A sandbox of this test alone: its process, its origin and its profile."""

    process: "subprocess.Popen[bytes]"
    profile: Path
    folder: Path

    def client_names(self) -> list[str]:
        """The names of all clients that the owners of both companies see, asked without the harness."""
        found = profile.read(self.profile)
        names: list[str] = []
        for owner in ("owner_a", "owner_b", "member_a"):
            actor = found.actors[owner]
            login = {"username": actor.username, "password": actor.secret("password")}
            with httpx.Client(base_url=found.origin.text, trust_env=False) as client:
                token = client.post("/api/auth", json=login).json()["tokens"]["accessToken"]
                rows = client.get("/api/clients?limit=1000", headers={"Authorization": f"Bearer {token}"}).json()
                names += [row["clientName"] for row in rows["clients"]]
        return names

    def left_by_a_run(self) -> list[str]:
        """The names of the clients that carry a run's tag."""
        return [name for name in self.client_names() if name.startswith("lgc-")]


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    """A sandbox, slow enough that a run can be met in its middle."""
    file = tmp_path / "profile.toml"
    with started(
        *("-m", "conformance.sandbox", "--port", "0", "--profile-out", str(file), "--latency", "0.02"), folder=tmp_path
    ) as process:
        assert process.stdout is not None
        assert b"http://" in process.stdout.readline()
        yield Target(process, file, tmp_path)


@contextmanager
def started(*arguments: str, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of our Python, stopped at the end however it fares."""
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    process = subprocess.Popen(
        [*INTERRUPTIBLE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=folder
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(holds: Callable[[], bool]) -> None:
    """Wait for a condition, within a bound."""
    end = time.monotonic() + BOUND
    while not holds():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.02)  # a condition is polled; nothing waits for a fixed time


@contextmanager
def run_in_its_middle(target: Target, *flags: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A run that has made something and has not removed all of it."""
    out = target.folder / "out"
    command = ("-m", "conformance", "run", "--profile", str(target.profile), "--out", str(out), "-q", *flags)
    with started(*command, folder=target.folder) as process:
        until(lambda: any(b'"made"' in file.read_bytes() for file in out.glob("*/ledger/main.jsonl")))
        yield process


@contextmanager
def held_in_its_middle(target: Target, *flags: str) -> Iterator[None]:
    """The same, which lives on without going on."""
    with run_in_its_middle(target, *flags) as process:
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)


def newest(folder: Path) -> Path:
    """The folder of the only run."""
    return next(each for each in (folder / "out").iterdir() if each.name != "latest" and not each.name.startswith("."))


def test_a_run_whose_target_dies_is_incomplete_and_reports(target: Target) -> None:
    with run_in_its_middle(target, "--suite", "clients") as process:
        target.process.kill()
        process.communicate(timeout=BOUND)
    assert process.returncode == Exit.INCOMPLETE
    assert report_of(target.folder / "out")["verdict"] == "INCOMPLETE"


def test_an_interrupted_run_cleans_up_and_reports(target: Target) -> None:
    with run_in_its_middle(target, "--suite", "clients") as process:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=BOUND)
    assert process.returncode == Exit.INCOMPLETE
    assert report_of(target.folder / "out")["verdict"] == "INCOMPLETE"
    assert target.left_by_a_run() == []


def test_a_run_that_is_killed_is_swept_by_its_ledger(target: Target) -> None:
    with run_in_its_middle(target, "--suite", "clients") as process:
        process.kill()
        process.communicate(timeout=BOUND)
    left = target.left_by_a_run()
    where = ("sweep", str(newest(target.folder)), "--profile", str(target.profile))
    shown = conformance(*where, "--dry-run", state=target.folder / "state")
    assert shown.stdout.count("would remove") >= 1, shown.stderr
    assert target.left_by_a_run() == left != []
    swept = conformance(*where, state=target.folder / "state")
    assert swept.returncode == Exit.CONFORMANT, swept.stdout + swept.stderr
    assert target.left_by_a_run() == []


def test_a_run_that_is_killed_is_swept_by_its_tag(target: Target) -> None:
    with run_in_its_middle(target, "--suite", "clients") as process:
        process.kill()
        process.communicate(timeout=BOUND)
    assert target.left_by_a_run() != []
    young = conformance("sweep", "--profile", str(target.profile), state=target.folder / "state")
    assert "0 found" in young.stdout
    swept = conformance("sweep", "--profile", str(target.profile), "--older-than", "0s", state=target.folder / "state")
    assert swept.returncode == Exit.CONFORMANT, swept.stdout + swept.stderr
    assert target.left_by_a_run() == []


def test_a_run_that_lives_is_not_swept(target: Target) -> None:
    with held_in_its_middle(target, "--suite", "clients"):
        refused = conformance(
            *("sweep", str(newest(target.folder)), "--profile", str(target.profile)), state=target.folder / "state"
        )
        spared = conformance(
            *("sweep", "--profile", str(target.profile), "--older-than", "0s"), state=target.folder / "state"
        )
    assert refused.returncode == Exit.REFUSED
    assert "0 found" in spared.stdout


def test_a_sandbox_of_its_own_gives_the_verdict_of_the_embedded_one(tmp_path: Path) -> None:
    with launcher.sandbox(["--window", "10"]) as file:
        origin = profile.read(file).origin.text
        apart = conformance(
            *("run", "--profile", str(file), "--base-url", origin, "--out", str(tmp_path / "a"), "-q"),
            *("--level", "smoke"),
            state=tmp_path / "state",
        )
    embedded = conformance("run", "--out", str(tmp_path / "b"), "-q", "--level", "smoke", state=tmp_path / "state")
    assert apart.returncode == embedded.returncode
    assert report_of(tmp_path / "a")["sentence"] == report_of(tmp_path / "b")["sentence"]
