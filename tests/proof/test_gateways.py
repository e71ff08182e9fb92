"""A gateway before the target, which answers in its place now and then, as one does while the service is renewed."""

import itertools
from pathlib import Path

from conformance import launcher
from conformance.exits import Exit
from tests.cli.servers import Answer
from tests.proof.between import Passing, between
from tests.proof.runs import conformance, report_of

SUITES = (
    *("admin", "bulk", "campaigns", "clients", "company", "email", "leads", "maintenance", "pipeline"),
    *("search_history", "settings", "territory", "webhooks"),
)

EVERY = {True: 97, False: 71}
"""Which answers to reads and to writes are the gateway's: rarely enough that no test of these meets two of them."""

PAGE = b"<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"


def test_answers_of_a_gateway_now_and_then_are_no_finding(tmp_path: Path) -> None:
    numbers, replaced = {is_read: itertools.count(1) for is_read in EVERY}, set[bool]()
    suites = [word for suite in SUITES for word in ("--suite", suite)]

    def renewed(passing: Passing) -> bytes | Answer:
        # In place of successes alone: of what was refused behind a gateway nobody can tell that it was not made.
        is_read = passing.method == "GET"
        if passing.status >= 400 or next(numbers[is_read]) % EVERY[is_read]:
            return passing.body
        replaced.add(is_read)
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
    assert replaced == {True, False}
