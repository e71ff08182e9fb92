"""Sweeping: what a killed run left is removed, by its ledger or by its tag, and nothing else is."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher, profile
from conformance.context import RunContext
from conformance.errors import CredentialsRefused, RefusedForSafety, UsageError
from conformance.exchange import Request, Response
from conformance.harness import Harness
from conformance.ledger import Entry, Ledger
from conformance.locks import RunLock
from conformance.profile import Profile
from conformance.run_id import RunId
from conformance.sweeping import Sweep, described
from conformance.transport import TransportFault
from tests.engine.building import context

OLD = RunId.new(datetime.now(UTC) - timedelta(hours=3))

KILLED = """
import sys
from pathlib import Path
from conformance.context import RunContext
from conformance.harness import Harness

context = RunContext.model_validate_json(Path(sys.argv[1]).read_text())
harness = Harness(context, "main")
owner = harness.actor("owner_a")
tag = context.run_id.tag
made = owner.call("createClient", json={"clientName": f"{tag}-a one"})
ws = made.at("client.client_id")
owner.call("createLeads", json={"client_id": ws, "firstName": "A", "lastName": "B", "notes": tag})
rows = [{"client_id": ws, "firstName": "A", "lastName": "B", "email": f"{n}@{context.run_id.email_domain}"}
        for n in range(60)]
owner.call("createLeads", json={"leads": rows})
send = harness._transport.send
def killed(request, **facts):
    answer = send(request, **facts)
    print("sent", flush=True)
    sys.stdin.read()
    return answer
harness._transport.send = killed
owner.call("createClient", json={"clientName": f"{tag}-a two"})
"""


@pytest.fixture(scope="module")
def target() -> Iterator[Profile]:
    with launcher.sandbox() as file:
        yield profile.read(file)


@pytest.fixture
def opened(target: Profile, tmp_path: Path) -> Iterator["Opened"]:
    with ExitStack() as stack:
        yield Opened(target, tmp_path, stack)


class Opened:
    """Opens harnesses on the target, each in a folder of its own."""

    def __init__(self, target: Profile, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._target = target
        self._stack = stack

    def context(self, run: RunId) -> RunContext:
        made = context(self.folder, self._target.base_url)
        return made.model_copy(update={"run": run.text, "out": self.folder / run.text, "profile": self._target})

    def locked_out(self, *actors: str) -> Harness:
        """A harness whose profile has a wrong password for some actors."""
        wrong = {name: self._target.actors[name].model_copy(update={"password": "wrong-wrong"}) for name in actors}
        target = self._target.model_copy(update={"actors": {**self._target.actors, **wrong}})
        made = Harness(self.context(RunId.new()).model_copy(update={"profile": target}), "main")
        self._stack.callback(made.close)
        return made

    def harness(self, run: RunId | None = None) -> Harness:
        made = Harness(self.context(run or RunId.new()), "main")
        self._stack.callback(made.close)
        return made


def named(harness: Harness, tag: str, actor: str = "owner_a") -> list[str]:
    """The clients of a tag that an actor sees."""
    rows = harness.actor(actor).call("listClients", query={"limit": 1000}).rows("clients")
    return [row["clientName"] for row in rows if tag in row["clientName"]]


def make(harness: Harness, run: RunId, actor: str = "owner_a", name: str = "") -> str:
    """A client that carries a run's tag; gives its workspace."""
    body = {"clientName": f"{run.tag}-a {name}"}
    return str(harness.actor(actor).call("createClient", json=body).at("client.client_id"))


def test_a_killed_run_leaves_nothing_once_it_is_swept(opened: Opened) -> None:
    run = RunId.new()
    file = opened.folder / "context.json"
    file.write_text(opened.context(run).model_dump_json())
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"sent\n"
        process.send_signal(signal.SIGKILL)
    harness = opened.harness()
    assert len(named(harness, run.tag)) == 2
    sweep = Sweep(harness)
    found = sweep.left_by(opened.folder / run.text)
    sweep.remove(found, opened.folder / run.text)
    assert (named(harness, run.tag), [entry for entry in found if entry.outstanding]) == ([], [])
    assert sweep.left_by(opened.folder / run.text) == []


