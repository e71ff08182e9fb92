"""The marks of a record, found in whatever way an answer writes them, and taken for nothing else."""

import json
from typing import Any

import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.laws.marks import shows, telling, told

ACCENTS, PROFILE, QUOTED = "lgc Dvořák Ltd", "https://linkedin.example/in/ada", 'a:7+b=é "1"\\'


def answered(body: bytes, url: str = "https://api.example/api/leads", sent: bytes = b"") -> Exchange:
    return Exchange("t.1", Request("GET", url, (), sent), Response(200, (), body), "listLeads", "a")


def said(value: Any) -> Exchange:
    return answered(json.dumps(value, ensure_ascii=False).encode())


@pytest.mark.parametrize("mark", [ACCENTS, PROFILE, QUOTED])
@pytest.mark.parametrize(
    "written",
    [
        lambda mark: json.dumps({"error": mark}, ensure_ascii=False),
        lambda mark: json.dumps({"error": mark}),
        lambda mark: json.dumps({"error": mark}).replace("/", "\\/"),
        lambda mark: json.dumps({"error": "".join(f"\\u{ord(each):04X}" for each in mark)}).replace("\\\\", "\\"),
        lambda mark: json.dumps({"error": f"INSERT {json.dumps([mark])} failed"}),
        lambda mark: json.dumps({"error": mark})[:-1],
        lambda mark: f"<p>{mark}</p>",
    ],
    ids=["in UTF-8", "in ASCII", "slashes too", "all of it", "JSON in JSON", "cut off", "no JSON"],
)
def test_a_mark_is_shown_however_it_is_written(mark: str, written: Any) -> None:
    assert told(answered(written(mark).encode()), {mark}) == [mark]


def test_a_mark_beyond_sixteen_bits_is_shown_by_the_pair_that_stands_for_it() -> None:
    assert shows(answered(rb'{"error": "the lead \ud83d\ude80\ud83d\ude80 rocket"'), "\U0001f680\U0001f680 rocket")


def test_half_of_a_pair_hides_no_mark_beside_it() -> None:
    assert shows(answered(rb'{"error": "\ud83d of \u004cead-1", "rocket": '), "lead-1")


def test_a_mark_is_shown_in_any_letter_case_and_in_pieces_of_characters() -> None:
    assert shows(said({"error": "LGC DVOR\u030cA\u0301K LTD is taken"}), ACCENTS)


@pytest.mark.parametrize("value", [{"lead-1": {}}, [["lead-1"]], "no lead-1", {"rows": [{"id": "lead-1"}]}])
def test_a_mark_is_shown_by_a_key_and_by_any_string(value: Any) -> None:
    assert shows(said(value), "lead-1")


@pytest.mark.parametrize("mark", ["1", "21", "2026", "01034"])
def test_a_short_mark_is_a_whole_string_and_no_piece_of_a_time(mark: str) -> None:
    around = {"createdAt": "2026-11-21T06:18:21.010342Z", "total": int(mark), "message": f"{mark} of 100 leads"}
    assert not shows(said({"leads": [around]}), mark)
    assert shows(said({"leads": [around | {"id": mark}]}), mark)


@pytest.mark.parametrize("text", ["3100007", "1000071", "a100007f", "06:18:21.100007Z"])
def test_a_number_is_no_piece_of_a_longer_one(text: str) -> None:
    assert not shows(said({"id": text}), "100007")


@pytest.mark.parametrize("value", ["100007", "no lead 100007 here", "lead_100007_a", 100007, {"ids": [100007]}])
def test_a_number_is_shown_as_a_word_and_as_a_figure(value: Any) -> None:
    assert shows(said({"error": value}), "100007")


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://api.example/api/leads?client_id=a%3A7%2Bb%3D%C3%A9+%221%22%5C", b""),
        ("https://api.example/api/leads/a%3A7+b%3D%C3%A9%20%221%22%5C", b""),
        ("https://api.example/", json.dumps({"ids": [QUOTED]}).encode()),
        ("https://api.example/", QUOTED.encode()),
    ],
    ids=["query", "path", "JSON", "no JSON"],
)
def test_what_the_request_carried_is_not_told(url: str, sent: bytes) -> None:
    body = json.dumps({"error": QUOTED, "other": PROFILE}).encode()
    assert told(answered(body, url, sent), {QUOTED, PROFILE}) == [PROFILE]


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://api.example/api/leads?limit=20&client_id=21", b""),
        ("https://api.example/api/leads/21", b""),
        ("https://api.example/", b'{"ids": ["21"]}'),
    ],
)
def test_a_short_mark_was_carried_where_the_request_named_it_whole(url: str, sent: bytes) -> None:
    body = json.dumps({"ids": ["21", "20"], "id": "2"}).encode()
    assert told(answered(body, url, sent), {"21", "2"}) == ["2"]


def test_a_number_tells_no_record_that_something_else_tells() -> None:
    page = said({"clients": [{"id": "100007", "name": "of somebody else"}]})
    assert told(page, {"100007", "ada@x.example"}) == []
    assert told(page, {"100007"}) == ["100007"]


def test_marks_are_told_in_order() -> None:
    assert told(said(["lead-2", "lead-1", "lead-3"]), ["lead-3", "lead-1"]) == ["lead-1", "lead-3"]


def test_a_number_that_nothing_counts_to_tells_a_record_as_a_text_does() -> None:
    page = said({"error": "the lead 100000007 is another's"})
    assert told(page, {"100000007", "ada@x.example"}) == ["100000007"]


def test_what_tells_a_record_is_in_order_and_without_short_numbers() -> None:
    assert telling({"b-1", "12345678", "a-1"}) == ["a-1", "b-1"]
    assert telling({"b-1", "123456789", "7"}) == ["123456789", "b-1"]
    assert telling({"8", "7"}) == ["7", "8"]
