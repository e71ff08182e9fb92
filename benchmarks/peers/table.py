"""What the comparison came to: the facts as data, and the table that the documents show."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.peers.cells import CLEAN, Cell, Cells, alarms, new
from benchmarks.verdicts import Failure, named
from conformance.contract import Contract
from conformance.proving.known import Defect

BEGIN, END = "<!-- peers -->", "<!-- end of peers -->"
"""Between these marks a document shows the table."""


@dataclass(frozen=True)
class Measured:
    """What was measured, and when: the commit whose code the cells are of, and the day on which facts were told."""

    commit: str
    date: str


def results(
    versions: Mapping[str, str],
    defects: Sequence[Defect],
    cells: Cells,
    contract: Contract,
    seed: int,
    measured: Measured,
) -> dict[str, Any]:
    """The facts over the defects that every tool has finished; `versions` holds the tools by name.

    LookupError where there is no tool, or one has not even finished the clean sandboxes.
    """
    if not versions:
        raise LookupError("no tool has finished the clean sandboxes by this code")
    clean = {tool: [_finished(cells, tool, each) for each in CLEAN] for tool in versions}
    whole = [each for each in defects if all(cells.get(tool, each.id) for tool in versions)]
    tools = {
        tool: _row(clean[tool], [(each, _finished(cells, tool, each.id)) for each in whole], contract)
        | {"version": release, "code": cells.code[tool]}
        for tool, release in versions.items()
    }
    counts = {"seed": seed, "drawn": len(defects), "tried": len(whole)}
    return {**asdict(measured), **counts, "tools": tools, "defects": _told(whole, tools)}


def _finished(cells: Cells, tool: str, defect: str) -> Cell:
    cell = cells.get(tool, defect)
    if cell is None:
        raise LookupError(f"{tool} has not finished on {defect}")
    return cell


def _row(clean: Sequence[Cell], tried: Sequence[tuple[Defect, Cell]], contract: Contract) -> dict[str, Any]:
    """One tool's part of the facts; requests and seconds are medians of its runs on the defects."""
    found = {defect.id: new(cell, clean) for defect, cell in tried}
    on_its_own = {
        defect.id
        for defect, _ in tried
        if {failure.operation for failure in found[defect.id]} & {named(each, contract) for each in defect.operations}
    }
    runs = [cell for _, cell in tried] or clean
    return {
        "kills": sum(1 for failures in found.values() if failures),
        "kills_on_its_operations": len(on_its_own),
        "kills_of_musts": sum(1 for defect, _ in tried if found[defect.id] and not defect.advisory),
        "requests": round(median(cell.requests for cell in runs)),
        "wall": round(median(cell.wall for cell in runs), 1),
        "cpu": round(median(cell.cpu for cell in runs), 1),
        "cut_off": sum(cell.cut_off for cell in runs),
        "without_report": sorted(cell.defect for cell in runs if cell.problem),
        "false_alarms": sorted(alarms(clean)),
        "found": {defect: sorted(failures) for defect, failures in found.items() if failures},
    }


def _told(defects: Sequence[Defect], tools: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The defects, each with the tools that killed it."""
    return [
        {
            "id": each.id,
            "sentence": each.sentence,
            "faults": each.faults,
            "requirement": each.requirement,
            "advisory": each.advisory,
            "killed_by": [tool for tool, row in tools.items() if each.id in row["found"]],
        }
        for each in defects
    ]


def heads(failures: Sequence[Failure]) -> int:
    """How many failures a reader would count: what a tool says of one operation under one head counts once."""
    return len({(check.partition(":")[0], operation) for check, operation in failures})


def markdown(facts: Mapping[str, Any]) -> str:
    """The facts as two tables: the tools, and which of them killed what."""
    tools = facts["tools"]
    lines = [
        f"{facts['tried']} of {facts['drawn']} drawn defects tried, seed {facts['seed']}; "
        f"the code is that of commit {facts['commit']}, {facts['date']}:",
        "",
        "| tool | kills | on the defect's operations | requests | wall s | CPU s | false alarms |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in tools.items():
        kills = f"{row['kills']} of {facts['tried']}"
        spent = f"{row['requests']} | {row['wall']} | {row['cpu']}"
        false = heads(row["false_alarms"])
        version = f" {row['version']}" if row["version"] else ""
        lines.append(f"| {name}{version} | {kills} | {row['kills_on_its_operations']} | {spent} | {false} |")
    lines += ["", f"| defect | class |{''.join(f' {name} |' for name in tools)}", "|---|---|" + "---|" * len(tools)]
    for each in facts["defects"]:
        marks = "".join(f" {'killed' if name in each['killed_by'] else '–'} |" for name in tools)
        advisory = " (advisory)" if each["advisory"] else ""
        lines.append(f"| {each['sentence']}{advisory} | {each['faults'][0]} |{marks}")
    return "\n".join(lines)


def with_table(document: str, table: str) -> str:
    """A document whose part between the two marks is the table. ValueError where it does not have both."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the document has no part between {BEGIN} and {END}")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"
