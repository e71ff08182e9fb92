"""The engine put together without a network: a wire over a transport that answers as told."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from conformance import contract
from conformance.actors import Actor
from conformance.bookkeeping import Books
from conformance.budget import Budget
from conformance.call import Call, Payer
from conformance.catalogue import Requirement
from conformance.consent import Consent
from conformance.context import RunContext
from conformance.custody import Custody
from conformance.exchange import Exchange, Request, Response
from conformance.guard import Guard
from conformance.harness import Harness
from conformance.journal.records import ADAPTER, AnyRecord, ClaimFact, ExchangeRecord
from conformance.journal.writer import Writer
from conformance.ledger import Ledger
from conformance.named import Places
from conformance.origin import Origin
from conformance.profile import ActorProfile, Company, build
from conformance.recorder import Recorder
from conformance.redaction import Redactor
from conformance.run_id import RunId
from conformance.stage import Stage
from conformance.transport import Transport, TransportFault
from conformance.wire import Wire

RUN = RunId("20260131t101500z-3fa9c1")
ORIGIN = Origin.parse("http://127.0.0.1:8765")
REFUSED = TransportFault("the connection failed: refused", processed=False)
HUNG = TransportFault("no whole answer within 10 s", processed=True)


def answer(status: int = 200, body: Any = None, *headers: tuple[str, str]) -> Response:
    """An answer with a JSON body."""
    content = {"success": status < 400} if body is None else body
    return Response(status, (("Content-Type", "application/json"), *headers), json.dumps(content).encode())


def requirement(name: str = "LG-CLI-001", **facts: Any) -> Requirement:
    """A stated MUST that needs no control, unless said otherwise."""
    values: dict[str, Any] = {
        "id": name,
        "title": f"title of {name}",
        "text": f"The server keeps {name}.",
        "level": "MUST",
        "provenance": "stated",
        "source": f"clients#{name}",
        "sentence": "sha256:0",
        "operations": ("listClients",),
        "faults": (),
        "judged": "actively",
        "from": "smoke",
        "scope": "core",
    }
    return Requirement.model_validate(values | facts)


def exchange(status: int = 200, body: Any = None, **facts: Any) -> Exchange:
    """An exchange that was never sent."""
    made = Exchange(
        "main.1", Request("GET", f"{ORIGIN.text}/api/clients"), answer(status, body), "listClients", "owner_a"
    )
    return replace(made, **facts)


class Answers:
    """A transport that gives its outcomes one after the other, and the last one for ever."""

    def __init__(self, outcomes: Sequence[Response | TransportFault]) -> None:
        self.outcomes = list(outcomes)
        self.requests: list[Request] = []
        self.targets: list[bytes | None] = []
        self.bounds: list[float] = []
        self.before: Callable[[Request], None] = lambda _request: None

    def send(self, request: Request, *, within: float, target: bytes | None) -> Response:
        self.before(request)
        self.requests.append(request)
        self.targets.append(target)
        self.bounds.append(within)
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(outcome, TransportFault):
            raise TransportFault(outcome.reason, processed=outcome.processed)
        return outcome

    def close(self) -> None:
        pass


class Onlooker:
    """Judges nothing, and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[Exchange] = []

    def sent(self, request: Request) -> None:
        pass

    def lost(self, request: Request) -> None:
        pass

    def secrets(self, exchange: Exchange) -> None:
        pass

    def remember(self, exchange: Exchange) -> None:
        pass

    def judge(self, exchange: Exchange) -> Iterable[str]:
        self.shown.append(exchange)
        return ()


class Rig:
    """A wire with its books over outcomes made up; `slept` are the waits of budget and wire, in seconds."""

    def __init__(
        self,
        folder: Path,
        *outcomes: Response | TransportFault,
        allow: Sequence[str] = (),
        disposable: bool = False,
        over: Transport | None = None,
    ) -> None:
        self.folder = folder
        self.transport = Answers(outcomes or [answer()])
        self.contract = contract.load()
        self.stage = Stage("main")
        self.redactor = Redactor()
        self.ledger = Ledger(folder / "ledger", "main", RUN.text, ORIGIN.text)
        self.places = Places(self.contract)
        self.guard = Guard(RUN, self.places)
        self.books = Books(self.ledger, self.guard, self.places)
        self.onlooker = Onlooker()
        self.slept: list[float] = []
        self._now = 1_800_000_000.0
        self.budget = Budget(folder / "budget.sqlite", 60, lambda: self._now, self._sleep)
        self.journal = Writer(folder / "journal", "main")
        self.recorder = Recorder(self.journal, self.redactor, self.stage, "conformance run")
        self.wire = Wire(
            ORIGIN,
            over or self.transport,
            run=RUN.text,
            answer_bound=10,
            window=60,
            headers=(("X-Gateway", "g"),),
            budget=self.budget,
            surroundings=Custody(
                Consent(allow, {name: Company(disposable=disposable) for name in "ab"}),
                self.places,
                self.guard,
                self.books,
                self.recorder,
                self.onlooker,
            ),
            stage=self.stage,
            sleep=self._sleep,
            clock=lambda: self._now,
        )

    def close(self) -> None:
        """Close every file."""
        for each in (self.budget, self.ledger, self.journal):
            each.close()

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += seconds

    def call(self, operation: str, **facts: Any) -> Exchange:
        """Send a call of an operation as owner_a, who pays from a window of 10."""
        known = self.contract[operation]
        values: dict[str, Any] = {
            "operation": known,
            "method": known.method,
            "path": known.path,
            "actor": "owner_a",
            "company": "a",
            "payers": (Payer("ada", 10),),
        }
        if "json" in facts:
            values["body"] = json.dumps(facts["json"]).encode()
        return self.wire.send(Call(**(values | facts)))

    def actor(self, name: str, **facts: Any) -> Actor:
        """An actor of company A who can log in."""
        known = ActorProfile(**({"company": "a", "username": name, "password": "hunter2-hunter2"} | facts))
        return Actor(self.wire, self.contract, name, known, lambda _identity: 1000, self.redactor)

    def records(self) -> list[ExchangeRecord]:
        """The journalled exchanges."""
        return [each for each in journal(self.folder / "journal") if isinstance(each, ExchangeRecord)]


def journal(folder: Path) -> list[AnyRecord]:
    """The records of a journal that no run has begun."""
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_bytes().splitlines()]
    return [ADAPTER.validate_json(line) for line in lines]


def context(folder: Path, base_url: str, **facts: Any) -> RunContext:
    """A run's context over one owner in a disposable company, unless the profile's facts say otherwise."""
    profile: dict[str, Any] = {
        "base_url": base_url,
        "bounds": {"consistency": 0, "answer": 2},
        "companies": {"a": {"disposable": True}},
        "actors": {"owner_a": {"company": "a", "tier": "premium", "username": "ada", "password": "hunter2-hunter2"}},
    }
    return RunContext(
        run=RUN.text,
        out=folder / RUN.text,
        state=folder / "state",
        profile=build(profile | facts, "a test"),
        embedded=False,
        level="smoke",
        seed=1,
        workers=1,
        strict=False,
        skip_cleanup=False,
        claim=ClaimFact(words="everything at smoke", whole=True, included=(), excluded={}),
        operations=(),
        suites=(),
        rerun="conformance run",
    )


def harness(folder: Path, base_url: str, **facts: Any) -> Harness:
    """A whole harness; whoever opens it closes it."""
    return Harness(context(folder, base_url, **facts), "main")
