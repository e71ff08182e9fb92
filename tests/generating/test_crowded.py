"""Crowded bodies: every optional field at once, all right or all wrong, and the required ones always right."""

import pytest

from conformance import contract
from conformance.generating.crowded import crowded
from conformance.generating.draft import Draft

KNOWN = contract.load()


def bodies(operation: str) -> list[Draft]:
    return list(crowded(KNOWN[operation], KNOWN))


def test_a_body_with_optional_texts_is_crowded_in_three_ways_and_with_each_other_type() -> None:
    assert [each.valid for each in bodies("createClient")] == [True, False, True, False, False, False]


def test_the_order_of_other_types_is_the_callers() -> None:
    _, wrong, *_ = crowded(KNOWN["createClient"], KNOWN, [[], 1])
    assert wrong.body["companyURL"] == []


def test_the_empty_body_has_every_optional_text_empty() -> None:
    empty = bodies("createClient")[2]
    assert [value for name, value in empty.body.items() if name != "clientName"] == ["", ""]


def test_the_right_body_has_every_optional_field() -> None:
    right, *_ = bodies("createClient")
    assert set(right.body) == {"clientName", "companyURL", "description"}


def test_the_wrong_body_keeps_what_is_required_right() -> None:
    right, wrong, *_ = bodies("createClient")
    assert wrong.body["clientName"] == right.body["clientName"]


def test_the_wrong_body_has_no_optional_field_of_its_type() -> None:
    _, wrong, *_ = bodies("createClient")
    assert not any(isinstance(value, str) for name, value in wrong.body.items() if name != "clientName")


def test_a_field_with_listed_values_gets_one_of_them() -> None:
    right, *_ = bodies("updateSearchHistory")
    assert right.body["status"] in ("initiated", "running", "completed", "failed")


def test_a_body_of_several_forms_is_crowded_in_its_first() -> None:
    right, *_ = bodies("createLeads")
    assert "leads" not in right.body


@pytest.mark.parametrize("operation", ["listLeads", "getCompany", "login"])
def test_what_has_no_optional_field_in_a_body_is_left_alone(operation: str) -> None:
    assert bodies(operation) == []
