"""The laws of listings, each seen to hold and to fail."""

from collections.abc import Callable

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws.listings import counted, each_once, projected, totalled, untouched

ROWS = [{"id": "1", "title": "a"}, {"id": "2", "title": "b"}]


def page(**body: object) -> Exchange:
    """An answer with that body."""
    return Exchange("main.1", Request("GET", "http://x/"), Response(200, (), orjson.dumps(body)), "listLeads", None)


def test_rows_that_are_there_once_keep_the_law_whatever_else_is_there() -> None:
    assert each_once(["1"], ROWS, where="the list").holds


@pytest.mark.parametrize(("wanted", "rows"), [(["3"], ROWS), (["1"], [*ROWS, ROWS[0]]), (["1"], [])])
def test_a_missing_or_doubled_row_breaks_it(wanted: list[str], rows: list[dict[str, str]]) -> None:
    assert not each_once(wanted, rows, where="the list").holds


def test_rows_are_found_by_another_key_too() -> None:
    assert each_once(["b"], ROWS, key="title", where="the list").holds


def test_the_same_rows_in_another_order_are_untouched() -> None:
    assert untouched(ROWS, ROWS[::-1], where="the list").holds


def test_a_time_told_with_fewer_digits_is_no_other_value() -> None:
    exact, whole = (
        {"id": "1", "createdAt": "2026-01-31T10:15:00.250Z"},
        {"id": "1", "createdAt": "2026-01-31T10:15:00Z"},
    )
    assert untouched([exact], [whole], where="the list").holds
    assert projected(exact, ["createdAt"], whole, where="the row").holds


def test_a_moved_updated_at_is_no_change() -> None:
    assert untouched([{"id": "1", "updatedAt": "x"}], [{"id": "1", "updatedAt": "y"}], where="the list").holds
    assert untouched([{"id": "1", "version": 1}], [{"id": "1", "version": 2}], where="the list").holds


@pytest.mark.parametrize(
    ("after", "word"),
    [
        ([*ROWS, {"id": "3"}], "added"),
        (ROWS[:1], "gone"),
        ([ROWS[0], {"id": "2", "title": "c"}], "changed"),
        ([ROWS[0], {"id": "2"}], "changed"),
        ([*ROWS, ROWS[0]], "more than once"),
    ],
)
def test_a_row_added_gone_changed_or_doubled_is_a_touch(after: list[dict[str, str]], word: str) -> None:
    judgement = untouched(ROWS, after, where="the list")
    assert not judgement.holds
    assert word in judgement.actual


def test_the_total_of_every_page_is_that_of_the_walk() -> None:
    assert totalled([page(leads=ROWS, total=3), page(leads=ROWS[:1], total=3)], "leads").holds


@pytest.mark.parametrize("totals", [(2, 1), (3, 2), ("3", "3"), (None, None)])
def test_a_total_of_the_page_alone_is_none(totals: tuple[object, object]) -> None:
    pages = [page(leads=ROWS, total=totals[0]), page(leads=ROWS[:1], total=totals[1])]
    assert not totalled(pages, "leads").holds


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        (page(leads=ROWS), True),
        (page(leads=ROWS, count=None), True),
        (page(leads=ROWS, count=2), True),
        (page(leads=ROWS, count=3), False),
        (page(leads=ROWS, count="2"), False),
    ],
)
def test_a_count_is_the_number_of_rows_where_there_is_one(answer: Exchange, holds: bool) -> None:
    assert counted(answer, "leads").holds is holds


FULL = {"id": "1", "email": "a@b.example", "title": "x", "notes": None}


def chosen(row: dict[str, object] | None) -> Judgement:
    """What the law says of a row that was asked for three fields."""
    return projected(FULL, ["email", "notes", "nonsense"], row, where="the row")


@pytest.mark.parametrize("row", [{"email": "a@b.example"}, {"id": "1", "email": "a@b.example", "notes": None}])
def test_a_projection_holds_the_chosen_fields_and_perhaps_the_id(row: dict[str, object]) -> None:
    assert chosen(row).holds


@pytest.mark.parametrize(
    "row", [None, {}, {"email": "other"}, FULL, {"email": "a@b.example", "owner": "somebody"}], ids=str
)
def test_a_missing_changed_or_unasked_field_breaks_a_projection(row: dict[str, object] | None) -> None:
    assert not chosen(row).holds


@pytest.mark.parametrize("law", [each_once, untouched])
def test_a_law_says_where_it_looked(law: Callable[..., Judgement]) -> None:
    assert "the list" in law([], [], where="the list").expected


def test_a_finding_names_what_is_missing_and_what_stands_more_than_once() -> None:
    assert each_once(["1"], ROWS, where="the list") == Judgement(
        True, "the list with each of ['1'] once", "each of them once"
    )
    assert each_once(["1", "3"], [*ROWS, ROWS[0]], where="the list") == Judgement(
        False,
        "the list with each of ['1', '3'] once",
        "missing: ['3']; more than once: ['1']",
    )


def test_a_finding_names_what_was_added_gone_changed_and_doubled() -> None:
    assert untouched(ROWS, ROWS, where="the list") == Judgement(
        True, "the list as before, 2 rows", "the same rows, unchanged"
    )
    old: list[dict[str, object]] = [{"id": "1", "title": "a", "size": 1}, {"id": "2"}]
    new: list[dict[str, object]] = [{"id": "1", "title": "b", "size": 1}, {"id": "3"}, {"id": "3"}]
    assert untouched(old, new, where="the list") == Judgement(
        False,
        "the list as before, 2 rows",
        "added: ['3']; gone: ['2']; changed: {'1': {'title': ('a', 'b')}}; 1 rows more than once",
    )


def test_totals_and_counts_are_told_beside_the_number_of_rows() -> None:
    assert totalled([page(leads=ROWS, total=2), page(leads=ROWS[:1])], "leads") == Judgement(
        False, "total 3 on each of 2 pages", "totals [2, (absent)]"
    )
    assert counted(page(leads=ROWS, count=3), "leads") == Judgement(False, "count 2, or none", "count 3")


def test_a_projection_is_told_by_other_values_and_fields_not_asked_for() -> None:
    assert chosen({"email": "a@b.example"}) == Judgement(
        True,
        "the row with email, nonsense, notes of the full row, and no other field but id",
        "the chosen fields of the full row",
    )
    assert chosen({"id": "1", "email": "other", "title": "x", "city": "Ulm"}) == Judgement(
        False,
        "the row with email, nonsense, notes of the full row, and no other field but id",
        "other values: {'email': 'other'}; not asked for: ['city', 'title']",
    )
    assert chosen({}) == Judgement(
        False,
        "the row with email, nonsense, notes of the full row, and no other field but id",
        "other values: {'email': (absent)}",
    )
    assert chosen(None) == Judgement(
        False,
        "the row with email, nonsense, notes of the full row, and no other field but id",
        "no such row",
    )
