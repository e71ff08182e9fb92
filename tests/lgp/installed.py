"""The installed command in a process of its own, where what matters is its streams, environment or terminal."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

LGP = Path(sys.executable).with_name("lgp")

_BOUND = 60
"""Seconds that it may take."""


def lgp_itself(
    *words: str,
    env: Mapping[str, str] | None = None,
    out: int = subprocess.PIPE,
    err: int = subprocess.PIPE,
    typed: str = "",
    encoding: str = "utf-8",
) -> "subprocess.CompletedProcess[str]":
    """How it ends for these words; `env` is added to the environment."""
    return subprocess.run(
        [str(LGP), *words],
        env={**os.environ, **(env or {})},
        stdout=out,
        stderr=err,
        input=typed,
        encoding=encoding,
        timeout=_BOUND,
        check=False,
    )


def at_a_shell(line: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """How it ends for a line as a shell reads it, with streams closed as the line says."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" {line}', str(LGP)],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=_BOUND,
        check=False,
    )
