"""All leads in a file: its two forms, its fields, and what is refused before anything is asked."""

import fcntl
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlsplit

import pytest

from conformance.lgp.part_file import PartFile, Position
from conformance.locks import state_root
from conformance.profile import Profile
from tests.cli.servers import Answer, answering, say
from tests.lgp.exports import Made, by_key, jsonl, made, stopped, table
from tests.lgp.typed import Lgp

HOSTILE = 'a "quote", a comma,\r\na line break, =1+1 and \x1b[31m'


@pytest.fixture
def lgp(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> Lgp:
    """`lgp` by the API key of company A's owner."""
    by_key(monkeypatch, known)
    return stranger


@pytest.fixture(scope="session")
def ten(known: Profile) -> Made:
    """A client with ten leads that have awkward notes."""
    return made(known, 10, notes=HOSTILE, city="São Paulo")


def test_each_lead_of_a_client_is_a_json_line_once_and_whole(lgp: Lgp, ten: Made) -> None:
    ended = lgp.done(f"bulk export leads.jsonl --client {ten.client_id} --page-size 3")
    rows = jsonl(lgp.home / "leads.jsonl")
    assert ended.out == "10 leads in leads.jsonl\n"
    assert sorted(row["id"] for row in rows) == sorted(ten.leads)
    assert {(row["client_id"], row["notes"], row["city"]) for row in rows} == {(ten.client_id, HOSTILE, "São Paulo")}


def test_a_client_may_be_named_by_its_record_too(lgp: Lgp, ten: Made) -> None:
    lgp.done(f"bulk export leads.jsonl --client {ten.id}")
    assert {row["id"] for row in jsonl(lgp.home / "leads.jsonl")} == ten.leads


def test_a_csv_has_a_column_for_every_documented_field(lgp: Lgp, ten: Made) -> None:
    lgp.done(f"bulk export leads.csv --client {ten.client_id} --page-size 4")
    rows = table(lgp.home / "leads.csv")
    assert {row["id"] for row in rows} == ten.leads
    assert list(rows[0])[:4] == ["id", "client_id", "firstName", "lastName"]
    assert {"email", "enrichment10", "copyright1", "aiLeadScore"} <= set(rows[0])


def test_a_csv_gives_back_what_was_stored(lgp: Lgp, ten: Made) -> None:
    lgp.done(f"bulk export leads.csv --client {ten.client_id} --page-size 4")
    assert {row["notes"] for row in table(lgp.home / "leads.csv")} == {HOSTILE}


@pytest.mark.parametrize("name", ["leads.jsonl", "leads.csv"])
def test_chosen_fields_come_alone_behind_the_id(lgp: Lgp, ten: Made, name: str) -> None:
    lgp.done(f"bulk export {name} --client {ten.client_id} --fields city,lastName,city")
    rows = jsonl(lgp.home / name) if name.endswith("l") else table(lgp.home / name)
    assert {tuple(row) for row in rows} == {("id", "city", "lastName")}
    assert {row["city"] for row in rows} == {"São Paulo"}


def test_the_id_stands_where_it_was_asked_for(lgp: Lgp, ten: Made) -> None:
    lgp.done(f"bulk export leads.csv --client {ten.client_id} --fields city,id")
    assert list(table(lgp.home / "leads.csv")[0]) == ["city", "id"]


def test_a_field_that_no_lead_has_is_refused_with_near_ones(lgp: Lgp, ten: Made) -> None:
    ended = lgp(f"bulk export leads.csv --client {ten.client_id} --fields citty,email,shoe")
    told = "--fields: a lead has no field 'citty' (near: city), 'shoe'"
    remedy = "Mend that, or ask for it all the same with --allow-unknown"
    assert (ended.code, ended.err, list(lgp.home.iterdir())) == (2, f"lgp: {told}. {remedy}\n", [])


@pytest.mark.parametrize("name", ["firstname", "First Name"])
def test_a_field_in_another_spelling_is_near_its_own(lgp: Lgp, name: str) -> None:
    ended = lgp("bulk export leads.csv --fields", name)
    assert (ended.code, f"{name!r} (near: firstName" in ended.err) == (2, True)


def test_a_field_of_the_services_own_may_be_asked_for(stranger: Lgp, late: str) -> None:
    stranger.done(f"{late} leads.jsonl --fields hat --allow-unknown")
    assert jsonl(stranger.home / "leads.jsonl") == [{"id": "a", "hat": 1}, {"id": "b"}, {"id": "c"}]


def test_a_hyphen_is_no_file_and_not_standard_output(lgp: Lgp) -> None:
    ended = lgp("bulk export - --format jsonl")
    told = "an export goes into a file, where it can be gone on with, and not to standard output"
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}. Name a file, such as leads.jsonl\n")
    assert list(lgp.home.iterdir()) == []