def test_an_intent_that_never_became_anything_is_not_left_over(opened: Opened) -> None:
    run = RunId.new()
    ledger = Ledger(opened.folder / run.text / "ledger", "main", run.text, opened.context(run).profile.origin.text)
    ledger.intend("client", "createClient", "owner_a", "a", names=[f"{run.tag}-a never"])
    ledger.close()
    assert Sweep(opened.harness()).left_by(opened.folder / run.text) == []


def test_a_sweep_by_tag_takes_old_runs_and_leaves_young_ones(opened: Opened) -> None:
    harness, young = opened.harness(), RunId.new()
    make(harness, OLD)
    make(harness, young)
    sweep = Sweep(opened.harness())
    sweep.remove(sweep.older_than(timedelta(hours=2)), None)
    assert (named(harness, OLD.tag), len(named(harness, young.tag))) == ([], 1)


def test_a_sweep_by_tag_counts_what_it_passes_over(opened: Opened) -> None:
    harness, young, going_on = opened.harness(), RunId.new(), RunId.new(datetime.now(UTC) - timedelta(hours=4))
    before = Sweep(opened.harness())
    before.older_than(timedelta(hours=2))
    for run in (OLD, young, young, going_on):
        make(harness, run)
    lock = RunLock(going_on)
    sweep = Sweep(opened.harness())
    sweep.older_than(timedelta(hours=2))
    lock.release()
    assert (sweep.young - before.young, sweep.live - before.live) == (2, 1)


def test_a_sweep_by_tag_takes_the_leads_along(opened: Opened) -> None:
    harness = opened.harness()
    workspace = make(harness, OLD)
    lead = {"client_id": workspace, "firstName": "A", "lastName": "B", "notes": OLD.tag}
    made = harness.actor("owner_a").call("createLeads", json=lead)
    sweep = Sweep(opened.harness())
    sweep.remove(sweep.older_than(timedelta(hours=2)), None)
    read = harness.actor("owner_a").call("getEnrichLead", path={"id": made.at("lead.id")})
    assert read.status == 404


def test_a_sweep_takes_every_actors_own(opened: Opened) -> None:
    harness = opened.harness()
    make(harness, OLD, "owner_a")
    make(harness, OLD, "owner_b")
    sweep = Sweep(opened.harness())
    sweep.remove(sweep.older_than(timedelta(hours=2)), None)
    assert (named(harness, OLD.tag), named(harness, OLD.tag, "owner_b")) == ([], [])


def left_by_both(opened: Opened, run: RunId) -> Path:
    """The folder of a killed run that has made a client as each owner."""
    harness = opened.harness(run)
    for actor in ("owner_a", "owner_b"):
        make(harness, run, actor)
    return opened.folder / run.text


def test_a_sweep_goes_on_while_one_of_those_who_made_the_rows_is_let_in(opened: Opened) -> None:
    run = RunId.new()
    sweep = Sweep(opened.locked_out("owner_a"))
    sweep.remove(sweep.left_by(left_by_both(opened, run)), None)
    seen = opened.harness()
    assert (len(named(seen, run.tag)), named(seen, run.tag, "owner_b")) == (1, [])


def test_a_sweep_that_nobody_who_made_a_row_can_log_in_for_touches_nothing(opened: Opened) -> None:
    run = RunId.new()
    sweep = Sweep(opened.locked_out("owner_a", "owner_b"))
    found = sweep.left_by(left_by_both(opened, run))
    with pytest.raises(CredentialsRefused):
        sweep.remove(found, None)
    assert [entry.reason for entry in found if entry.reason] == []


def test_what_carries_no_tag_is_left_alone(opened: Opened) -> None:
    harness = opened.harness()
    harness.actor("owner_a").call("createClient", json={"clientName": "lgc-Acme"})
    sweep = Sweep(opened.harness())
    sweep.remove(sweep.older_than(timedelta(0)), None)
    assert "lgc-Acme" in named(harness, "lgc-Acme")


def test_a_live_runs_rows_are_left_alone(opened: Opened) -> None:
    harness, run = opened.harness(), RunId.new(datetime.now(UTC) - timedelta(hours=4))
    make(harness, run)
    lock = RunLock(run)
    found = Sweep(opened.harness()).older_than(timedelta(hours=2))
    lock.release()
    assert not any(run.tag in name for entry in found for name in entry.names)


def test_a_live_runs_ledger_is_refused(opened: Opened) -> None:
    harness = opened.harness()
    lock = RunLock(harness.run)
    sweep = Sweep(opened.harness())
    with pytest.raises(RefusedForSafety, match="still going on"):
        sweep.left_by(harness.context.out)
    lock.release()


