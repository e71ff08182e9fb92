"""The laws of one row: as it was sent, and in two views; each seen to hold and to fail."""

import unicodedata
from typing import Any

import pytest

from conformance.expectations import Judgement
from conformance.laws.rows import agreeing, alike, kept, same, stored, unchanged

Row = dict[str, Any]

ROW: Row = {"id": "1", "title": "a", "city": "Bonn", "createdAt": "9", "updatedAt": "10", "eventCount": 0}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(ROW | {"tags": [], "state": "new"}, id="a view that shows more"),
        pytest.param({"id": "1", "title": "a", "city": "Bonn"}, id="a view without times and numbers"),
        pytest.param(ROW | {"updatedAt": "11"}, id="another time of the change"),
    ],
)
def test_a_row_is_kept_where_another_view_shows_more_or_no_times(after: Row) -> None:
    assert kept(ROW, after, where="the row").holds


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(None, id="no row"),
        pytest.param({}, id="an empty row"),
        pytest.param(ROW | {"title": "z"}, id="another text"),
        pytest.param(ROW | {"createdAt": "11"}, id="another time"),
        pytest.param(ROW | {"eventCount": 1}, id="another number"),
        pytest.param(ROW | {"city": None}, id="a text unset"),
        pytest.param({name: value for name, value in ROW.items() if name != "city"}, id="a text gone"),
    ],
)
def test_a_value_that_was_shown_and_is_another_or_gone_breaks_it(after: Row | None) -> None:
    assert not kept(ROW, after, where="the row").holds


def test_what_no_contract_documents_may_differ_with_every_look() -> None:
    one, other = ROW | {"links": {"self": "/leads"}, "version": 1}, ROW | {"links": None, "seenAt": "now"}
    assert unchanged(one, other, where="the row").holds
    assert kept(one, other, where="the row").holds
    assert agreeing(one, other, where="the row").holds
    assert not kept(one, other | {"city": "Ulm"}, where="the row").holds


def test_what_was_shown_as_unset_stays_so() -> None:
    assert kept({"city": None}, {"city": ""}, where="the row").holds
    assert kept({"city": None}, {}, where="the row").holds
    assert not kept({"city": None}, {"city": "Ulm"}, where="the row").holds


def test_only_named_fields_may_change() -> None:
    assert kept(ROW, ROW | {"city": "Ulm"}, but=("city",), where="the row").holds
    assert not kept(ROW, ROW | {"updatedAt": "11"}, but=(), where="the row").holds


def test_a_time_may_be_left_out_by_another_view() -> None:
    without = {name: value for name, value in ROW.items() if name not in ("createdAt", "updatedAt")}
    assert kept(ROW, without, but=(), where="the row").holds


def test_in_one_view_a_field_that_is_new_is_a_change() -> None:
    assert unchanged(ROW, dict(ROW), where="the row").holds
    assert not unchanged(ROW, ROW | {"tags": []}, where="the row").holds
    assert not unchanged(
        ROW, {name: value for name, value in ROW.items() if name != "eventCount"}, where="the row"
    ).holds


@pytest.mark.parametrize(
    ("name", "sent", "read"),
    [
        ("title", " Head of  Sales ", "Head of  Sales"),
        ("title", "", None),
        ("title", None, ""),
        ("email", " Ann@X.example", "ann@x.example"),
        ("workEmail", "ANN@x.example", "ann@x.example"),
        ("companyUrl", "Acme.example/", "https://acme.example"),
        ("companyUrl", "http://acme.example/team/?a=b", "https://ACME.example/team?a=b"),
        ("eventCount", 3, 3),
        ("tags", ["a"], ["a"]),
    ],
)
def test_a_field_reads_back_trimmed_and_an_address_as_it_is_normally_written(
    name: str, sent: object, read: object
) -> None:
    assert alike(name, sent, read)


@pytest.mark.parametrize(
    ("name", "sent", "read"),
    [
        ("title", "Head of Sales", "head of sales"),
        ("title", "Head", None),
        ("email", "ann@x.example", "ben@x.example"),
        ("companyUrl", "acme.example", "other.example"),
        ("companyUrl", "acme.example/team", "acme.example"),
        ("companyUrl", "acme.example/teamX", "acme.example/team"),
        ("companyUrl", "acme.example/team", "acme.example/Team"),
        ("companyUrl", "acme.example?a=b", "acme.example?a=c"),
        ("eventCount", 3, "3"),
        ("eventCount", 0, None),
        ("tags", ["a"], []),
    ],
)
def test_a_field_that_reads_back_as_anything_else_is_not_alike(name: str, sent: object, read: object) -> None:
    assert not alike(name, sent, read)


