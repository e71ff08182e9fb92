from conformance.journal.records import Lag, Leftover
from conformance.outcome.findings import TEXT_LIMIT
from tests.outcome.building import Journal, requirement, row

ONE, TWO = "LG-CLI-001", "LG-CLI-002"


def test_a_finding_says_what_was_expected_what_came_and_how_to_see_it_again() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "failed"})
    (finding,) = row(journal.finish()).findings
    assert (finding.expected, finding.actual, finding.exchanges) == ("status 200", "status 500", ("main.1",))
    assert finding.rerun == f"conformance run --requirement {ONE}"


def test_a_finding_shows_its_exchange() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "failed"})
    (excerpt,) = row(journal.finish()).findings[0].excerpts
    assert excerpt.request == "GET http://127.0.0.1:8765/api/clients\nAccept: *"
    assert excerpt.response == "500\n\n{}"


def test_failures_of_one_test_are_one_finding() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "failed"})
    journal.attempt({ONE: "failed"}, attempt=2)
    journal.attempt({ONE: "failed"}, test="other")
    assert [(each.test, each.times) for each in row(journal.finish()).findings] == [("t", 2), ("other", 1)]


def test_failures_of_one_test_on_two_operations_are_two_findings() -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    for operation in ("listClients", "createClient"):
        journal.verify(ONE, "failed", exchanges=(journal.exchange(500, operation=operation),))
    journal.end("failed")
    assert [each.operation for each in row(journal.finish()).findings] == ["listClients", "createClient"]


def test_a_huge_value_is_cut_in_a_finding() -> None:
    journal = Journal(requirement(ONE))
    journal.verify(ONE, "failed", actual="x" * 1_000_000)
    finding = row(journal.finish()).findings[0]
    assert len(finding.actual) < TEXT_LIMIT + 50
    assert finding.actual.endswith("(996000 more characters)")


def test_findings_that_fail_the_run_come_before_advisory_ones() -> None:
    journal = Journal(requirement(ONE, level="SHOULD"), requirement(TWO))
    journal.attempt({ONE: "failed", TWO: "failed"})
    assert [each.requirement for each in journal.finish().findings] == [TWO, ONE]


def test_counts_give_every_status_for_each_level() -> None:
    journal = Journal(requirement(ONE), requirement(TWO, level="SHOULD"))
    journal.attempt({ONE: "passed"})
    counts = journal.finish().counts
    assert (counts["MUST"]["passed"], counts["SHOULD"]["not tested"], counts["MUST"]["failed"]) == (1, 1, 0)


def test_an_operation_counts_its_answers_and_its_faults() -> None:
    journal = Journal(requirement(ONE))
    journal.exchange(200)
    journal.exchange(429, unplanned_429=True)
    journal.exchange(None, repeat=1)
    (operation,) = journal.finish().operations
    assert (operation.exchanges, operation.statuses) == (3, {"200": 1, "429": 1, "no answer": 1})


def test_requests_are_planned_or_retried() -> None:
    journal = Journal(requirement(ONE))
    journal.exchange(429, unplanned_429=True)
    journal.exchange(200, repeat=1)
    journal.exchange(200, purpose="login")
    requests = journal.finish().requests
    assert (requests.total, requests.planned, requests.retried, requests.unplanned_429) == (3, 2, 1, 1)
    assert requests.by_purpose == {"login": 1, "test": 2}


def test_a_test_costs_what_all_its_attempts_cost() -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: "failed"})
    journal.attempt({ONE: "passed"}, attempt=2)
    (test,) = journal.finish().tests
    assert (test.outcome, test.attempts, test.requests, test.seconds) == ("passed", 2, 4, 1.0)


def test_a_test_that_did_not_end_is_listed_as_inconclusive() -> None:
    journal = Journal(requirement(ONE))
    journal.plan(ONE)
    journal.begin()
    (test,) = journal.outcome().tests
    assert (test.outcome, test.reason) == ("inconclusive", "did not end")


def test_what_nothing_removes_is_listed_apart_from_leftovers() -> None:
    journal = Journal(requirement(ONE))
    for _ in range(2):
        journal.add(Leftover(what="client", id="c-1", actor="owner_a", reason="answered 500"))
    journal.add(Leftover(what="webhook", id="w-1", actor="owner_a", reason="nothing deletes it", permanent=True))
    outcome = journal.finish()
    assert ([each.id for each in outcome.leftovers], [each.id for each in outcome.permanent]) == (["c-1"], ["w-1"])


def test_the_run_s_facts_are_those_of_its_journal() -> None:
    run = Journal(requirement(ONE)).finish().run
    assert (run.id, run.started, run.finished) == (
        "20260131t101500z-3fa9c1",
        "2026-01-31T10:15:00.000Z",
        "2026-01-31T10:15:01.000Z",
    )


def test_an_operation_tells_the_longest_lag_that_was_seen() -> None:
    journal = Journal(requirement(ONE))
    for seconds, seen in ((0.5, True), (1.5, True), (9.0, False)):
        journal.add(Lag(test="t", operation="listClients", exchange="main.1", seconds=seconds, seen=seen))
    assert [each.lag for each in journal.finish().operations] == [1.5]


def test_an_operation_that_never_lagged_tells_none() -> None:
    assert [each.lag for each in Journal(requirement(ONE)).finish().operations] == [None]
