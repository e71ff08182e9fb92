"""Every command that README.md and CONTRIBUTING.md show works as it stands there.

They run in a copy of the project. What stands for the reader's own target is replaced by a sandbox's, as REPLACED
tells; what would take longer than a test may is made shorter, as EXECUTED tells. A command that these tables do not
know fails the tests.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conformance import catalogue, contract, profile, waivers
from conformance.exits import Exit
from tests.docs.documents import DOCUMENTS, ROOT, blocks, commands, links

BOUND = 120
COPIED = (
    "conformance",
    "suites",
    "fixtures",
    "reports",
    "references",
    "pyproject.toml",
    "requirements.lock",
    "Makefile",
    "waivers.toml",
)
OWNER = "owner_a"


@dataclass(frozen=True)
class How:
    """How a command is executed: with what appended, by which exit codes it may end, what it must show."""

    more: tuple[str, ...] = ()
    shows: str = ""
    types_the_password: bool = False


SHORT = ("--level", "smoke")
"""The whole standard level is what `make run` is for."""

EXECUTED = {
    "conformance run --base-url https://staging.example.com --username you@example.com --password -": How(
        SHORT, "CONFORMANT for single-user", types_the_password=True
    ),
    "conformance doctor --profile staging.toml": How(shows="everything is as a run needs it"),
    "conformance run --profile staging.toml": How(SHORT, "CONFORMANT for all"),
    "conformance run --level smoke": How(shows="CONFORMANT for all at smoke"),
    "conformance run --requirement LG-CLI-021": How(shows="CONFORMANT for requirement LG-CLI-021"),
    "conformance run --suite clients --workers 2": How(shows="CONFORMANT for suite clients"),
    "conformance run --suite properties --seed 7": How(shows="CONFORMANT for suite properties"),
    "conformance list requirements --area CLI": How(shows="LG-CLI-021"),
    "conformance explain LG-CLI-021": How(shows="LG-CLI-021"),
    "conformance report conformance-runs/latest": How(shows="CONFORMANT for"),
    "conformance sweep conformance-runs/latest --profile profile.toml": How(shows="0 left"),
    "python -m pytest suites/e2e/clients -k purge": How(shows=" passed"),
    "conformance run --profile staging.toml --waivers waivers.toml": How(SHORT, "CONFORMANT for all"),
    "conformance run --profile staging.toml --fail-on new --baseline conformance-runs/latest/report.json": How(
        SHORT, "baseline 0 new findings; 0 known; 0 gone"
    ),
    "conformance run": How(SHORT, "CONFORMANT for all"),
    "conformance list": How(shows="LG-CLI-021"),
    "conformance doctor": How(shows="everything is as a run needs it"),
    "conformance sweep": How(("--profile", "profile.toml"), "0 left"),
    "conformance selftest --defect client-delete-keeps-row": How(shows="MUST 1 of 1 (100.0 %)"),
    "conformance selftest --defect ID": How(shows="MUST 1 of 1 (100.0 %)"),
    "conformance selftest": How(("--defect", "client-delete-keeps-row"), "MUST 1 of 1 (100.0 %)"),
    "conformance catalogue check": How(),
    "conformance catalogue accept LG-…": How(shows="nothing had changed"),
}
SERVING = {
    "conformance sandbox --port 8765 --profile-out profile.toml",
    "conformance sandbox",
    "conformance sandbox --defect ID",
}
"""Commands that serve until they are told to stop."""

MADE = {"make setup", "make run", "make test", "make selftest", "make matrix", "make clean-matrix", "make mutants"}
"""Commands of which only the target is looked up: they would run these very tests, or set up what runs them."""

ENTERING = {". .venv/bin/activate"}
"""Commands of the reader's shell; the environment's folder is looked up."""

REPLACED = {
    "staging.toml": "profile.toml",
    "LG-…": "LG-CLI-021",
    "ID": "client-delete-keeps-row",
    "8765": "0",
}
"""Words of the documents and what stands in for them; the target's origin and its owner come from the sandbox."""

DOCUMENTED = sorted({command for name in DOCUMENTS for command in commands(name) if not command.startswith("lgp ")})
"""Those of `lgp` are lines of its guide, which `test_guide.py` follows."""


