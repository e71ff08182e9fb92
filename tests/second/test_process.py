"""The second server as a process: it listens at home alone, tells the harness all, and ends when it is told to."""

import ast
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance import contract, profile
from tests.second.process import PATIENCE, Server, command, first_line, serving
from tests.second.service import OPERATIONS

FOLDER = Path(__file__).parent
SERVER = sorted(file for file in FOLDER.glob("*.py") if not file.name.startswith("test_"))


@pytest.mark.parametrize("file", SERVER, ids=lambda file: file.name)
def test_the_server_imports_nothing_of_the_harness(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    ours = ("conformance", "fixtures", "suites", "reports", "lgp", "tests")
    assert [name for name in names if name.split(".")[0] in ours and not name.startswith("tests.second")] == []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("second")) as running:
        yield running


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    host, _, port = server.origin.removeprefix("http://").partition(":")
    assert host == "127.0.0.1"
    with socket.socket() as other:
        other.bind(("127.0.0.2", int(port)))


def test_its_profile_is_one_that_the_harness_reads(server: Server) -> None:
    assert profile.read(server.file).origin.text == server.origin


def test_its_profile_is_for_the_owners_eyes(server: Server) -> None:
    assert stat.S_IMODE(server.file.stat().st_mode) == 0o600


def test_it_ends_when_it_is_told_to(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert server.stop() == 0


def test_one_that_says_nothing_is_not_waited_for_without_end() -> None:
    told = [sys.executable, "-c", "input()"]
    with subprocess.Popen(told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as silent:
        assert silent.stdout is not None
        assert first_line(silent.stdout, patience=0.1) == ""
        silent.kill()


def test_a_choice_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    told = command("--profile-out", str(tmp_path / "profile.toml"), "--choice", "ids=roman")
    ended = subprocess.run(told, capture_output=True, text=True, timeout=PATIENCE, cwd=FOLDER.parents[1], check=False)
    assert ended.returncode == 2
    assert "ids is one of long, short" in ended.stderr


def test_every_operation_of_the_contract_is_served() -> None:
    served = {(each.method, each.path) for each in OPERATIONS} | {("POST", "/auth"), ("POST", "/auth/refresh")}
    assert {(each.method, each.path) for each in contract.load().values()} == served
