"""The laws of a territory, each seen to hold and to fail."""

from typing import Any

import pytest

from conformance.laws import territories

Row = dict[str, Any]

EARLY, LATE = "2026-01-01T10:00:00.250Z", "2026-01-02T10:00:00.750Z"
LEADS: list[Row] = [
    {"companyName": "Acme", "status": "Qualified", "aiLeadScore": "70", "updatedAt": LATE, "createdAt": EARLY},
    {"companyName": "Acme", "status": "unqualified", "aiLeadScore": "75.5", "updatedAt": EARLY, "createdAt": LATE},
    {"companyName": "Beta", "aiLeadScore": "high", "updatedAt": EARLY, "createdAt": EARLY},
    {"companyName": None, "status": "qualified", "updatedAt": LATE},
]
ACME: Row = {"companyName": "Acme", "totalLeads": 2, "qualifiedLeads": 1, "averageLeadScore": 72.75}
ACME["lastActivityDate"] = LATE
BETA: Row = {"companyName": "Beta", "totalLeads": 1, "qualifiedLeads": 0, "lastActivityDate": EARLY}


def test_rows_that_follow_from_the_leads_keep_every_law() -> None:
    rows = [BETA, ACME]
    laws = (territories.counted, territories.qualified, territories.averaged, territories.last_active)
    assert all(law(LEADS, rows).holds for law in laws)


@pytest.mark.parametrize(
    "rows",
    [
        [ACME],
        [ACME, BETA, BETA],
        [ACME, BETA | {"totalLeads": 2}],
        [ACME, BETA | {"totalLeads": "1"}],
        [ACME, BETA, {"companyName": "", "totalLeads": 1}],
        [ACME, BETA, {"companyName": "Gone", "totalLeads": 0}],
    ],
)
def test_a_missing_doubled_wrong_or_other_row_is_a_wrong_count(rows: list[Row]) -> None:
    assert not territories.counted(LEADS, rows).holds


def test_a_row_without_leads_counts_as_none_and_two_of_a_name_as_both() -> None:
    rows = [ACME, ACME, BETA | {"totalLeads": 0}, {"companyName": "Other", "totalLeads": 3}]
    assert territories.totals(rows, "Acme", "Beta", "Gamma") == {"Acme": [2, 2]}


@pytest.mark.parametrize(("seen", "holds"), [(1, True), (None, True), (0, False), (2, False), (True, False)])
def test_qualified_leads_are_counted_case_blind_where_they_are_told(seen: object, holds: bool) -> None:
    assert territories.qualified(LEADS, [ACME | {"qualifiedLeads": seen}]).holds == holds


@pytest.mark.parametrize(
    ("row", "seen", "holds"),
    [
        (ACME, 72.75, True),
        (ACME, 72.8, False),
        (ACME, 72.755, True),
        (ACME, None, False),
        (ACME, "72.75", False),
        (BETA, None, True),
        (BETA, 0, False),
    ],
)
def test_the_mean_is_that_of_the_numeric_scores(row: Row, seen: object, holds: bool) -> None:
    assert territories.averaged(LEADS, [row | {"averageLeadScore": seen}]).holds == holds


@pytest.mark.parametrize(
    ("seen", "holds"),
    [
        (LATE, True),
        ("2026-01-02T10:00:00Z", True),
        ("2026-01-02T11:00:00.750+01:00", True),
        (None, True),
        (EARLY, False),
        ("2026-01-02T10:00:00.751Z", False),
        ("soon", False),
    ],
)
def test_the_last_activity_is_the_latest_change_as_exactly_as_it_is_told(seen: object, holds: bool) -> None:
    assert territories.last_active(LEADS, [ACME | {"lastActivityDate": seen}]).holds == holds


def test_leads_that_do_not_tell_when_they_changed_decide_no_activity() -> None:
    assert territories.last_active([{"companyName": "Acme"}], [ACME]).holds


@pytest.mark.parametrize(
    ("seen", "holds"), [(LATE, True), ("2027-01-01T00:00:00Z", True), (None, True), (EARLY, False), ("x", False)]
)
def test_a_saved_row_is_no_older_than_its_leads(seen: object, holds: bool) -> None:
    assert territories.active_since(LEADS[:2], {"lastActivityDate": seen}).holds == holds


CLAIMS = {"totalLeads": 99, "lastActivityDate": "2099-01-01T00:00:00.000Z"}


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (ACME, True),
        ({}, True),
        (None, False),
        (ACME | {"totalLeads": 99}, False),
        (ACME | {"lastActivityDate": "2099-01-01T00:00:00Z"}, False),
    ],
)
def test_a_claimed_figure_is_not_taken(row: Row | None, holds: bool) -> None:
    assert territories.not_taken(CLAIMS, row).holds == holds


def test_the_country_is_that_of_the_newest_lead_or_any_where_that_is_not_told() -> None:
    spain, kenya = {"country": "Spain", "createdAt": EARLY}, {"country": "Kenya", "createdAt": LATE}
    assert territories.country_of_newest([spain, kenya]) == {"Kenya"}
    assert territories.country_of_newest([spain, {"country": "Kenya"}]) == {"Spain", "Kenya"}