@pytest.mark.parametrize(("one", "other"), [(None, ""), ("", None), (None, None), ("", ""), (1, 1)])
def test_values_that_are_equal_or_both_unset_are_the_same(one: object, other: object) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [(None, "x"), ("x", ""), (None, 0), (None, []), (" ", ""), (True, 1), (0, False)]
)
def test_an_unset_value_and_a_set_one_or_a_truth_and_a_number_are_not_the_same(one: object, other: object) -> None:
    assert not same(one, other)


def test_a_row_that_was_stored_holds_what_was_sent_and_may_hold_more() -> None:
    assert stored({"title": "a ", "city": ""}, ROW | {"title": "a", "city": None}, where="the row").holds
    assert stored({"title": "a", "city": ""}, {"title": "a"}, where="the row").holds


@pytest.mark.parametrize("row", [None, {}, ROW | {"title": "b"}, ROW | {"title": None}])
def test_a_row_without_what_was_sent_was_not_stored(row: Row | None) -> None:
    assert not stored({"title": "a"}, row, where="the row").holds


APART, TOGETHER = "Zoe\u0308", "Zo\u00eb"
"""One name in two forms of Unicode."""


@pytest.mark.parametrize(
    ("sent", "read"),
    [(TOGETHER, APART), ([TOGETHER], [APART]), ({TOGETHER: [TOGETHER, 1]}, {APART: [APART, 1]})],
    ids=["text", "list", "object"],
)
def test_a_value_in_another_form_of_unicode_is_the_same(sent: Any, read: Any) -> None:
    assert stored({"title": sent}, {"title": read}, where="the row").holds
    assert agreeing({"title": sent}, {"title": read}, where="the row").holds
    assert kept({"title": read}, {"title": sent}, where="the row").holds
    assert unchanged({"title": read}, {"title": sent}, where="the row").holds


@pytest.mark.parametrize("read", ["Zoe", "Zo\u00e8", "Zoe\u0308\u0308"])
def test_a_mark_that_is_lost_is_another_or_comes_twice_is_a_difference(read: str) -> None:
    assert not stored({"title": TOGETHER}, {"title": read}, where="the row").holds
    assert not agreeing({"title": TOGETHER}, {"title": read}, where="the row").holds


@pytest.mark.parametrize(
    ("name", "host"), [("email", "ada@zoe\u0308.example"), ("companyURL", "https://zoe\u0308.example")]
)
def test_addresses_are_compared_in_one_form_of_unicode_too(name: str, host: str) -> None:
    assert alike(name, host, unicodedata.normalize("NFC", host))


def test_views_agree_where_both_show_the_same() -> None:
    assert agreeing(ROW, {"id": "1", "tags": [], "title": "a"}, where="the row").holds
    assert agreeing({"city": None}, {"city": ""}, where="the row").holds


@pytest.mark.parametrize("other", [None, ROW | {"title": "b"}, ROW | {"title": None}])
def test_views_that_show_one_field_differently_do_not_agree(other: Row | None) -> None:
    assert not agreeing(ROW, other, where="the row").holds


def test_a_stored_row_is_told_by_the_fields_that_differ() -> None:
    assert stored({"title": "a"}, ROW, where="the row") == Judgement(
        True, "the row with {'title': 'a'}", "all fields as sent"
    )
    assert stored({"title": "b", "zip": "1"}, ROW, where="the row") == Judgement(
        False,
        "the row with {'title': 'b', 'zip': '1'}",
        "differing: {'title': 'a', 'zip': (absent)}",
    )
    assert stored({"title": "a"}, None, where="the row") == Judgement(
        False, "the row with {'title': 'a'}", "no such row"
    )


def test_a_changed_row_is_told_by_its_fields_before_and_after() -> None:
    one = {"id": "1", "title": "a", "city": "Bonn"}
    assert unchanged(one, one, but=("size", "city"), where="the row") == Judgement(
        True, "the row as it was before, but for city, size", "unchanged"
    )
    assert unchanged(one, {"id": "1", "title": "b"}, but=(), where="the row") == Judgement(
        False,
        "the row as it was before, but for nothing",
        "changed (before, after): {'city': ('Bonn', None), 'title': ('a', 'b')}",
    )
    assert unchanged(one, None, where="the row") == Judgement(
        False, "the row as it was before, but for updatedAt", "no such row"
    )
    assert kept(one, one, but=("size", "city"), where="the row") == Judgement(
        True,
        "the row as another view showed it before, but for city, size",
        "unchanged",
    )
    assert kept(one, {"id": "1", "title": "b", "new": 1}, but=(), where="the row") == Judgement(
        False,
        "the row as another view showed it before, but for nothing",
        "changed (before, after): {'title': ('a', 'b'), 'city': ('Bonn', None)}",
    )
    assert kept(one, None, where="the row") == Judgement(
        False,
        "the row as another view showed it before, but for updatedAt",
        "no such row",
    )


