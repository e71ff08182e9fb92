"""Runs the harness against all that is right: every variant, slow targets, and targets that others use meanwhile.

`make clean-matrix` tries each variant by ten seeds and once by every suite; `--quick` by one seed alone. What has ended
stands in `clean.json`, and the same command goes on where it was stopped.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from conformance.driver import terminable
from conformance.errors import HarnessError
from conformance.exits import Exit
from conformance.proving.beside import scenes
from conformance.proving.clean_matrix import CleanMatrix
from conformance.proving.false_alarms import Tried, planned
from conformance.proving.known import variants


def main(arguments: Sequence[str] | None = None) -> int:
    """Try what the command line asks for.

    1 where anything right was found wrong, 2 for a variant that there is not and a folder that is in use, 3 where it
    was stopped.
    """
    asked = _asked(arguments)
    known = variants()
    unknown = sorted({*asked.variant} - {each.id for each in known})
    if unknown:
        sys.stderr.write(f"there is no variant {', '.join(unknown)}\n")
        return Exit.USAGE
    chosen = [each for each in known if not asked.variant or each.id in asked.variant]
    seeds = range(1, asked.seeds + 1)
    others = not (asked.quick or asked.variant)
    matrix = CleanMatrix(
        trials=list(planned(chosen, seeds, quick=asked.quick, slow=not asked.variant)),
        scenes=list(scenes(seeds)) if others else [],
        out=asked.out,
        workers=asked.workers,
        told=_told,
    )
    try:
        with terminable():
            matrix.run()
    except KeyboardInterrupt:
        print(f"stopped after {len(matrix.done)} of {len(matrix.planned)} trials; the same command goes on")
        return Exit.NOT_CONFORMANT if matrix.alarms else Exit.INCOMPLETE
    except HarnessError as error:
        sys.stderr.write(f"{error}\n")
        return error.code
    print(f"{len(chosen)} variants, {len(matrix.done)} trials, {len(matrix.alarms)} false alarms")
    return Exit.NOT_CONFORMANT if matrix.alarms or not matrix.is_whole else Exit.CONFORMANT


def _told(found: Tried) -> None:
    print(f"{found.trial}: {found.what}", flush=True)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--quick", action="store_true", help="one seed of what each variant touches, and no more")
    parser.add_argument("--seeds", type=int, default=10, metavar="N", help="try this many seeds, from 1 on")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="trials side by side")
    parser.add_argument("--variant", action="append", default=[], metavar="ID", help="only this variant (repeatable)")
    parser.add_argument("--out", type=Path, default=Path("conformance-runs/clean"), metavar="DIR")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
