"""What a tool is to a comparison, and what every comparison needs to run one."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.target import Target
from benchmarks.verdicts import Verdict

DOCUMENT = Path(__file__).resolve().parent.parent / "references" / "openapi.json"


@dataclass(frozen=True)
class Tool:
    """A tool to run: its command for a target, and its verdict from what that left in the target's folder."""

    name: str
    command: Callable[[Target], list[str]]
    verdict: Callable[[Target], Verdict]


def conformance_run(target: Target, seed: str, *more: str) -> list[str]:
    """Our own command on a target; its report is then `runs/latest/report.json` in the target's folder."""
    told = ["--profile", str(target.profile), "--out", str(target.folder / "runs"), "--seed", seed]
    return [sys.executable, "-m", "conformance", "run", "--level", "standard", "--quiet", *told, *more]


def report_of_run(target: Target) -> dict[str, Any]:
    """The report that our own command left."""
    return read(target.folder / "runs" / "latest" / "report.json")


def st_run(target: Target, seed: str, *more: str, config: Path | None = None) -> list[str]:
    """Schemathesis' own command on a target, with all phases; its report is then `st.json` in the target's folder."""
    told = ["--url", f"{target.origin}/api", "--seed", seed]
    kept = ["--report", "json", "--report-json-path", str(target.folder / "st.json")]
    settings = [] if config is None else ["--config-file", str(config)]
    return [str(Path(sys.executable).with_name("st")), *settings, "run", str(DOCUMENT), *told, *kept, *more]


def report_of_st(target: Target) -> dict[str, Any]:
    """The report that schemathesis' own command left."""
    return read(target.folder / "st.json")


def read(file: Path) -> dict[str, Any]:
    """A tool's report."""
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return report