def test_a_limit_is_rows_a_page_as_in_the_api_and_says_that_it_bounds_no_export(lgp: Lgp, ten: Made) -> None:
    ended = lgp.done(f"bulk export leads.jsonl --client {ten.client_id} --limit 4 --json")
    assert (ended.json["rows"], ended.json["pages"]) == (10, 3)
    assert "--limit is rows a page, as in the API: the export has all leads all the same\n" in ended.err


def test_rows_a_page_are_told_once(lgp: Lgp) -> None:
    ended = lgp("bulk export leads.jsonl --limit 4 --page-size 5")
    assert (ended.code, ended.err) == (2, "lgp: --page-size and --limit are the same. Give one of them\n")


def test_the_format_may_be_another_than_the_name_says(lgp: Lgp, ten: Made) -> None:
    lgp.done(f"bulk export leads.txt --format jsonl --client {ten.client_id}")
    assert {row["id"] for row in jsonl(lgp.home / "leads.txt")} == ten.leads


def test_machines_are_told_the_file_and_what_was_asked(lgp: Lgp, ten: Made) -> None:
    told = lgp.done(f"bulk export leads.jsonl --client {ten.client_id} --page-size 4 --json").json
    asked = {"file": "leads.jsonl", "rows": 10, "pages": 3, "operation": "bulkEnrichLeads"}
    assert told == asked | {"fieldsLeftOut": []}


LATE = [
    {"success": True, "leads": [{"id": "a", "hat": 1}], "nextToken": "1"},
    {"success": True, "leads": [{"id": "b", "shoe": 2}], "nextToken": "2"},
    {"success": True, "leads": [{"id": "c", "shoe": 3, "glove": 4}]},
]


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """How to ask a service whose leads show further fields from page to page."""
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "somebody")

    def page(handler: BaseHTTPRequestHandler) -> None:
        token = parse_qs(urlsplit(handler.path).query).get("nextToken", ["0"])[0]
        say(handler, Answer(200, json.dumps(LATE[int(token)]).encode()))

    with answering(page) as server:
        yield f"--base-url {server.origin} bulk export --company c"


def test_fields_that_came_too_late_for_a_table_are_told_with_where_they_stand(stranger: Lgp, late: str) -> None:
    ended = stranger.done(f"{late} leads.csv --json")
    told = "no column has been made for {}, which no row of the first page had; an export to JSONL has every field\n"
    assert ended.json["fieldsLeftOut"] == ["shoe", "glove"]
    assert ended.err == told.format("shoe") + told.format("glove")


def test_fields_that_were_left_out_before_a_break_are_told_after_it(
    stranger: Lgp, late: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(stranger, monkeypatch, f"{late} leads.csv", after=2)
    ended = stranger.done(f"{late} leads.csv --json")
    assert ended.json["fieldsLeftOut"] == ["shoe", "glove"]


def test_an_export_to_jsonl_leaves_no_field_out(stranger: Lgp, late: str) -> None:
    ended = stranger.done(f"{late} leads.jsonl --json")
    assert ended.json["fieldsLeftOut"] == []
    assert [row.get("shoe") for row in jsonl(stranger.home / "leads.jsonl")] == [None, 2, 3]


def test_a_company_is_exported_whole_where_no_client_is_named(lgp: Lgp, ten: Made) -> None:
    lgp.done("bulk export leads.jsonl --fields id")
    ids = [row["id"] for row in jsonl(lgp.home / "leads.jsonl")]
    assert ten.leads < set(ids)
    assert len(ids) == len(set(ids))


def test_source_leads_are_exported_by_their_own_list(lgp: Lgp) -> None:
    told = lgp.done("bulk export leads.jsonl --source --json").json
    assert told["operation"] == "bulkSourceLeads"
    assert len(jsonl(lgp.home / "leads.jsonl")) == told["rows"] > 0


def test_a_client_without_leads_gives_a_header_alone(lgp: Lgp, known: Profile) -> None:
    lgp.done(f"bulk export leads.csv --fields email --client {made(known, 0).client_id}")
    assert (lgp.home / "leads.csv").read_bytes() == b"id,email\r\n"


def test_nothing_but_the_file_is_left(lgp: Lgp, ten: Made) -> None:
    lgp.done(f"bulk export leads.jsonl --client {ten.client_id}")
    assert [each.name for each in lgp.home.iterdir()] == ["leads.jsonl"]


def test_a_file_that_is_there_is_kept(lgp: Lgp, ten: Made) -> None:
    (lgp.home / "leads.csv").write_text("mine")
    ended = lgp(f"bulk export leads.csv --client {ten.client_id}")
    assert (ended.code, (lgp.home / "leads.csv").read_text()) == (2, "mine")
    assert ended.err == "lgp: leads.csv is there already. Add --force to replace it, or name another FILE\n"


def test_force_replaces_a_file_that_is_there(lgp: Lgp, ten: Made) -> None:
    (lgp.home / "leads.csv").write_text("mine")
    lgp.done(f"bulk export leads.csv --client {ten.client_id} --force")
    assert {row["id"] for row in table(lgp.home / "leads.csv")} == ten.leads


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("leads.xls", "leads.xls names no form that is known. Add --format jsonl or csv"),
        ("leads.csv --format xml", "leads.csv names no form that is known. Add --format jsonl or csv"),
        ("leads.csv --fields ,", "--fields names no field. Write them with commas: --fields firstName,email"),
        ("leads.csv --page-size 0", "--page-size 0 is no number of rows a page. Take 1 to 5000"),
        ("leads.csv --limit 0", "--limit 0 is no number of rows a page. Take 1 to 5000"),
        ("leads.csv --limit 5001", "--limit 5001 is no number of rows a page. Take 1 to 5000"),
        (".. --format csv", ".. is a folder. Name a file in it"),
        ("..", ".. is a folder. Name a file in it"),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is_written(lgp: Lgp, flags: str, told: str) -> None:
    ended = lgp(f"bulk export {flags}")
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}\n")
    assert list(lgp.home.iterdir()) == []


