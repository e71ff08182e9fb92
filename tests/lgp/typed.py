"""`lgp` as somebody types it: in this process, with a home of its own."""

import io
import json
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conformance.lgp import cli


class Terminal(io.StringIO):
    """Standard input of somebody who types, or standard output of somebody who reads."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)


class Lgp:
    """Runs the command; `home` holds its auth file, and is where it runs."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.home = home
        home.mkdir(exist_ok=True)
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.chdir(home)
        for name in ("LGP_BASE_URL", "LGP_API_KEY", "LGP_USER_ID", "LGP_PASSWORD"):
            monkeypatch.delenv(name, raising=False)

    def __call__(self, line: str, *more: str, typed: str = "", terminal: bool = False) -> Ended:
        """Run a line as a shell would read it, with further words as they are.

        `typed` is standard input: a pipe, or what somebody types at a `terminal`.
        """
        self._monkeypatch.setattr(sys, "argv", ["lgp", *shlex.split(line), *more])
        self._monkeypatch.setattr(sys, "stdin", Terminal(typed) if terminal else io.StringIO(typed))
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = self._capsys.readouterr()
        return Ended(int(ended.value.code or 0), told.out, told.err)

    def done(self, line: str, *more: str, typed: str = "", terminal: bool = False) -> Ended:
        """The same of a command that must end well."""
        ended = self(line, *more, typed=typed, terminal=terminal)
        assert ended.code == 0, ended.err
        return ended
