"""The generated suites beside plain `st run`, on the same contract: requests, time, false alarms, defects found.

Run it with `python -m benchmarks.beside_schemathesis`; `benchmarks/README.md` says how to read it.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.beside_schemathesis_outcomes import SEEDED, Row, found_table, shown, table
from benchmarks.bounded import ran
from benchmarks.target import PLAIN_REQUESTS, Target, exercised, fresh, plain_seconds, standing
from benchmarks.tools import Tool, conformance_run, report_of_run, report_of_st, st_run
from benchmarks.verdicts import Verdict, of_ours, of_schemathesis
from conformance import contract

SEED = "1"
FEW_EXAMPLES = "3"
TIMEOUT = 75.0


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
        return conformance_run(target, SEED, "--suite", "properties")

    return Tool("suite properties", command, lambda target: of_ours(report_of_run(target), contract.load()))


def st(name: str, examples: str | None = None) -> Tool:
    """Schemathesis' own command as a company's owner, with all phases and default checks; by default its examples."""

    def command(target: Target) -> list[str]:
        more = [] if examples is None else ["--max-examples", examples]
        return st_run(target, SEED, "--header", f"Authorization: {target.bearer()}", *more)

    return Tool(name, command, lambda target: of_schemathesis(report_of_st(target)))


def measured(tool: Tool, timeout: float) -> Row:
    """One tool on a sandbox without a defect."""
    with fresh() as target:
        before, yardstick = standing(target), plain_seconds(target)
        command = tool.command(target)
        target.traffic.clear()
        spent = ran(command, target.folder, timeout)
        requests = target.traffic.requests
        operations = exercised(target.traffic.succeeded, list(contract.load().values()))
        yardstick = (yardstick + plain_seconds(target)) / 2
        left = len(standing(target) - before)
        return Row(
            tool.name, requests, spent.wall, yardstick, len(operations), tool.verdict(target), left, spent.cut_off
        )


def on_defects(tool: Tool, clean: Verdict, timeout: float) -> dict[str, list[str]]:
    """By seeded defect, what a tool reports of it on a sandbox that has them all; `clean`: on one that has none."""
    with fresh([each.id for each in SEEDED]) as target:
        ran(tool.command(target), target.folder, timeout)
        faulty = tool.verdict(target)
    return {each.id: shown(each, faulty, clean) for each in SEEDED}


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
