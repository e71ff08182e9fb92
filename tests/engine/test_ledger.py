"""The ledger: on disk before anything is created, and replayed to exactly what may still stand."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.errors import UsageError
from conformance.ledger import Entry, Ledger, replay

RUN = "20260131t101500z-3fa9c1"
ORIGIN = "http://127.0.0.1:8765"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path, "main", RUN, ORIGIN)
    yield made
    made.close()


def client(ledger: Ledger, id: str | None = None) -> Entry:
    entry = ledger.intend("client", "createClient", "owner_a", "a", names=["lgc-x"])
    if id is not None:
        ledger.made(entry, id=id, client_ids=[f"ws-{id}"])
    return entry


def states(folder: Path) -> list[tuple[str, str | None]]:
    return [(entry.state, entry.id) for entry in replay(folder)[2]]


@pytest.mark.usefixtures("ledger")
def test_a_replay_tells_the_run_and_its_target(tmp_path: Path) -> None:
    assert replay(tmp_path)[:2] == (RUN, ORIGIN)


def test_an_intention_is_on_disk_before_it_returns(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bytes] = []
    fsync = os.fsync

    def recording(number: int) -> None:
        fsync(number)
        synced.append((tmp_path / "main.jsonl").read_bytes())

    monkeypatch.setattr(os, "fsync", recording)
    client(ledger)
    assert b'"event":"intent"' in synced[-1]


def test_an_entry_is_replayed_as_it_was_written(ledger: Ledger, tmp_path: Path) -> None:
    entry = ledger.intend("leads", "createLeads", "owner_a", None, client_ids=["ws"], names=["a@x"], removable=True)
    ledger.unknown(entry, "status 502")
    assert replay(tmp_path)[2] == [entry]


@pytest.mark.parametrize(
    ("step", "outstanding"),
    [("intent", True), ("made", True), ("unknown", True), ("refused", False), ("gone", False)],
)
def test_what_may_still_stand_is_outstanding(ledger: Ledger, tmp_path: Path, step: str, outstanding: bool) -> None:
    entry = client(ledger)
    if step == "made":
        ledger.made(entry, id="7")
    elif step == "unknown":
        ledger.unknown(entry, "no answer")
    elif step != "intent":
        {"refused": ledger.refused, "gone": ledger.gone}[step](entry)
    assert [each.outstanding for each in replay(tmp_path)[2]] == [outstanding]
    assert bool(ledger.outstanding()) is outstanding


def test_a_purged_workspace_takes_along_what_lies_in_it(ledger: Ledger) -> None:
    client(ledger, "1")
    lead = ledger.intend("lead", "createLeads", "owner_a", "a", client_ids=["ws-1"])
    ledger.made(lead, id="l1", client_ids=["ws-1"])
    other = client(ledger, "2")
    ledger.gone_with_client("ws-1", "a")
    assert ledger.outstanding() == [other]


def test_a_purge_does_not_take_what_nothing_removes(ledger: Ledger) -> None:
    kept = ledger.intend("search", "createSearchHistory", "owner_a", "a", client_ids=["ws-1"], removable=False)
    ledger.made(kept, id="s1", client_ids=["ws-1"])
    ledger.gone_with_client("ws-1", "a")
    assert ledger.outstanding() == [kept]


def test_rows_are_gone_by_their_ids(ledger: Ledger) -> None:
    client(ledger, "1")
    other = client(ledger, "2")
    ledger.gone_by_id("client", ["1", "9"], "a")
    assert ledger.outstanding() == [other]


def test_a_row_of_another_kind_with_the_same_id_stays(ledger: Ledger) -> None:
    kept = client(ledger, "1")
    lead = ledger.intend("lead", "createLeads", "owner_a", "a")
    ledger.made(lead, id="1")
    ledger.gone_by_id("lead", ["1"], "a")
    assert ledger.outstanding() == [kept]


def test_a_torn_last_line_had_not_happened(ledger: Ledger, tmp_path: Path) -> None:
    client(ledger)
    file = tmp_path / "main.jsonl"
    with file.open("ab") as torn:
        torn.write(b'{"event":"made","key":"main.1","id":"4')
    assert states(tmp_path) == [("intent", None)]


def test_a_ledger_that_goes_on_after_a_torn_line_is_read_whole(ledger: Ledger, tmp_path: Path) -> None:
    client(ledger)
    with (tmp_path / "main.jsonl").open("ab") as torn:
        torn.write(b'{"event":"made","key":"main.1","id":"4')
    again = Ledger(tmp_path, "main", RUN, ORIGIN)
    again.gone(Entry("main.1", "client", "createClient", "owner_a", "a"))
    again.close()
    assert states(tmp_path) == [("gone", None)]


def test_a_note_about_an_unknown_entry_is_passed_over(ledger: Ledger, tmp_path: Path) -> None:
    client(ledger)
    ledger.gone(Entry("gone.7", "client", "createClient", "owner_a", "a"))
    assert states(tmp_path) == [("intent", None)]


def test_the_parts_of_all_processes_are_one_ledger(ledger: Ledger, tmp_path: Path) -> None:
    client(ledger, "1")
    worker = Ledger(tmp_path, "gw0", RUN, ORIGIN)
    client(worker, "2")
    worker.close()
    assert {id for _, id in states(tmp_path)} == {"1", "2"}


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (b'{"event":"what"}\n', "it tells of no event that there is"),
        (b'{"event":"what"}', "it tells of no event that there is"),
        (b'{"key":"main.1"}\n', "it tells of no event that there is"),
        (b'{"event":["made"]}\n', "it tells of no event that there is"),
        (b"[]\n", "it tells of no event that there is"),
        (b"garbage{\n", "it is no JSON"),
        (b'{"event":"gone"}\n', "it is wrong at `key`: it is missing"),
        (b'{"event":"made","key":"main.1","id":7}\n', "it is wrong at `id`: it is no text"),
        (b'{"event":"intent","key":"main.2"}\n', "it is wrong at `kind`: it is missing"),
        (b'{"event":"shared","ids":"7"}\n', "it is wrong at `ids`: "),
    ],
)
def test_a_line_that_is_no_record_is_refused_with_its_number_and_another_way(
    ledger: Ledger, tmp_path: Path, damage: bytes, why: str
) -> None:
    client(ledger)
    file = tmp_path / "main.jsonl"
    with file.open("ab") as damaged:
        damaged.write(damage)
    with pytest.raises(UsageError) as refusal:
        replay(tmp_path)
    assert refusal.value.message.startswith(f"line 3 of {file} is no record of a ledger: {why}")
    assert "--older-than" in refusal.value.remedy


def test_a_broken_line_in_the_middle_is_no_torn_one(ledger: Ledger, tmp_path: Path) -> None:
    with (tmp_path / "main.jsonl").open("ab") as damaged:
        damaged.write(b"garbage{\n")
    client(ledger)
    with pytest.raises(UsageError, match=r"line 2 of .* is no record of a ledger"):
        replay(tmp_path)


def test_an_empty_line_says_nothing(ledger: Ledger, tmp_path: Path) -> None:
    client(ledger)
    with (tmp_path / "main.jsonl").open("ab") as edited:
        edited.write(b"\n")
    assert states(tmp_path) == [("intent", None)]


def test_a_ledger_without_a_beginning_is_refused(tmp_path: Path) -> None:
    (tmp_path / "main.jsonl").write_bytes(b"garbage{")
    with pytest.raises(UsageError, match="has no beginning"):
        replay(tmp_path)


def test_a_process_that_was_killed_before_its_first_line_hides_no_other(ledger: Ledger, tmp_path: Path) -> None:
    client(ledger)
    (tmp_path / "gw0.jsonl").write_bytes(b'{"event":"ru')
    assert states(tmp_path) == [("intent", None)]


def test_a_folder_without_a_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no ledger"):
        replay(tmp_path / "latest")


KILLED = """
import sys
from pathlib import Path
from conformance.ledger import Ledger

