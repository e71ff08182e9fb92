"""A gateway before the target, which answers in its place now and then, as one does while the service is renewed."""

import itertools
from pathlib import Path

from conformance import launcher
from conformance.exits import Exit
from tests.cli.servers import Answer
from tests.proof.between import Passing, between
from tests.proof.runs import conformance, report_of

SUITES = ("admin", "campaigns", "clients", "company", "leads", "maintenance", "pipeline", "search_history", "territory")

EVERY = 41
"""Which answers are the gateway's: more than two in a hundred, reads and writes alike."""

PAGE = b"<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"


def test_answers_of_a_gateway_now_and_then_are_no_finding(tmp_path: Path) -> None:
    numbers, replaced = itertools.count(1), list[str]()
    suites = [word for suite in SUITES for word in ("--suite", suite)]

    def renewed(passing: Passing) -> bytes | Answer:
        if next(numbers) % EVERY or passing.path.endswith("/auth"):
            return passing.body
        replaced.append(passing.method)
        return Answer(503, PAGE, "text/html")

    with (
        launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as file,
        between(file, tmp_path, renewed) as changed,
    ):
        done = conformance(
            *("run", *suites, "--profile", str(changed), "--out", str(tmp_path / "runs")),
            state=tmp_path / "state",
        )
    report = report_of(tmp_path / "runs")
    assert done.returncode == Exit.CONFORMANT, done.stdout + done.stderr
    assert report["leftovers"] == []
    assert {"GET", "POST", "PUT"} <= {*replaced}
