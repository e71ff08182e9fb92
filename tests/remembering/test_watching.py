"""What the memory finds becomes evidence of the run, wherever the run may speak of it."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from conformance import contract
from conformance.checks import Facts
from conformance.exchange import Exchange, Purpose, Request, Response
from conformance.journal.writer import Writer
from conformance.profile import ActorProfile
from conformance.recorder import Recorder
from conformance.redaction import Redactor
from conformance.stage import Stage
from conformance.watch import Watch
from tests.remembering.talk import LEAD

KEY = "lgp_key_of_ann_0001"
HEADERS = (("x-api-key", KEY), ("x-user-id", "owner-1"), ("Content-Type", "application/json"))


class Watched:
    """A watch over two exchanges: a lead that is made, and a read that shows it without its title."""

    def __init__(self, folder: Path, *wanted: str) -> None:
        actors = {"ann": ActorProfile(company="a", user_id="owner-1", api_key=KEY)}
        facts = Facts(contract.load(), {}, actors)
        redactor = Redactor()
        self._folder = folder
        self._journal = Writer(folder, "main")
        recorder = Recorder(self._journal, redactor, Stage("main"), "conformance run")
        self.watch = Watch({}, facts, wanted, (), redactor, recorder, bound=0.0)
        self._sent = 0

    def show(
        self, operation: str, method: str, path: str, status: int, body: Any, answer: Any, purpose: Purpose
    ) -> Exchange:
        self._sent += 1
        content = b"" if body is None else orjson.dumps(body)
        request = Request(method, f"http://t.example/api{path}", HEADERS, content)
        self.watch.sent(request)
        response = Response(status, (), orjson.dumps({"success": True} | answer))
        exchange = Exchange(f"main.{self._sent}", request, response, operation, "ann", purpose, float(self._sent), 0.1)
        self.watch.secrets(exchange)
        self.watch.remember(exchange)
        return exchange

    def divergence(self, purpose: Purpose) -> list[dict[str, Any]]:
        """The evidence in the journal."""
        read = self.diverge("lead-1", purpose)
        assert self.watch.broken_by(read) == []  # so no request is made small for what others have caused
        return self.told()

    def diverge(self, id: str, purpose: Purpose) -> Exchange:
        """A lead is made, and a read shows it without its title."""
        row = LEAD | {"id": id, "email": f"{id}@acme.example"}
        sent = {name: row[name] for name in ("client_id", "firstName", "lastName", "email", "title")}
        self.show("createLeads", "POST", "/leads", 201, sent, {"lead": row}, "setup")
        shown = row | {"title": None}
        return self.show("getEnrichLead", "GET", f"/enrich-leads/{id}", 200, None, {"lead": shown}, purpose)

    def told(self) -> list[dict[str, Any]]:
        """The evidence in the journal."""
        self._journal.close()
        records = [orjson.loads(line) for line in (self._folder / "main.jsonl").read_bytes().splitlines()]
        return [each for each in records if each["kind"] == "evidence"]


@pytest.mark.parametrize(
    ("wanted", "purpose"), [("LG-LEAD-006", "test"), ("LG-LEAD-006", "setup"), ("LG-CLI-001", "generated")]
)
def test_what_the_claim_takes_or_a_generated_request_shows_is_told(
    tmp_path: Path, wanted: str, purpose: Purpose
) -> None:
    told = Watched(tmp_path, wanted).divergence(purpose)
    assert [(each["requirement"], each["outcome"], each["check"], each["exchanges"]) for each in told] == [
        ("LG-LEAD-006", "failed", "memory", ["main.1", "main.2"])
    ]


@pytest.mark.parametrize(
    ("wanted", "purpose"), [("LG-CLI-001", "test"), ("LG-LEAD-006", "cleanup"), ("LG-LEAD-006", "preflight")]
)
def test_what_is_not_claimed_or_not_judged_is_not_told(tmp_path: Path, wanted: str, purpose: Purpose) -> None:
    assert Watched(tmp_path, wanted).divergence(purpose) == []


def test_what_is_broken_in_one_way_is_told_three_times_at_most(tmp_path: Path) -> None:
    watched = Watched(tmp_path, "LG-LEAD-006")
    for number in range(5):
        watched.diverge(f"lead-{number}", "test")
    assert len(watched.told()) == 3


def test_what_is_not_told_uses_up_nothing_of_what_is(tmp_path: Path) -> None:
    watched = Watched(tmp_path, "LG-LEAD-006")
    for number in range(5):
        watched.diverge(f"lead-{number}", "cleanup")
    watched.diverge("lead-9", "test")
    assert len(watched.told()) == 1
