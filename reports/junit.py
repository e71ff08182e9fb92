"""junit.xml for the readers of build servers: a requirement is a test case, an area its suite."""

from itertools import groupby
from xml.etree import ElementTree as Xml

from conformance.harmless import one_line, printable
from conformance.outcome.model import Finding, RequirementRow, RunOutcome

NAME = "junit.xml"

_FINDINGS_SHOWN = 10


def render(outcome: RunOutcome) -> bytes:
    """The requirements as test cases: broken ones are failures, inconclusive ones errors, the unproven skipped."""
    root = Xml.Element("testsuites", name=one_line(outcome.sentence), time=f"{outcome.run.seconds:.3f}")
    totals = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    rows = sorted(outcome.requirements, key=lambda row: row.area)
    for area, members in groupby(rows, key=lambda row: row.area):
        timestamp = outcome.run.started.removesuffix("Z")
        suite = Xml.SubElement(root, "testsuite", name=area, time="0", timestamp=timestamp)
        for row in members:
            _case(suite, row, strict=outcome.run.strict)
        counts = {
            "tests": len(suite),
            "failures": len(suite.findall("testcase/failure")),
            "errors": len(suite.findall("testcase/error")),
            "skipped": len(suite.findall("testcase/skipped")),
        }
        for name, count in counts.items():
            suite.set(name, str(count))
            totals[name] += count
    for name, count in totals.items():
        root.set(name, str(count))
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _case(suite: Xml.Element, row: RequirementRow, *, strict: bool) -> None:
    name = one_line(f"{row.id} {row.title}")
    case = Xml.SubElement(suite, "testcase", classname=f"leadgenius.{row.area}", name=name, time="0")
    told = one_line(f"{row.status}: {row.reason}" if row.reason else row.status)
    broken = row.status in ("failed", "flaky", "advisory")
    if broken and (strict or not row.advisory):
        failure = Xml.SubElement(case, "failure", type=row.status, message=told)
        failure.text = _findings(row)
    elif row.status == "inconclusive" and row.claimed and not row.advisory:
        Xml.SubElement(case, "error", type=row.status, message=told)
    elif row.status != "passed":
        Xml.SubElement(case, "skipped", message=told)
        if broken:
            Xml.SubElement(case, "system-out").text = _findings(row)


def _findings(row: RequirementRow) -> str:
    shown = "\n\n".join(_finding(each) for each in row.findings[:_FINDINGS_SHOWN])
    rest = len(row.findings) - _FINDINGS_SHOWN
    return f"{row.text}\n\n{shown}" + (f"\n\n{rest} more in report.json" if rest > 0 else "")


def _finding(finding: Finding) -> str:
    lines = [
        f"expected: {printable(finding.expected)}",
        f"actual: {printable(finding.actual)}",
        f"source: {printable(finding.source)}",
        f"seen in: {printable(finding.seen_in)}, {finding.times}x",
        *([f"smallest ({finding.how_small}): {printable(finding.shape)}"] if finding.shape else ()),
        f"request: {printable(finding.curl)}",
        f"again: {printable(finding.rerun)}",
    ]
    return "\n".join(lines)
