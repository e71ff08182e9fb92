"""What README.md says of exit codes, levels and flags is what there is."""

import re
from pathlib import Path
from typing import get_args

from conformance.catalogue import LevelName
from conformance.exits import Exit
from conformance.profile import Consent, Scope
from tests.docs.documents import blocks, text
from tests.proof.runs import conformance

README = text("README.md")


def test_the_exit_codes_of_the_readme_are_all_of_them() -> None:
    table = README.split("| exit code | meaning |")[1].split("\n\n")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == {int(code) for code in Exit}


def test_the_readme_names_every_level_consent_and_scope() -> None:
    example = blocks("README.md", "toml")[0]
    assert re.findall(r"--level ([\w\\|]+)", README)[0].split("\\|") == list(get_args(LevelName))
    assert [each for each in get_args(Consent) if f'"{each}"' not in example] == []
    assert [each for each in get_args(Scope) if each not in example] == []


def test_every_flag_that_the_readme_gives_to_run_is_one_of_its_flags(tmp_path: Path) -> None:
    row = next(line for line in README.splitlines() if line.startswith("| `conformance run` |"))
    told = conformance("run", "--help", state=tmp_path).stdout
    assert [flag for flag in re.findall(r"`(--[a-z-]+)", row) if flag not in told] == []
