"""The harness beside its peers, on the same defects and the same machine.

Run it with `make peers`; `benchmarks/README.md` says how to read what it writes.
"""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.cells import CLEAN, Cells
from benchmarks.peers.code import commit, today
from benchmarks.peers.comparing import compared
from benchmarks.peers.drawing import kept_draw
from benchmarks.peers.table import Measured, markdown, results, with_table
from benchmarks.peers.tools import contenders
from conformance import contract
from conformance.driver import terminable
from conformance.exits import Exit
from conformance.whole_file import write_whole

RESULTS = Path(__file__).with_name("results.json")
README = Path(__file__).parent.parent / "README.md"
TIMEOUT = 300.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Finish what is left of the comparison, then write the facts and print the tables.

    2, after one line, where there is nothing to tell of, or the folder holds another draw: no file is touched then.
    """
    asked = _asked(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as a job in the background, its tools would ignore it
    asked.out.mkdir(parents=True, exist_ok=True)
    tools = contenders(asked.installed.resolve(), asked.seed)
    try:
        defects = kept_draw(asked.out / "draw.json", asked.defects, asked.seed)
    except ValueError as other:
        return _refused(str(other))
    cells = Cells(asked.out, {each.name: each.code for each in tools}, {each.id: each.code for each in defects})
    if not asked.as_it_is:
        chosen = [each for each in tools if asked.tool is None or each.name in asked.tool]
        with terminable():
            compared(chosen, defects, cells, asked.timeout, lambda line: print(line, flush=True))
    begun = {each.name: each.version for each in tools if all(cells.get(each.name, clean) for clean in CLEAN)}
    if not begun:
        return _refused(f"{asked.out} holds no tool that has met the clean sandboxes by this code; run the comparison")
    facts = results(begun, defects, cells, contract.load(), asked.seed, Measured(commit(), today()))
    text = markdown(facts)
    print(text)
    missing = [each.name for each in tools if each.name not in begun]
    if asked.json == RESULTS and missing:
        print(f"{RESULTS.name} and {README.name} stay as they are: {', '.join(missing)} not begun")
        return Exit.CONFORMANT
    write_whole(asked.json, json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    if asked.json == RESULTS:
        write_whole(README, with_table(README.read_text(encoding="utf-8"), text))
    return Exit.CONFORMANT


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = [each.name for each in contenders(Path(), 1)]
    parser = argparse.ArgumentParser(description="Compare the harness with its peers on drawn defects.")
    parser.add_argument("--out", type=Path, required=True, help="the folder that keeps what is finished")
    parser.add_argument("--installed", type=Path, required=True, help="the folder with the peers from npm")
    parser.add_argument("--seed", type=int, default=1, help="draws the defects, and steers tools and sandboxes")
    parser.add_argument("--defects", type=int, default=40, help="how many to draw")
    parser.add_argument("--tool", action="append", choices=names, help="run only this one (repeatable)")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds after which one run is interrupted")
    parser.add_argument("--json", type=Path, default=RESULTS, help="the file that gets the facts instead")
    parser.add_argument("--as-it-is", action="store_true", help="run nothing; tell of what is finished")
    return parser.parse_args(arguments)


def _refused(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return Exit.USAGE


if __name__ == "__main__":
    sys.exit(main())
