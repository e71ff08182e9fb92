"""Journals made by hand: the records of a small run, in the order of their making."""

from typing import Any

from conformance.catalogue import Requirement
from conformance.journal.records import (
    AnyRecord,
    ClaimFact,
    ControlRecord,
    EvidenceRecord,
    ExchangeRecord,
    Inconclusive,
    NotTested,
    OperationFact,
    Planned,
    RequestFact,
    ResponseFact,
    RunFinished,
    RunStarted,
    TestFinished,
    TestStarted,
)
from conformance.outcome.judge import judge
from conformance.outcome.model import RequirementRow, RunOutcome


def requirement(name: str = "LG-CLI-001", **facts: Any) -> Requirement:
    """A stated MUST of scope core, from level standard on, unless said otherwise."""
    values: dict[str, Any] = {
        "id": name,
        "title": f"title of {name}",
        "text": f"The server keeps {name}.",
        "level": "MUST",
        "provenance": "stated",
        "source": f"clients#{name}",
        "sentence": "0" * 12,
        "operations": ("listClients",),
        "faults": (),
        "judged": "actively",
        "from": "standard",
        "scope": "core",
    }
    return Requirement.model_validate(values | facts)


class Journal:
    """The records of a run that claims its whole catalogue unless `excluded` says otherwise.

    `incidental` are the claimed ones that nobody asked for by name.
    """

    def __init__(
        self,
        *catalogue: Requirement,
        excluded: dict[str, str] | None = None,
        incidental: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        thorough: bool = True,
        **facts: Any,
    ) -> None:
        left_out = excluded or {}
        claim = ClaimFact(
            words="core at standard" if left_out else "everything at standard",
            whole=not left_out,
            included=tuple(each.id for each in catalogue if each.id not in left_out),
            excluded=left_out,
            incidental=incidental,
            without=without,
            thorough=thorough,
        )
        values: dict[str, Any] = {
            "run": "20260131t101500z-3fa9c1",
            "version": "0.1.0",
            "target": "http://127.0.0.1:8765",
            "embedded": True,
            "level": "standard",
            "seed": 7,
            "workers": 1,
            "strict": False,
            "skip_cleanup": False,
            "rerun": "conformance run",
            "claim": claim,
            "catalogue": catalogue,
            "operations": (OperationFact(id="listClients", method="GET", path="/clients"),),
        }
        self.records: list[AnyRecord] = []
        self._exchanges = 0
        self.add(RunStarted(**(values | facts)))

    def add(self, record: AnyRecord) -> None:
        """Append a record, a second after the one before."""
        self.records.append(record.model_copy(update={"at": 1_769_854_500.0 + len(self.records)}))

    def exchange(self, status: int | None = 200, *, body: str = "{}", **facts: Any) -> str:
        """An exchange that came to an answer, or to a fault where the status is None; gives its id."""
        self._exchanges += 1
        values: dict[str, Any] = {
            "id": f"main.{self._exchanges}",
            "test": "t",
            "actor": "owner_a",
            "operation": "listClients",
            "purpose": "test",
            "request": RequestFact(method="GET", url="http://127.0.0.1:8765/api/clients", headers=(("Accept", "*"),)),
            "response": ResponseFact(status=status, headers=(), body=body, bytes=len(body)) if status else None,
            "fault": None if status else "connection reset",
            "sent": 0.0,
            "elapsed": 0.01,
        }
        self.add(ExchangeRecord(**(values | facts)))
        return f"main.{self._exchanges}"

    def plan(self, *requirements: str, test: str = "t") -> None:
        """A planned test with the requirements that it names."""
        self.add(Planned(test=test, requirements=requirements))

    def begin(self, attempt: int = 1, test: str = "t") -> None:
        """A test's attempt begins."""
        self.add(TestStarted(test=test, attempt=attempt))

    def end(self, outcome: Any = "passed", attempt: int = 1, test: str = "t", reason: str = "") -> None:
        """A test's attempt ends."""
        self.add(TestFinished(test=test, attempt=attempt, outcome=outcome, reason=reason, requests=2, seconds=0.5))

    def verify(self, name: str, outcome: Any, attempt: int = 1, test: str | None = "t", **facts: Any) -> None:
        """A piece of evidence with an exchange that shows it."""
        values: dict[str, Any] = {
            "requirement": name,
            "outcome": outcome,
            "expected": "status 200",
            "actual": "status 500",
            "test": test,
            "attempt": attempt,
            "curl": "curl http://127.0.0.1:8765/api/clients",
            "rerun": f"conformance run --requirement {name}",
        }
        if "exchanges" not in facts:
            facts["exchanges"] = (self.exchange(500 if outcome == "failed" else 200),)
        self.add(EvidenceRecord(**(values | facts)))

    def control(self, *, held: bool) -> str:
        """A positive control with its exchange, whose id it gives."""
        name = self.exchange(purpose="control")
        self.add(ControlRecord(test="t", attempt=1, exchange=name, held=held, expected="status 200", actual="…"))
        return name

    def unreached(self, name: str, attempt: int = 1, reason: str = "connection reset") -> None:
        """A requirement that a test did not reach."""
        self.add(Inconclusive(requirement=name, test="t", attempt=attempt, reason=reason))

    def untested(self, name: str, test: str = "t", wanted: str = "") -> None:
        """A requirement that a test could not try, for want of an effect or an actor where one is named."""
        self.add(NotTested(requirement=name, test=test, reason="no second tenant", remedy="add owner_b", wanted=wanted))

    def partly(self, name: str, wanted: str, test: str = "t") -> None:
        """A test that passes a requirement, and leaves a part of it out for want of something."""
        self.plan(name, test=test)
        self.begin(test=test)
        self.verify(name, "passed", test=test)
        self.untested(name, test=test, wanted=wanted)
        self.end(test=test)

    def attempt(self, outcomes: dict[str, str], attempt: int = 1, test: str = "t") -> None:
        """One attempt of a test: begun, each requirement said something of, and ended accordingly."""
        if attempt == 1:
            self.plan(*outcomes, test=test)
        self.begin(attempt, test)
        for name, outcome in outcomes.items():
            if outcome == "inconclusive":
                self.unreached(name, attempt)
            elif outcome == "not tested":
                self.untested(name, test)
            elif outcome != "silent":
                self.verify(name, outcome, attempt, test)
        said = set(outcomes.values()) - {"silent"}
        ends = next((each for each in ("failed", "inconclusive", "not tested") if each in said), "passed")
        self.end(ends, attempt, test)

    def finish(self, **facts: Any) -> RunOutcome:
        """The outcome of the run, ended in good order."""
        self.add(RunFinished(**facts))
        return self.outcome()

    def outcome(self) -> RunOutcome:
        """The outcome of the records so far."""
        return judge(self.records)


def row(outcome: RunOutcome, name: str = "LG-CLI-001") -> RequirementRow:
    """The row of one requirement."""
    return next(each for each in outcome.requirements if each.id == name)
