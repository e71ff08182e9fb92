"""The laws of state, each seen to hold and to fail."""

from typing import Any

import pytest

from conformance.expectations import Judgement
from conformance.laws.state import (
    added,
    all_kept,
    changed_only,
    like_alone,
    moved_by,
    nothing_done,
    removed,
    the_same_again,
    undone,
)

Row = dict[str, Any]

ONE: Row = {"id": "1", "title": "a", "city": "Bonn", "updatedAt": "10"}
TWO: Row = {"id": "2", "title": "b"}
NEW: Row = {"id": "3", "title": "c"}


def test_a_create_adds_its_row_and_no_other() -> None:
    assert added([ONE, TWO], [NEW, TWO, ONE], NEW, where="the list").holds


@pytest.mark.parametrize(
    "after",
    [
        pytest.param([ONE, TWO], id="missing"),
        pytest.param([ONE, TWO, NEW, NEW], id="twice"),
        pytest.param([ONE, NEW], id="another lost"),
        pytest.param([ONE, TWO, NEW, {"id": "4"}], id="one too many"),
        pytest.param([ONE | {"title": "x"}, TWO, NEW], id="another changed"),
        pytest.param([ONE, TWO, NEW | {"title": "x"}], id="other values"),
    ],
)
def test_a_create_that_does_more_or_less_breaks_the_law(after: list[Row]) -> None:
    assert not added([ONE, TWO], after, NEW, where="the list").holds


def test_a_deletion_takes_what_it_names() -> None:
    assert removed([ONE, TWO, NEW], [NEW], ["1", "2"], where="the list").holds


@pytest.mark.parametrize("after", [[ONE, TWO], [], [TWO | {"title": "x"}]], ids=["kept", "more", "changed"])
def test_a_deletion_that_does_more_or_less_breaks_the_law(after: list[Row]) -> None:
    assert not removed([ONE, TWO], after, ["1"], where="the list").holds


def test_create_and_delete_leave_a_list_as_it_was() -> None:
    assert undone([ONE, TWO], [TWO, ONE], where="the list").holds
    assert not undone([ONE, TWO], [ONE, TWO, NEW], where="the list").holds
    assert not undone([ONE, TWO], [ONE], where="the list").holds


@pytest.mark.parametrize(("step", "before", "after"), [(1, 2, 3), (-1, 3, 2), (0, 5, 5)])
def test_a_count_moves_with_its_rows(step: int, before: int, after: int) -> None:
    assert moved_by(step, before, after, what="total").holds


@pytest.mark.parametrize(("before", "after"), [(2, 2), (2, 4), ("2", "3"), (None, 1), (False, True)])
def test_a_count_that_does_not_breaks_the_law(before: object, after: object) -> None:
    assert not moved_by(1, before, after, what="total").holds


def test_an_update_changes_what_it_sends_alone() -> None:
    assert changed_only(ONE, ONE | {"title": "z", "updatedAt": "11"}, {"title": "z"}, where="the row").holds
    assert changed_only(ONE, ONE | {"title": None}, {"title": ""}, where="the row").holds


@pytest.mark.parametrize(
    "after",
    [None, ONE, ONE | {"title": "z", "city": None}, ONE | {"title": "z", "notes": "y"}, {"id": "1", "title": "z"}],
)
def test_an_update_that_does_more_or_less_breaks_the_law(after: Row | None) -> None:
    assert not changed_only(ONE, after, {"title": "z"}, where="the row").holds


def test_across_views_what_only_the_second_shows_is_no_change() -> None:
    made, read = {"id": "1", "title": "a", "city": "Bonn"}, {"id": "1", "title": "z", "city": "Bonn", "tags": []}
    assert changed_only(made, read, {"title": "z"}, where="the row", across=True).holds
    assert not changed_only(made, read, {"title": "z"}, where="the row").holds
    assert not changed_only(made, read | {"city": "Ulm"}, {"title": "z"}, where="the row", across=True).holds
    assert not changed_only(made, {"id": "1", "title": "z"}, {"title": "z"}, where="the row", across=True).holds


def test_an_update_without_a_change_changes_nothing_but_its_time() -> None:
    assert the_same_again(ONE, ONE | {"updatedAt": "11"}, where="the row").holds
    assert not the_same_again(ONE, ONE | {"city": "Ulm"}, where="the row").holds
    assert not the_same_again(ONE, None, where="the row").holds
    assert not the_same_again(None, ONE, where="the row").holds


UPDATES = {"first": {"title": "z"}, "second": {"city": "Ulm"}}


def test_updates_of_different_fields_are_all_kept() -> None:
    assert all_kept(ONE, ONE | {"title": "z", "city": "Ulm"}, UPDATES, where="the row").holds


@pytest.mark.parametrize(
    "after", [None, ONE | {"title": "z"}, ONE | {"city": "Ulm"}, {"id": "9", "title": "z", "city": "Ulm"}]
)
def test_an_update_that_is_lost_breaks_the_law(after: Row | None) -> None:
    assert not all_kept(ONE, after, UPDATES, where="the row").holds


