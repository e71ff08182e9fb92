"""What an export does with pages that no good service gives."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from conformance import contract
from conformance.errors import Incomplete, NotThisApi
from conformance.exchange import Exchange, Request, Response
from conformance.lgp.exporting import Export
from conformance.lgp.lead_sources import LeadSource
from conformance.lgp.part_file import PartFile, Position
from conformance.lgp.refusals import ApiRefused, refused
from conformance.lgp.row_forms import form
from conformance.lgp.session import Session
from conformance.redaction import Redactor

Page = Mapping[str, Any] | int


class Answers:
    """Stands in for a session: gives these pages, by listing, or refuses with a status, in the words of `kind`."""

    def __init__(self, pages: Mapping[str, list[Page]], kind: str = "not_found") -> None:
        self.contract = contract.load()
        self._pages = pages
        self._kind = kind

    def pages(self, operation: str, query: Mapping[str, object], limit: int, token: str | None) -> Iterator[Exchange]:
        assert limit == 5
        listing = str(query.get("client_id") or "")
        for page in self._pages[listing][int(token or 0) :]:
            if isinstance(page, int):
                raise ApiRefused("refused", status=page, kind=self._kind)
            body = orjson.dumps({"success": True, **page})
            yield Exchange("1", Request("GET", "http://x"), Response(200, (), body), operation, None)


def exported(
    folder: Path, pages: Mapping[str, list[Page]], kind: str = "jsonl", listings: tuple[str, ...] = ()
) -> tuple[Position, str, list[str]]:
    """Where the export ended, what the part holds then, and what was told."""
    notes: list[str] = []
    source = LeadSource("listLeads" if listings else "bulkEnrichLeads", "me", "c", "", ())
    part = PartFile(folder / "leads", {})
    if listings:
        part.begin(Position(listings))
    session = cast(Session, Answers(pages))
    try:
        end = Export(session, source, form(kind, ()), part, 5, notes.append, lambda _: None).run()
    finally:
        part.close()
    return end, part.path.read_text(encoding="utf-8"), notes


def test_a_row_that_comes_on_two_pages_stands_once(tmp_path: Path) -> None:
    pages: list[Page] = [{"leads": [{"id": "a"}, {"id": "b"}], "nextToken": "1"}, {"leads": [{"id": "b"}, {"id": "c"}]}]
    end, text, _ = exported(tmp_path, {"": pages})
    assert (end.rows, text) == (3, '{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n')


def test_an_empty_page_with_a_token_is_no_end(tmp_path: Path) -> None:
    pages: list[Page] = [{"leads": [], "nextToken": "1"}, {"leads": [{"id": "a"}]}]
    assert exported(tmp_path, {"": pages})[0].rows == 1


def test_a_row_without_an_id_ends_the_export(tmp_path: Path) -> None:
    with pytest.raises(NotThisApi, match="a lead without an id"):
        exported(tmp_path, {"": [{"leads": [{"email": "x"}]}]})


def test_fields_that_come_too_late_for_the_header_are_told_once(tmp_path: Path) -> None:
    late = {"id": "b", "shoeSize": 43}
    pages: list[Page] = [
        {"leads": [{"id": "a", "hat": True}], "nextToken": "1"},
        {"leads": [late], "nextToken": "2"},
        {"leads": [{**late, "id": "c"}]},
    ]
    _, text, notes = exported(tmp_path, {"": pages}, "csv")
    told = (
        "no column has been made for shoeSize, which no row of the first page had; an export to JSONL has every field"
    )
    assert notes == [told]
    assert text.splitlines()[0].endswith(",copyright10,hat")
    assert text.splitlines()[1].endswith(",true")


def test_nested_values_stand_as_json_in_a_csv(tmp_path: Path) -> None:
    _, text, _ = exported(tmp_path, {"": [{"leads": [{"id": "a", "tags": ["x", {"y": 1}]}]}]}, "csv")
    assert text.splitlines()[1].endswith(',"[""x"",{""y"":1}]"')


def test_a_client_that_is_gone_meanwhile_is_told_and_passed_over(tmp_path: Path) -> None:
    pages: dict[str, list[Page]] = {"one": [404], "two": [{"leads": [{"id": "a"}]}]}
    end, text, notes = exported(tmp_path, pages, listings=("one", "two"))
    assert (end.left, text, notes) == ((), '{"id":"a"}\n', ["client one is there no longer"])


def test_no_row_is_lost_that_came_after_a_client_was_gone_in_mid_walk(tmp_path: Path) -> None:
    pages: dict[str, list[Page]] = {
        "one": [{"leads": [{"id": "a"}, {"id": "b"}], "nextToken": "1"}, 404],
        "two": [{"leads": [{"id": "c"}, {"id": "d"}], "nextToken": "1"}, {"leads": [{"id": "e"}]}],
    }

    def interrupt(at: Position) -> None:
        if at.left == ("two",) and at.token:
            raise KeyboardInterrupt

    session, source = cast(Session, Answers(pages)), LeadSource("listLeads", "me", "c", "", ())
    part = PartFile(tmp_path / "leads", {})
    part.begin(Position(("one", "two")))
    with pytest.raises(KeyboardInterrupt):
        Export(session, source, form("jsonl", ()), part, 5, lambda _: None, interrupt).run()
    part.close()
    part = PartFile(tmp_path / "leads", {})
    end = Export(session, source, form("jsonl", ()), part, 5, lambda _: None, lambda _: None).run()
    part.close()
    text = part.path.read_text(encoding="utf-8")
    assert (end.rows, [line[7] for line in text.splitlines()]) == (5, ["a", "b", "c", "d", "e"])


def test_a_gateway_that_knows_no_page_is_no_client_that_is_gone(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "leads", {})
    part.begin(Position(("one", "two")))
    session = cast(Session, Answers({"one": [404], "two": [{"leads": []}]}, kind=""))
    source = LeadSource("listLeads", "me", "c", "", ())
    with pytest.raises(ApiRefused):
        Export(session, source, form("jsonl", ()), part, 5, lambda _: None, lambda _: None).run()
    part.close()


def test_a_client_that_was_named_and_is_gone_ends_the_export(tmp_path: Path) -> None:
    part = PartFile(tmp_path / "leads", {})
    session = cast(Session, Answers({"one": [404]}))
    source = LeadSource("listLeads", "me", "c", "one", ())
    with pytest.raises(ApiRefused):
        Export(session, source, form("jsonl", ()), part, 5, lambda _: None, lambda _: None).run()
    part.close()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"success": false, "error": "gone", "errorType": "not_found"}', "not_found"),
        (b'{"error": "gone", "errorType": "not_found"}', ""),
        (b'{"success": false, "errorType": 404}', ""),
        (b"<html>not found</html>", ""),
    ],
)
def test_a_refusal_has_a_kind_where_the_api_itself_tells_it(body: bytes, kind: str) -> None:
    answer = Exchange("1", Request("GET", "http://x"), Response(404, (), body), "listLeads", None)
    assert refused(answer, Redactor()).kind == kind


def test_a_first_page_that_is_refused_ends_the_export(tmp_path: Path) -> None:
    with pytest.raises(ApiRefused):
        exported(tmp_path, {"": [400]})


def test_a_page_that_is_refused_again_after_a_new_beginning_ends_the_export(tmp_path: Path) -> None:
    with pytest.raises(ApiRefused):
        exported(tmp_path, {"": [{"leads": [{"id": "a"}], "nextToken": "1"}, 400]})
    assert (tmp_path / "leads.part").read_text() == '{"id":"a"}\n'


KEPT = '{"id":"a"}\n{"id":"b"}\n'


def kept_part(folder: Path, *listings: str) -> PartFile:
    """A part with two rows and a token, as an export left it."""
    part = PartFile(folder / "leads", {})
    part.begin(Position(listings))
    part.add(KEPT.encode(), Position(listings, "1", len(KEPT), 2, 1, ("id",)))
    return part


def test_rows_that_are_kept_stay_where_a_service_refuses_everything(tmp_path: Path) -> None:
    part = kept_part(tmp_path, "")
    session, source = cast(Session, Answers({"": [400, 400]})), LeadSource("bulkEnrichLeads", "me", "c", "", ())
    with pytest.raises(ApiRefused):
        Export(session, source, form("jsonl", ()), part, 5, lambda _: None, lambda _: None).run()
    at = part.position()
    part.close()
    assert (at and (at.rows, at.token), part.path.read_text()) == ((2, "1"), KEPT)


def test_rows_that_are_kept_stay_where_clients_are_gone_and_the_next_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LeadSource, "listings", lambda *_: ("one", "two"))
    part = kept_part(tmp_path, "two")
    session, source = cast(Session, Answers({"one": [404], "two": [400, 400]})), LeadSource("listLeads", "", "", "", ())
    with pytest.raises(ApiRefused):
        Export(session, source, form("jsonl", ()), part, 5, lambda _: None, lambda _: None).run()
    part.close()
    assert part.path.read_text() == KEPT


def test_a_new_beginning_whose_clients_are_all_gone_holds_no_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LeadSource, "listings", lambda *_: ("one",))
    part = kept_part(tmp_path, "two")
    session, source = cast(Session, Answers({"one": [404], "two": [400, 400]})), LeadSource("listLeads", "", "", "", ())
    end = Export(session, source, form("jsonl", ()), part, 5, lambda _: None, lambda _: None).run()
    part.close()
    assert (end.rows, part.path.read_text()) == (0, "")


def test_a_page_that_was_cut_off_is_told_as_too_large() -> None:
    cut = Exchange(
        "1", Request("GET", "http://x"), Response(200, (), b'{"leads": [', truncated=True), "listLeads", None
    )
    with pytest.raises(Incomplete, match=r"larger than is taken\. Ask for fewer rows at once"):
        Session.taken(cast(Session, None), cut)
