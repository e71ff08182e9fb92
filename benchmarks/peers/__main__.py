"""The harness beside its peers, on the same defects and the same machine.

Run it with `make peers`; `benchmarks/README.md` says how to read what it writes.
"""

import argparse
import json
import signal
from pathlib import Path

from benchmarks.peers.cells import CLEAN, Cells
from benchmarks.peers.comparing import compared
from benchmarks.peers.drawing import kept_draw
from benchmarks.peers.table import markdown, results, with_table
from benchmarks.peers.tools import contenders
from conformance import contract

RESULTS = Path(__file__).with_name("results.json")
README = Path(__file__).parent.parent / "README.md"
TIMEOUT = 300.0


def main() -> None:
    """Finish what is left of the comparison, then write the facts and print the tables."""
    parser = argparse.ArgumentParser(description="Compare the harness with its peers on drawn defects.")
    parser.add_argument("--out", type=Path, required=True, help="the folder that keeps what is finished")
    parser.add_argument("--installed", type=Path, required=True, help="the folder with the peers from npm")
    parser.add_argument("--seed", type=int, default=1, help="draws the defects, and steers tools and sandboxes")
    parser.add_argument("--defects", type=int, default=40, help="how many to draw")
    parser.add_argument("--tool", action="append", help="run only this one (repeatable)")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds after which one run is interrupted")
    parser.add_argument("--json", type=Path, default=RESULTS, help="the file that gets the facts instead")
    parser.add_argument("--as-it-is", action="store_true", help="run nothing; tell of what is finished")
    asked = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as a job in the background, its tools would ignore it
    asked.out.mkdir(parents=True, exist_ok=True)
    defects = kept_draw(asked.out / "draw.json", asked.defects, asked.seed)
    tools, cells = contenders(asked.installed.resolve(), asked.seed), Cells(asked.out)
    if not asked.as_it_is:
        chosen = [each for each in tools if asked.tool is None or each.name in asked.tool]
        compared(chosen, defects, cells, asked.timeout, lambda line: print(line, flush=True))
    begun = {each.name: each.version for each in tools if all(cells.get(each.name, clean) for clean in CLEAN)}
    facts = results(begun, defects, cells, contract.load(), asked.seed)
    asked.json.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = markdown(facts)
    if asked.json == RESULTS:
        README.write_text(with_table(README.read_text(encoding="utf-8"), text), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
