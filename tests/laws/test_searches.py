import pytest

from conformance.laws.searches import is_odd_status


@pytest.mark.parametrize("value", ["initiated", "running", "completed", "failed"])
def test_the_four_statuses_of_a_search_are_not_odd(value: str) -> None:
    assert not is_odd_status(value)


@pytest.mark.parametrize("value", [None, ""])
def test_a_status_that_is_left_out_or_empty_is_not_odd(value: object) -> None:
    assert not is_odd_status(value)


@pytest.mark.parametrize("value", ["done", "Running", " ", "None", 0, [], {}])
def test_any_other_status_is_odd(value: object) -> None:
    assert is_odd_status(value)