def test_views_that_do_not_agree_are_told_by_the_fields_that_differ() -> None:
    assert agreeing({"id": "1"}, {"id": "1"}, where="the row") == Judgement(
        True,
        "the row with the same values as {'id': '1'}",
        "the same values",
    )
    assert agreeing({"id": "1", "title": "a"}, {"id": "1", "title": "b"}, where="the row") == Judgement(
        False,
        "the row with the same values as {'id': '1', 'title': 'a'}",
        "differing: {'title': ('a', 'b')}",
    )
    assert agreeing({"id": "1"}, None, where="the row") == Judgement(
        False, "the row with the same values as {'id': '1'}", "no such row"
    )


CLIENT: Row = {"id": "1", "client_id": "c", "clientName": "n", "owner": "o", "company_id": "a", "totalLeads": 0}
SEARCH: Row = {"id": "2", "status": "initiated", "searchName": "n", "owner": "o", "company_id": "a", "createdAt": "9"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(CLIENT, CLIENT | {"totalLeads": 1}, id="a figure of territories on a client"),
        pytest.param(SEARCH, SEARCH | {"finishedAt": "11"}, id="a time of runs on a search"),
    ],
)
def test_what_the_contract_documents_of_other_records_alone_may_differ_too(before: Row, after: Row) -> None:
    assert unchanged(before, after, where="the row").holds
    assert kept(before, after, where="the row").holds
    assert agreeing(before, after, where="the row").holds
    for name in ("owner", "company_id"):
        assert not unchanged(before, after | {name: "x"}, where="the row").holds


SETTINGS: Row = {"company_id": "a", "companyUrl": "https://a.example", "createdAt": "9", "updatedAt": "10"}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        pytest.param(
            {name: value for name, value in CLIENT.items() if name != "owner"}, "clientName", id="a name gone"
        ),
        pytest.param(SETTINGS | {"id": "3", "name": "n", "owner": "o"}, "companyUrl", id="names of other records"),
    ],
)
def test_a_row_that_shows_less_or_more_than_its_record_is_judged_as_one(row: Row, name: str) -> None:
    assert not unchanged(row, row | {name: "x"}, where="the row").holds
    assert not kept(row, row | {name: "x"}, where="the row").holds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-01-31T10:15:41.123456Z", "2026-01-31T10:15:41.123Z"),
        ("2026-01-31T10:15:41.123Z", "2026-01-31T10:15:41Z"),
        ("2026-01-31T10:15:41Z", "2026-01-31T11:15:41+01:00"),
    ],
)
@pytest.mark.parametrize("name", ["createdAt", "updatedAt"])
def test_views_may_tell_a_time_with_more_or_fewer_digits(name: str, one: str, other: str) -> None:
    for law in (unchanged, kept, agreeing):
        assert law(ROW | {name: one}, ROW | {name: other}, where="the row").holds


@pytest.mark.parametrize(
    "other", ["2026-01-31T10:15:41.124Z", "2026-01-31T10:15:42Z", "2026-01-31T10:15:41+01:00", "x"]
)
def test_another_moment_is_another_value(other: str) -> None:
    time = "2026-01-31T10:15:41.123Z"
    assert not unchanged(ROW | {"createdAt": time}, ROW | {"createdAt": other}, where="the row").holds
    assert not kept(ROW | {"createdAt": time}, ROW | {"createdAt": other}, where="the row").holds


def test_only_a_rows_own_times_are_compared_as_moments() -> None:
    assert not unchanged(
        ROW | {"title": "2026-01-31T10:15:41.123Z"}, ROW | {"title": "2026-01-31T10:15:41Z"}, where="the row"
    ).holds


@pytest.mark.parametrize("read", ["[object Object]", "https://[acme].example", "http://["])
def test_what_is_no_url_is_another_value_than_one(read: str) -> None:
    assert not alike("companyURL", "https://acme.example", read)
    assert alike("companyURL", read, read)
