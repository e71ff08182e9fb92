"""Outcomes to render: an ordinary run, and one whose every text is hostile."""

from datetime import date

from conformance.journal.records import Broken, Cause, Leftover, OperationFact, ParameterFact
from conformance.outcome.model import RunOutcome
from conformance.waivers import Waiver
from tests.outcome.building import Journal, requirement

HOSTILE = (
    "<script>alert(1)</script>\"'>&]]>\x1b[31m\x1b]0;title\x07\x00\x9b2J\r\u202egnp\u2028\ud800"
    " <img src=x onerror=alert(1)>"
)
"""What a target may send: markup, the end of a CDATA section, terminal sequences, direction marks, half a character."""

HUGE = "x" * 1_000_000


def ordinary() -> RunOutcome:
    """A run with a requirement of every common status, findings, leftovers and a repeated request."""
    journal = Journal(
        requirement("LG-CLI-001", title="A created client can be read", text="A client created shows on read-back."),
        requirement("LG-CLI-002"),
        requirement("LG-CLI-003", level="SHOULD", title="An error says what to do"),
        requirement("LG-CLI-004"),
        requirement("LG-LEAD-001"),
        requirement("LG-RATE-001", **{"from": "deep"}),
        requirement("LG-MAIL-001"),
        excluded={"LG-RATE-001": "begins at level deep", "LG-MAIL-001": "it has billable effects"},
    )
    journal.attempt({"LG-CLI-001": "failed", "LG-CLI-002": "passed"}, test="suites/e2e/clients.py::test_read_back")
    journal.attempt({"LG-CLI-003": "failed"}, test="suites/e2e/errors.py::test_recommendation")
    journal.attempt({"LG-CLI-004": "failed"}, test="flaky")
    journal.attempt({"LG-CLI-004": "passed"}, attempt=2, test="flaky")
    journal.exchange(429, unplanned_429=True)
    journal.exchange(None, repeat=1)
    journal.add(Leftover(what="client", id="c-1", actor="owner_a", reason="DELETE answered 500"))
    journal.add(Leftover(what="webhook", id="w-1", actor="owner_a", reason="nothing deletes it", permanent=True))
    return journal.finish()


def generated(minimal: bool = True) -> RunOutcome:
    """A run in which two requirements were found broken by one generated request."""
    names = ("LG-CLI-001", "LG-CLI-002")
    journal = Journal(*map(requirement, names))
    body = journal.exchange(500, purpose="generated", phase="fuzzing")
    for name in names:
        journal.verify(name, "failed", test="fuzzing", check="no_5xx", exchanges=(body,))
        cause = Cause(
            requirement=name,
            operation="listClients",
            test="fuzzing",
            shape="?limit=0",
            exchange=body,
            exchanges=(body,),
            minimal=minimal,
        )
        journal.add(cause)
    return journal.finish()


def waived_too_long() -> RunOutcome:
    """A run that is CONFORMANT, and fails for two waivers that have had their day."""
    facts = {"requirement": "LG-CLI-001", "owner": "ada", "reason": "known"}
    days = (date(2020, 1, 1), date(2030, 1, 1))
    journal = Journal(requirement(), waivers=tuple(Waiver(**facts, expires=day) for day in days))
    journal.attempt({"LG-CLI-001": "passed"})
    return journal.finish()


def operation(name: str = "listClients", parameter: str = "limit") -> OperationFact:
    """An operation with a parameter, as a run documents it."""
    rules = {"type": "integer", "minimum": 1}
    return OperationFact(
        id=name,
        method="GET",
        path="/clients",
        statuses=(200, 400),
        parameters=(ParameterFact(name=parameter, place="query", rules=rules),),
    )


def covered() -> RunOutcome:
    """A run that knows what the contract documents, and exercised a part of it."""
    journal = Journal(requirement(), operations=(operation(), operation("listLeads")))
    journal.exchange()
    for status, valid in ((200, True), (200, True), (404, True), (200, False)):
        journal.exchange(status, purpose="generated", phase="valid" if valid else "invalid", valid=valid)
    return journal.finish()


def hostile(text: str = HOSTILE) -> RunOutcome:
    """A run in which every text that a target can shape is the given one."""
    journal = Journal(requirement(), target=text, operations=(operation(text, text),))
    name = "LG-CLI-001"
    journal.plan(name, test=text)
    journal.begin(test=text)
    body = journal.exchange(500, body=text, operation=text, actor=text)
    journal.exchange(operation=text, purpose="generated", phase="valid")
    journal.verify(name, "failed", test=text, exchanges=(body,), expected=text, actual=text, curl=text, rerun=text)
    journal.verify(name, "failed", test=text, check=text, exchanges=(body,), expected=text, actual=text)
    journal.add(
        Cause(
            requirement=name,
            operation=text,
            test=text,
            shape=text,
            exchange=body,
            exchanges=(body,),
            minimal=False,
        )
    )
    journal.end("failed", test=text, reason=text)
    journal.add(Leftover(what=text, id=text, actor=text, reason=text))
    journal.add(Leftover(what=text, id=text, actor=text, reason=text, permanent=True))
    journal.add(Broken(where=text, message=text))
    return journal.finish()