@dataclass(frozen=True)
class Place:
    """A copy of the project, with `profile.toml` of a running sandbox."""

    folder: Path

    def words(self, command: str) -> list[str]:
        """A command's words, with what stands for the reader's own replaced."""
        own = profile.read(self.folder / "profile.toml")
        told = {
            **REPLACED,
            "https://staging.example.com": own.origin.text,
            "you@example.com": str(own.actors[OWNER].username),
        }
        return ours([told.get(word, word) for word in shlex.split(command)])

    def run(self) -> None:
        """Make a short run with the profile, which `conformance-runs/latest` then names."""
        command = ours(["conformance", "run", "--profile", "profile.toml", "--requirement", "LG-CLI-005"])
        subprocess.run(
            command, cwd=self.folder, env=environment(self.folder), timeout=BOUND, check=True, capture_output=True
        )

    def password(self) -> str:
        """The password of the sandbox's owner."""
        return str(profile.read(self.folder / "profile.toml").actors[OWNER].password)


def ours(words: list[str]) -> list[str]:
    """A command by the Python of these tests."""
    rest = ["-m", "conformance", *words[1:]] if words[0] == "conformance" else words[1:]
    return [sys.executable, *rest]


def environment(folder: Path) -> dict[str, str]:
    """An environment in which the copy in `folder` is what is imported, and no setting of pytest reaches it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return {**kept, "XDG_STATE_HOME": str(folder / "state"), "PYTHONPATH": str(folder), "NO_COLOR": "1"}


def serving(words: list[str], folder: Path) -> "subprocess.Popen[str]":
    """A server that has said where it listens."""
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, env=environment(folder)
    )
    assert process.stdout is not None
    assert "http://127.0.0.1:" in process.stdout.readline()
    return process


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A copy of the project beside a sandbox that was started as the README says."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    sandbox = ["--port", "0", "--profile-out", "profile.toml", "--window", "10"]
    server = serving(ours(["conformance", "sandbox", *sandbox]), folder)
    try:
        yield Place(folder)
    finally:
        server.terminate()
        server.communicate(timeout=BOUND)


@pytest.mark.parametrize("command", DOCUMENTED)
def test_a_documented_command_is_known_here(command: str) -> None:
    assert command in {*EXECUTED, *SERVING, *MADE, *ENTERING}


def test_every_command_known_here_is_documented() -> None:
    assert {*EXECUTED, *SERVING, *MADE, *ENTERING} - set(DOCUMENTED) == set()


@pytest.mark.parametrize("command", EXECUTED)
def test_a_documented_command_works(place: Place, command: str) -> None:
    how = EXECUTED[command]
    if "conformance-runs/latest" in command:
        place.run()
    ran = subprocess.run(
        [*place.words(command), *how.more],
        input=f"{place.password()}\n" if how.types_the_password else "",
        capture_output=True,
        text=True,
        timeout=BOUND,
        cwd=place.folder,
        env=environment(place.folder),
        check=False,
    )
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr
    assert how.shows in ran.stdout


@pytest.mark.parametrize("command", sorted(SERVING))
def test_a_documented_server_serves_and_stops(place: Place, command: str, tmp_path: Path) -> None:
    words = place.words(command)
    more = [] if "--port" in words else ["--port", "0"]
    process = serving([*words, *more, "--profile-out", str(tmp_path / "own.toml")], place.folder)
    process.terminate()
    process.communicate(timeout=BOUND)
    assert process.returncode == Exit.CONFORMANT
    assert profile.read(tmp_path / "own.toml").actors


@pytest.mark.parametrize("command", sorted(MADE))
def test_a_documented_target_of_make_is_there(place: Place, command: str) -> None:
    done = subprocess.run(
        [*shlex.split(command), "--dry-run"], cwd=place.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_environment_that_the_reader_enters_is_the_one_that_make_builds() -> None:
    assert "VENV := .venv\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_profile_of_the_readme_is_one(tmp_path: Path) -> None:
    example, _ = blocks("README.md", "toml")
    file = tmp_path / "profile.toml"
    file.write_text(example, encoding="utf-8")
    assert set(profile.read(file).actors) == {"owner_a", "owner_b"}


@pytest.mark.parametrize("file", ["README.md", "waivers.toml"])
def test_a_waiver_that_is_shown_is_one(tmp_path: Path, file: str) -> None:
    text = blocks("README.md", "toml")[1] if file == "README.md" else uncommented(ROOT / file)
    copy = tmp_path / "waivers.toml"
    copy.write_text(text, encoding="utf-8")
    (found,) = waivers.read(copy, catalogue.load(), contract.load())
    assert found.requirement == "LG-CLI-011"


def uncommented(file: Path) -> str:
    """The example in a file of waivers, as it reads without its comment signs."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line.removeprefix("# ") for line in lines[lines.index("# [[waiver]]") :])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_points_to_files_that_are_there(name: str) -> None:
    assert [link for link in links(name) if not (ROOT / link).exists()] == []