def test_a_row_of_a_batch_is_like_one_that_was_done_alone() -> None:
    assert like_alone(ONE, ONE | {"id": "7"}, own=("id",), where="the row").holds
    assert not like_alone(ONE, ONE | {"id": "7", "city": None}, own=("id",), where="the row").holds
    assert not like_alone(ONE, None, own=("id",), where="the row").holds
    assert not like_alone(None, ONE, own=("id",), where="the row").holds


def test_a_refusal_leaves_even_the_times() -> None:
    assert nothing_done([ONE, TWO], [TWO, ONE], where="the list").holds
    assert not nothing_done([ONE], [ONE | {"updatedAt": "11"}], where="the list").holds
    assert not nothing_done([ONE], [ONE, NEW], where="the list").holds
    assert not nothing_done([ONE], [], where="the list").holds


def test_a_create_is_told_by_its_row_and_by_what_became_of_the_others() -> None:
    assert added([ONE], [ONE, NEW], NEW, where="the list") == Judgement(
        True,
        "the list with its 1 rows as before and '3' once",
        "the new row and the others as before",
    )
    assert added([ONE, TWO], [ONE, NEW, NEW | {"title": "x"}], NEW | {"title": "y"}, where="the list") == Judgement(
        False,
        "the list with its 2 rows as before and '3' once",
        "the new row 2 times; gone: ['2']; differing: {'title': ('y', 'c')}",
    )


def test_a_deletion_is_told_by_what_it_did_besides() -> None:
    assert removed([ONE, TWO], [TWO, NEW], ["1"], where="the list") == Judgement(
        False,
        "the list without ['1'], the others as before",
        "added: ['3']",
    )
    assert undone([ONE], [ONE, NEW], where="the list") == Judgement(
        False,
        "the list as it was before the create that the deletion undid",
        "added: ['3']",
    )


def test_a_refusal_that_did_something_is_told_by_what_it_did() -> None:
    assert nothing_done([ONE], [], where="the list") == Judgement(
        False, "the list just as before what was refused", "gone: ['1']"
    )


def test_a_count_is_told_before_and_after() -> None:
    assert moved_by(-1, 3, 3, what="total") == Judgement(False, "total moved by -1", "3, then 3")


def test_an_update_is_told_by_what_it_left_out_and_what_it_did_besides() -> None:
    assert changed_only(ONE, ONE | {"title": "z"}, {"title": "z"}, where="the row") == Judgement(
        True,
        "the row with {'title': 'z'}, and nothing else changed",
        "just what was sent",
    )
    assert changed_only(ONE, ONE | {"city": "Ulm"}, {"title": "z"}, where="the row") == Judgement(
        False,
        "the row with {'title': 'z'}, and nothing else changed",
        "differing: {'title': 'a'}; changed (before, after): {'city': ('Bonn', 'Ulm')}",
    )
    assert changed_only(ONE, None, {"title": "z"}, where="the row") == Judgement(
        False,
        "the row with {'title': 'z'}, and nothing else changed",
        "no such row",
    )


def test_what_changed_where_nothing_should_is_told() -> None:
    assert the_same_again(ONE, ONE | {"city": "Ulm", "updatedAt": "11"}, where="the row") == Judgement(
        False,
        "the row as it was before, but for updatedAt",
        "changed (before, after): {'city': ('Bonn', 'Ulm')}",
    )
    assert the_same_again(None, ONE, where="the row") == Judgement(
        False, "the row as it was before", "no such row before"
    )


def test_a_lost_update_is_told_by_its_name_and_the_row_as_it_is() -> None:
    kept = ONE | {"title": "z", "city": "Ulm"}
    assert all_kept(ONE, kept, UPDATES, where="the row") == Judgement(
        True,
        "the row with what all 2 updates sent: {'first': {'title': 'z'}, 'second': {'city': 'Ulm'}}",
        "all of it",
    )
    assert all_kept(ONE, kept | {"title": "a", "id": "9"}, UPDATES, where="the row") == Judgement(
        False,
        "the row with what all 2 updates sent: {'first': {'title': 'z'}, 'second': {'city': 'Ulm'}}",
        "lost: ['first'] of {'id': '9', 'title': 'a', 'city': 'Ulm', 'updatedAt': '10'}; "
        "changed (before, after): {'id': ('1', '9')}",
    )
    assert all_kept(ONE, None, UPDATES, where="the row") == Judgement(
        False,
        "the row with what all 2 updates sent: {'first': {'title': 'z'}, 'second': {'city': 'Ulm'}}",
        "lost: ['first', 'second'] of {}; no such row",
    )


def test_a_row_unlike_one_that_was_done_alone_is_told_by_what_differs() -> None:
    assert like_alone(ONE, ONE | {"id": "7", "city": None}, own=("updatedAt", "id"), where="the row") == Judgement(
        False,
        "the row like the one that was done alone, but for id, updatedAt",
        "changed (before, after): {'city': ('Bonn', None)}",
    )
    assert like_alone(None, ONE, own=("id",), where="the row") == Judgement(
        False,
        "the row like the one that was done alone",
        "no row that was done alone",
    )
