"""The laws of one row in two views, each seen to hold and to fail."""

from typing import Any

import pytest

from conformance.laws.rows import kept, unchanged

Row = dict[str, Any]

ROW: Row = {"id": "1", "title": "a", "city": "Bonn", "createdAt": "9", "updatedAt": "10", "leadCount": 0}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(ROW | {"history": [], "state": "new"}, id="a view that shows more"),
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
        pytest.param(ROW | {"leadCount": 1}, id="another number"),
        pytest.param(ROW | {"city": None}, id="a text unset"),
        pytest.param({name: value for name, value in ROW.items() if name != "city"}, id="a text gone"),
    ],
)
def test_a_value_that_was_shown_and_is_another_or_gone_breaks_it(after: Row | None) -> None:
    assert not kept(ROW, after, where="the row").holds


def test_what_was_shown_as_unset_stays_so() -> None:
    assert kept({"city": None}, {"city": ""}, where="the row").holds
    assert kept({"city": None}, {}, where="the row").holds
    assert not kept({"city": None}, {"city": "Ulm"}, where="the row").holds


def test_only_named_fields_may_change() -> None:
    assert kept(ROW, ROW | {"city": "Ulm"}, but=("city",), where="the row").holds
    assert not kept(ROW, ROW | {"updatedAt": "11"}, but=(), where="the row").holds


def test_in_one_view_a_field_that_is_new_is_a_change() -> None:
    assert unchanged(ROW, dict(ROW), where="the row").holds
    assert not unchanged(ROW, ROW | {"history": []}, where="the row").holds
