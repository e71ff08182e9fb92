"""The guide of `lgp` works as it stands, line by line, in one folder, as somebody follows it."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from conformance import launcher, profile
from conformance.exits import Exit
from conformance.lgp import cli
from tests.docs.documents import blocks, commands, text

GUIDE = "docs/lgp.md"
BOUND = 60
SHELL = [line for block in blocks(GUIDE, "sh") for line in block.splitlines()]
LINES = [line for line in SHELL if line.startswith("lgp ")]


class Reader:
    """Somebody who follows the guide; what stands for their own is a sandbox's."""

    def __init__(self, target: Path, folder: Path) -> None:
        self.folder = folder
        self._known = profile.read(target)
        self._person = self._known.actors["owner_a"]

    def types(self, line: str) -> "subprocess.CompletedProcess[str]":
        """Run a line of the guide."""
        told = {
            "https://staging.example.com": self._known.base_url,
            "you@example.com": str(self._person.username),
        }
        words = [told.get(word, word) for word in shlex.split(line)]
        if "CLIENT-ID" in words:
            words = [self.client_id() if word == "CLIENT-ID" else word for word in words]
        return self._run(words[1:])

    def client_id(self) -> str:
        """The `client_id` of the client that the guide makes."""
        rows = json.loads(self._run(["--json", "clients", "list"]).stdout)
        (found,) = [row["client_id"] for row in rows if row["clientName"] == "Acme Corp"]
        return str(found)

    def _run(self, words: list[str]) -> "subprocess.CompletedProcess[str]":
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("LGP_", "PYTEST"))}
        return subprocess.run(
            [sys.executable, "-m", "conformance.lgp", *words],
            capture_output=True,
            text=True,
            timeout=BOUND,
            cwd=self.folder,
            env={**environment, "HOME": str(self.folder), "LGP_PASSWORD": self._person.secret("password") or ""},
            check=False,
        )


def test_every_line_of_the_guide_works(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(blocks(GUIDE, "csv")[0], encoding="utf-8")
    with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as target:
        shutil.copy(target, tmp_path / "profile.toml")
        reader = Reader(target, tmp_path)
        ended = {line: reader.types(line) for line in LINES}
    assert {line: each.stderr for line, each in ended.items() if each.returncode} == {}
    assert "Hugo" in ended['lgp leads find --full-name "Hugo Sanchez"'].stdout
    assert len((tmp_path / "leads.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_what_else_the_guide_shows_stands_in_the_readme() -> None:
    assert [line for line in SHELL if line not in (*LINES, *commands("README.md"))] == []


def test_what_the_readme_shows_of_lgp_stands_in_the_guide() -> None:
    shown = [line for line in commands("README.md") if line.startswith("lgp ")]
    assert shown
    assert [line for line in shown if line not in LINES] == []


def test_the_guide_names_every_command() -> None:
    table = text(GUIDE).split("| command | what it does |")[1].split("\n\n")[0]
    named = {row.split("`")[1].split()[1] for row in table.splitlines()[2:]}
    alone = {each.name for each in cli.app.registered_commands}
    assert named == alone | {each.name for each in cli.app.registered_groups}


def test_the_guide_tells_every_exit_code_but_that_of_leftovers_which_lgp_knows_nothing_of() -> None:
    table = text(GUIDE).split("| exit code | meaning |")[1].split("\n\n")[0]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]
    assert [int(code) for code, _ in cells] == [int(each) for each in Exit if each is not Exit.LEFTOVERS]
    assert all(meaning for _, meaning in cells)
