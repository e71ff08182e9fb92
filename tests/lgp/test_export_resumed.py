"""An export that is stopped goes on where it was, with the same question alone."""

import json

import pytest

from conformance.profile import Profile
from tests.lgp.exports import Made, by_key, jsonl, made, stopped, table
from tests.lgp.typed import Lgp


@pytest.fixture
def lgp(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> Lgp:
    """`lgp` by the API key of company A's owner."""
    by_key(monkeypatch, known)
    return stranger


@pytest.fixture(scope="session")
def ten(known: Profile) -> Made:
    """A client with ten leads that have awkward notes."""
    return made(known, 10, notes='"a",\n"b"')


def test_an_interrupt_keeps_the_rows_and_says_how_to_go_on(
    lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = stopped(lgp, monkeypatch, f"bulk export a.jsonl --client {ten.client_id} --page-size 3", after=2)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == "lgp: interrupted; 6 rows are kept in a.jsonl.part. To go on, run the same command\n"
    assert sorted(each.name for each in lgp.home.iterdir()) == ["a.jsonl.part", "a.jsonl.part.json"]
    assert len(jsonl(lgp.home / "a.jsonl.part")) == 6


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_the_same_question_goes_on_and_keeps_no_double(
    lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    line = f"bulk export {name} --client {ten.client_id} --page-size 3"
    stopped(lgp, monkeypatch, line, after=2)
    ended = lgp.done(line)
    rows = jsonl(lgp.home / name) if name.endswith("l") else table(lgp.home / name)
    assert ended.err == "going on after 6 rows in 2 pages\n"
    assert sorted(row["id"] for row in rows) == sorted(ten.leads)
    assert [each.name for each in lgp.home.iterdir()] == [name]


def test_rows_that_no_position_counts_are_cut_off(lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"bulk export a.jsonl --client {ten.client_id} --page-size 3"
    stopped(lgp, monkeypatch, line, after=1)
    with (lgp.home / "a.jsonl.part").open("a") as part:
        part.write('{"id": "torn')
    lgp.done(line)
    assert {row["id"] for row in jsonl(lgp.home / "a.jsonl")} == ten.leads


def test_other_rows_a_page_are_the_same_question(lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped(lgp, monkeypatch, f"bulk export a.jsonl --client {ten.client_id} --page-size 3", after=2)
    lgp.done(f"bulk export a.jsonl --client {ten.client_id}")
    assert len(jsonl(lgp.home / "a.jsonl")) == 10


def test_a_finished_walk_that_could_not_become_the_file_does_so_later(
    lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = f"bulk export a.jsonl --client {ten.client_id}"
    stopped(lgp, monkeypatch, line, after=1)
    assert len(jsonl(lgp.home / "a.jsonl.part")) == 10
    lgp.done(line)
    assert len(jsonl(lgp.home / "a.jsonl")) == 10


@pytest.mark.parametrize("flags", ["--fields email", "--source", "--company other"])
def test_another_question_is_refused(lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch, flags: str) -> None:
    stopped(lgp, monkeypatch, f"bulk export a.jsonl --client {ten.client_id} --page-size 3", after=2)
    ended = lgp(f"bulk export a.jsonl --client {ten.client_id} {flags}")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("lgp: a.jsonl.part is of another export: its ")
    assert ended.err.endswith("differ. Add --restart to export from the beginning, or name another FILE\n")
    assert len(jsonl(lgp.home / "a.jsonl.part")) == 6


def test_restart_begins_anew(lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped(lgp, monkeypatch, f"bulk export a.jsonl --client {ten.client_id} --page-size 3", after=2)
    ended = lgp.done(f"bulk export a.jsonl --client {ten.client_id} --fields email --restart")
    assert ended.err == ""
    assert (len(jsonl(lgp.home / "a.jsonl"))) == 10


def test_who_interrupts_a_restart_is_told_to_leave_the_flag_out(
    lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = stopped(lgp, monkeypatch, f"bulk export a.jsonl --client {ten.client_id} --page-size 3 --restart", after=1)
    assert ended.err.endswith("To go on, run the same command without --restart\n")


def test_a_page_that_the_service_no_longer_knows_makes_it_begin_anew(
    lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = f"bulk export a.jsonl --client {ten.client_id} --page-size 3"
    stopped(lgp, monkeypatch, line, after=2)
    state = lgp.home / "a.jsonl.part.json"
    known = json.loads(state.read_text())
    known["position"]["token"] = "long-forgotten"
    state.write_text(json.dumps(known))
    ended = lgp.done(line)
    rows = jsonl(lgp.home / "a.jsonl")
    assert "the service no longer knows the page to go on with: the export begins anew\n" in ended.err
    assert sorted(row["id"] for row in rows) == sorted(ten.leads)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("", "a.jsonl.part is shorter than it was left"),
        ('{"id": "x"}\n' * 2000, "a.jsonl.part holds other rows than it was left with"),
        ("no JSON\n" * 2000, "a.jsonl.part cannot be read as it was left"),
    ],
)
def test_a_part_that_somebody_changed_is_refused(
    lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch, changed: str, told: str
) -> None:
    line = f"bulk export a.jsonl --client {ten.client_id} --page-size 3"
    stopped(lgp, monkeypatch, line, after=2)
    part = lgp.home / "a.jsonl.part"
    part.write_text(changed[: part.stat().st_size // 12 * 12] if changed.startswith("{") else changed)
    ended = lgp(line)
    assert ended.code == 2
    assert ended.err.startswith(f"lgp: {told}. Add --restart")


def test_a_part_of_nobody_knows_what_is_refused(lgp: Lgp, ten: Made) -> None:
    (lgp.home / "a.jsonl.part").write_text("mine\n")
    ended = lgp(f"bulk export a.jsonl --client {ten.client_id}")
    assert (ended.code, (lgp.home / "a.jsonl.part").read_text()) == (2, "mine\n")
    assert "nothing tells of which export a.jsonl.part is" in ended.err


def test_a_position_that_cannot_be_read_is_refused(lgp: Lgp, ten: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"bulk export a.jsonl --client {ten.client_id} --page-size 3"
    stopped(lgp, monkeypatch, line, after=2)
    (lgp.home / "a.jsonl.part.json").write_text('{"asked": {}, "position": {"size": "much"}}')
    ended = lgp(line)
    assert (ended.code, ended.err.startswith("lgp: a.jsonl.part.json cannot be used. Add --restart")) == (2, True)


def test_neither_part_nor_position_holds_a_secret(
    lgp: Lgp, ten: Made, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(lgp, monkeypatch, f"bulk export a.jsonl --client {ten.client_id} --page-size 3", after=2)
    text = "".join(each.read_text() for each in lgp.home.iterdir())
    assert (known.actors["owner_a"].secret("api_key") or "-") not in text