def test_a_client_that_the_service_does_not_know_is_told_before_anything_is_written(lgp: Lgp) -> None:
    ended = lgp("bulk export leads.csv --client nobody")
    assert (ended.code, ended.err) == (1, "lgp: there is no client nobody. `lgp clients list` shows them all\n")
    assert list(lgp.home.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(lgp: Lgp, ten: Made) -> None:
    ended = lgp(f"bulk export none/leads.csv --client {ten.client_id}")
    assert (ended.code, ended.err) == (2, "lgp: there is no folder none. Make it, or name a FILE elsewhere\n")


@pytest.mark.parametrize("letters", [220, 300])
def test_a_name_that_is_too_long_with_what_lies_beside_it_is_refused(lgp: Lgp, letters: int) -> None:
    ended = lgp(f"bulk export {'a' * letters}.jsonl")
    told = f"lgp: {'a' * letters}.jsonl cannot be written: File name too long. Name another FILE\n"
    assert (ended.code, ended.err, list(lgp.home.iterdir())) == (2, told, [])


def test_two_exports_do_not_write_one_file(lgp: Lgp, ten: Made) -> None:
    other = PartFile(lgp.home / "leads.csv", {})
    ended = lgp(f"bulk export leads.csv --client {ten.client_id}")
    other.close()
    assert (ended.code, ended.err) == (
        2,
        "lgp: another `lgp` is writing leads.csv.part. Let it end, or name another FILE\n",
    )


def test_a_part_that_becomes_the_file_while_another_opens_it_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, row, lock = tmp_path / "a.jsonl", b'{"id":"1"}\n', fcntl.flock
    one = PartFile(file, {})
    one.begin(Position(("x",)))
    one.add(row, Position((), size=len(row), rows=1, pages=1))

    def late(handle: IO[bytes], how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        one.publish(force=False)
        one.close()
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    two = PartFile(file, {})
    two.forget()
    two.begin(Position(("x",)))
    two.close()
    assert file.read_bytes() == row


def test_a_part_of_another_is_left_when_an_empty_one_has_become_the_file(tmp_path: Path) -> None:
    one = PartFile(tmp_path / "a.jsonl", {})
    one.begin(Position(()))
    one.publish(force=False)
    two = PartFile(tmp_path / "a.jsonl", {})
    one.close()
    assert two.path.exists()
    two.close()


def test_no_secret_is_in_any_file(lgp: Lgp, ten: Made, known: Profile, tmp_path: Path) -> None:
    lgp.done(f"bulk export leads.jsonl --client {ten.client_id}")
    key = (known.actors["owner_a"].secret("api_key") or "").encode()
    kept = [file for file in state_root().rglob("*") if file.is_file()]
    assert (bool(key), bool(kept)) == (True, True)
    files = [*kept, *(file for file in tmp_path.rglob("*") if file.is_file())]
    assert [file for file in files if key in file.read_bytes()] == []