def test_a_ledger_of_another_target_is_refused(opened: Opened) -> None:
    Ledger(opened.folder / "other" / "ledger", "main", OLD.text, "http://elsewhere.example").close()
    with pytest.raises(UsageError, match=r"against http://elsewhere\.example"):
        Sweep(opened.harness()).left_by(opened.folder / "other")


def test_what_would_be_removed_can_be_read(opened: Opened) -> None:
    harness = opened.harness()
    make(harness, OLD, name="shown")
    lines = [described(entry) for entry in Sweep(opened.harness()).older_than(timedelta(hours=2))]
    assert any(f"{OLD.tag}-a shown" in line and "of owner_a" in line for line in lines)


def showing(harness: Harness, stranger: dict[str, str]) -> Harness:
    """The same harness on a target that shows it one client more."""
    send = harness._transport.send

    def sent(request: Request, **facts: Any) -> Response:
        answer = send(request, **facts)
        if request.method != "GET" or "/clients" not in request.url or answer.status != 200:
            return answer
        body = {**answer.json, "clients": [*answer.json["clients"], stranger]}
        return replace(answer, body=json.dumps(body).encode())

    harness._transport.send = sent  # type: ignore[method-assign]  # as another target would answer
    return harness


def swept(opened: Opened, run: RunId, harness: Harness | None = None) -> list[Entry]:
    """What the ledger of a run leads to, after a sweep."""
    sweep = Sweep(harness or opened.harness())
    found = sweep.left_by(opened.folder / run.text)
    sweep.remove(found, opened.folder / run.text)
    return found


def test_a_client_that_its_run_found_to_be_shared_is_not_swept(opened: Opened) -> None:
    run = RunId.new()
    harness = opened.harness(run)
    harness.ledger.share((), {make(harness, run)})
    left = swept(opened, run)
    assert ([entry.outstanding for entry in left], len(named(opened.harness(), run.tag))) == ([True], 1)


def test_a_client_that_a_stranger_is_seen_to_share_is_not_swept(opened: Opened) -> None:
    run = RunId.new()
    stranger = {"id": "theirs", "client_id": make(opened.harness(run), run), "clientName": "Acme"}
    left = swept(opened, run, showing(opened.harness(), stranger))
    assert ([entry.outstanding for entry in left], len(named(opened.harness(), run.tag))) == ([True], 1)


def test_a_client_whose_id_a_stranger_is_seen_to_have_is_not_swept_by_its_tag(opened: Opened) -> None:
    harness = opened.harness()
    workspace, rows = make(harness, OLD), harness.actor("owner_a").call("listClients").rows("clients")
    row = next(each for each in rows if each["client_id"] == workspace)
    sweep = Sweep(showing(opened.harness(), {"id": row["id"], "client_id": "theirs", "clientName": "Acme"}))
    found = sweep.older_than(timedelta(hours=2))
    sweep.remove(found, None)
    assert row["clientName"] in named(harness, OLD.tag)
    harness.actor("owner_a").call("deleteClient", query={"id": row["id"], "purge": "true"})


def test_a_strangers_workspace_that_a_run_sent_leads_to_is_not_emptied(opened: Opened) -> None:
    stranger, run = opened.harness(), RunId.new()
    other = stranger.actor("owner_a")
    workspace = other.call("createClient", json={"clientName": "Acme"}).at("client.client_id")
    theirs = other.call("createLeads", json={"client_id": workspace, "firstName": "A", "lastName": "B"})
    lead = {"client_id": workspace, "firstName": "A", "lastName": "B", "notes": run.tag}
    opened.harness(run).actor("owner_a").call("createLeads", json={"leads": [lead]})
    swept(opened, run)
    assert other.call("getEnrichLead", path={"id": theirs.at("lead.id")}).status == 200


def test_a_removal_whose_answer_was_lost_is_asked_for_again(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    run = RunId.new()
    make(opened.harness(run), run)
    harness = opened.harness()
    send = harness._transport.send

    def lost(request: Request, **facts: Any) -> Response:
        answer = send(request, **facts)
        if request.method == "DELETE":
            monkeypatch.undo()
            raise TransportFault("no answer", processed=True)
        return answer

    monkeypatch.setattr(harness._transport, "send", lost)
    assert [entry.state for entry in swept(opened, run, harness)] == ["gone"]