ledger = Ledger(Path(sys.argv[1]), "main", "run", "origin")
first = ledger.intend("client", "createClient", "owner_a", "a", names=["one"])
ledger.made(first, id="1", client_ids=["ws-1"])
second = ledger.intend("client", "createClient", "owner_a", "a", names=["two"])
ledger.made(second, id="2")
ledger.gone(second)
ledger.intend("client", "createClient", "owner_a", "a", names=["three"])
print("sent", flush=True)
sys.stdin.read()
"""


def test_a_process_killed_between_intent_and_answer_leaves_exactly_its_leftovers(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"sent\n"
        process.send_signal(signal.SIGKILL)
    standing = [(entry.names, entry.state, entry.id) for entry in replay(tmp_path)[2] if entry.outstanding]
    assert standing == [(("one",), "made", "1"), (("three",), "intent", None)]


def test_clients_that_others_share_are_replayed_as_such_with_what_lies_in_them(ledger: Ledger, tmp_path: Path) -> None:
    for id in ("1", "2", "3"):
        client(ledger, id)
    ledger.intend("leads", "createLeads", "owner_a", "a", client_ids=["ws-1"])
    ledger.share({"2"}, {"ws-1"})
    assert [entry.shared for entry in replay(tmp_path)[2]] == [True, True, False, True]


def test_what_another_process_knows_to_be_shared_is_shared(ledger: Ledger, tmp_path: Path) -> None:
    client(ledger, "1")
    worker = Ledger(tmp_path, "gw0", RUN, ORIGIN)
    worker.share((), {"ws-1"})
    worker.close()
    assert [entry.shared for entry in replay(tmp_path)[2]] == [True]


def test_what_is_made_in_a_shared_client_later_lies_in_it_too(ledger: Ledger) -> None:
    ledger.share((), {"ws-1"})
    lead = ledger.intend("lead", "createLeads", "owner_a", "a", client_ids=["ws-1"])
    assert (lead.shared, client(ledger, "1").shared, client(ledger, "2").shared) == (True, True, False)


def test_only_a_client_has_the_id_of_a_client(ledger: Ledger) -> None:
    lead = ledger.intend("lead", "createLeads", "owner_a", "a")
    ledger.made(lead, id="1")
    ledger.share({"1"}, ())
    assert not lead.shared


def test_what_lies_in_a_shared_client_is_not_gone_with_another(ledger: Ledger) -> None:
    batch = ledger.intend("leads", "createLeads", "owner_a", "a", client_ids=["ws-1", "ws-2"])
    ledger.share((), {"ws-1"})
    ledger.gone_with_client("ws-2", "a")
    assert ledger.outstanding() == [batch]
