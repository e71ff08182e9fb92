"""The generated suites beside plain `st run`, on the same contract: requests, time, false alarms, defects found.

Run it with `python -m benchmarks.beside_schemathesis`; `benchmarks/README.md` says how to read it.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.beside_schemathesis_outcomes import (
    SEEDED,
    Row,
    Verdict,
    found_table,
    of_ours,
    of_schemathesis,
    shown,
    table,
)
from benchmarks.beside_schemathesis_target import PLAIN_REQUESTS, Target, exercised, fresh, plain_seconds, standing
from conformance import contract

DOCUMENT = Path(__file__).resolve().parent.parent / "references" / "openapi.json"
SEED = "1"
FEW_EXAMPLES = "3"
TIMEOUT = 75.0
GRACE = 20.0


@dataclass(frozen=True)
class Tool:
    """A tool to run: its command for a target, and its verdict from what that left in the target's folder."""

    name: str
    command: Callable[[Target], list[str]]
    verdict: Callable[[Target], Verdict]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Run the generated suites and plain `st run` side by side.")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds after which one run is interrupted")
    parser.add_argument("--json", type=Path, help="a file that gets the outcome, too")
    asked = parser.parse_args()
    suites, plain = ours(), st("st run")
    rows = [measured(tool, asked.timeout) for tool in (suites, plain, st(f"st run -n {FEW_EXAMPLES}", FEW_EXAMPLES))]
    print(f"ratio: the run's seconds in those of {PLAIN_REQUESTS} plain requests, sent before and after it")
    print(table(rows), end="\n\n", flush=True)
    found = {
        tool.name: on_defects(tool, row.verdict, asked.timeout)
        for tool, row in zip((suites, plain), rows, strict=False)
    }
    print(found_table(found))
    if asked.json is not None:
        asked.json.write_text(json.dumps(outcome(rows, found), indent=2) + "\n", encoding="utf-8")


def ours() -> Tool:
    """The generated suites alone, at the standard level."""

    def command(target: Target) -> list[str]:
        told = ["--profile", str(target.profile), "--out", str(target.folder / "runs"), "--seed", SEED]
        suite = ["--suite", "properties", "--level", "standard", "--quiet"]
        return [sys.executable, "-m", "conformance", "run", *suite, *told]

    def verdict(target: Target) -> Verdict:
        return of_ours(read(target.folder / "runs" / "latest" / "report.json"), contract.load())

    return Tool("suite properties", command, verdict)


def st(name: str, examples: str | None = None) -> Tool:
    """Schemathesis' own command as a company's owner, with all phases and default checks; by default its examples."""

    def command(target: Target) -> list[str]:
        told = ["--url", f"{target.origin}/api", "--header", f"Authorization: {target.bearer()}", "--seed", SEED]
        kept = ["--report", "json", "--report-json-path", str(target.folder / "st.json")]
        more = [] if examples is None else ["--max-examples", examples]
        return [str(Path(sys.executable).with_name("st")), "run", str(DOCUMENT), *told, *kept, *more]

    return Tool(name, command, lambda target: of_schemathesis(read(target.folder / "st.json")))


def read(file: Path) -> dict[str, Any]:
    """A tool's report."""
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return report


def measured(tool: Tool, timeout: float) -> Row:
    """One tool on a sandbox without a defect."""
    with fresh() as target:
        before, yardstick = standing(target), plain_seconds(target)
        command = tool.command(target)
        target.traffic.clear()
        began = time.perf_counter()
        cut_off = ran(command, target.folder, timeout)
        seconds, requests = time.perf_counter() - began, target.traffic.requests
        operations = exercised(target.traffic.succeeded, list(contract.load().values()))
        yardstick = (yardstick + plain_seconds(target)) / 2
        left = len(standing(target) - before)
        return Row(tool.name, requests, seconds, yardstick, len(operations), tool.verdict(target), left, cut_off)


def on_defects(tool: Tool, clean: Verdict, timeout: float) -> dict[str, list[str]]:
    """By seeded defect, what a tool reports of it on a sandbox that has them all; `clean`: on one that has none."""
    with fresh([each.id for each in SEEDED]) as target:
        ran(tool.command(target), target.folder, timeout)
        faulty = tool.verdict(target)
    return {each.id: shown(each, faulty, clean) for each in SEEDED}


def ran(command: list[str], folder: Path, timeout: float) -> bool:
    """Run to the end, or interrupt after `timeout` seconds, so that the tool still reports; gives whether it was."""
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return True
    return False


def outcome(rows: Sequence[Row], found: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    """What `--json` writes: the rows with their failures one by one, and the checks that showed each defect."""
    told = [
        {
            **asdict(row),
            "ratio": row.ratio,
            "verdict": {**asdict(row.verdict), "failures": sorted(row.verdict.failures)},
        }
        for row in rows
    ]
    return {"plain_requests": PLAIN_REQUESTS, "rows": told, "found": found}


if __name__ == "__main__":
    main()
