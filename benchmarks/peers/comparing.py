"""The comparison itself: every tool on clean sandboxes, then every tool on every defect, one process at a time."""

from collections.abc import Callable, Sequence
from functools import partial
from xml.etree import ElementTree

import httpx

from benchmarks.bounded import ran
from benchmarks.peers.cells import CLEAN, Cell, Cells
from benchmarks.peers.tools import Contender
from benchmarks.target import fresh
from benchmarks.verdicts import Failure
from conformance.proving.known import Defect

SET_UP = Failure("set-up", "POST /auth")
"""What counts as reported by a tool whose user could not even log in to configure it."""


def compared(
    contenders: Sequence[Contender],
    defects: Sequence[Defect],
    cells: Cells,
    timeout: float,
    say: Callable[[str], None],
) -> None:
    """Finish every cell that `cells` lacks; no run takes longer than `timeout` seconds and a moment to report."""
    for defect in (*CLEAN, *(each.id for each in defects)):
        for contender in contenders:
            cell = cells.made(contender.name, defect, partial(tried, contender, defect, timeout))
            say(f"{defect}: {cell.tool} {cell.requests} requests, {cell.wall:.0f} s, {len(cell.failures)} failures")


def tried(contender: Contender, defect: str, timeout: float) -> Cell:
    """One tool on one sandbox of its own."""
    tool = contender.tool
    with fresh(() if defect in CLEAN else (defect,), contender.flags) as target:
        try:
            command = tool.command(target)
        except (httpx.HTTPError, ValueError, LookupError, TypeError, AttributeError) as refused:
            problem = f"not to be configured: {type(refused).__name__}"
            return Cell(
                tool=tool.name,
                defect=defect,
                requests=0,
                wall=0,
                cpu=0,
                cut_off=False,
                failures=(SET_UP,),
                problem=problem,
            )
        target.traffic.clear()
        spent = ran(command, target.folder, timeout)
        requests, problem, failures = target.traffic.requests, "", frozenset[Failure]()
        try:
            failures = tool.verdict(target).failures
        except (OSError, ValueError, LookupError, ElementTree.ParseError) as unread:
            problem = f"no report: {type(unread).__name__}"
        return Cell(
            tool=tool.name,
            defect=defect,
            requests=requests,
            wall=round(spent.wall, 1),
            cpu=round(spent.cpu, 1),
            cut_off=spent.cut_off,
            failures=tuple(sorted(failures)),
            problem=problem,
        )
