"""The laws of a territory, each seen to hold and to fail."""

from typing import Any

import pytest

from conformance.expectations import Judgement
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
        [ACME, BETA | {"totalLeads": True}],
        [ACME, BETA, BETA | {"totalLeads": None}],
    ],
)
def test_a_missing_doubled_wrong_or_other_row_is_a_wrong_count(rows: list[Row]) -> None:
    assert not territories.counted(LEADS, rows).holds


def test_a_number_of_leads_may_be_told_with_a_nought_behind_the_point() -> None:
    assert territories.counted(LEADS, [ACME | {"totalLeads": 2.0}, BETA]).holds


def test_a_number_of_leads_is_whole() -> None:
    assert not territories.counted(LEADS, [ACME | {"totalLeads": 2.5}, BETA]).holds


def test_a_figure_that_no_row_carries_is_left_out() -> None:
    bare = [{**row, "averageLeadScore": None} for row in (ACME, BETA)]
    assert [territories.carried(rows, "averageLeadScore") for rows in ([ACME, BETA], bare, [])] == [True, False, False]


def test_rows_are_completed_by_the_figures_of_their_leads_where_none_of_them_carries_one() -> None:
    names = ("companyName", "totalLeads")
    bare = [{name: row[name] for name in names} for row in (ACME, BETA)]
    whole = territories.completed(LEADS, [*bare, {"companyName": "Other"}])
    assert [each.get("qualifiedLeads") for each in whole] == [1, 0, None]
    assert [each.get("averageLeadScore") for each in whole] == [72.75, None, None]
    assert whole[0]["lastActivityDate"] == "2026-01-02T10:00:00.750000+00:00"
    assert territories.completed(LEADS, [ACME, BETA | {"qualifiedLeads": None}])[1].get("qualifiedLeads") is None


def test_a_row_without_leads_counts_as_none_and_two_of_a_name_as_both() -> None:
    rows = [ACME, ACME, BETA | {"totalLeads": 0}, {"companyName": "Other", "totalLeads": 3}]
    assert territories.totals(rows, "Acme", "Beta", "Gamma") == {"Acme": [2, 2]}
    assert territories.totals([ACME, BETA], "Acme") == {"Acme": 2}


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
        (BETA | {"companyName": "One"}, True, False),
        (BETA | {"companyName": "One"}, 1, True),
    ],
)
def test_the_mean_is_that_of_the_numeric_scores(row: Row, seen: object, holds: bool) -> None:
    one = {"companyName": "One", "aiLeadScore": " 1 "}
    assert territories.averaged([*LEADS, one], [row | {"averageLeadScore": seen}]).holds == holds


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


@pytest.mark.parametrize(("changed", "told"), [("750", "750400"), ("750400", "750"), ("750", "75"), ("000", "750")])
def test_a_time_is_compared_as_exactly_as_the_less_exact_one_is_told(changed: str, told: str) -> None:
    lead, row = (
        {"companyName": "Acme", name: f"2026-01-02T10:00:00.{digits}Z"}
        for name, digits in (("updatedAt", changed), ("lastActivityDate", told))
    )
    assert territories.last_active([lead], [row]).holds


@pytest.mark.parametrize(("changed", "told"), [("750", "751400"), ("750400", "751"), ("750400", "750401")])
def test_a_time_that_differs_where_both_are_exact_is_another(changed: str, told: str) -> None:
    lead, row = (
        {"companyName": "Acme", name: f"2026-01-02T10:00:00.{digits}Z"}
        for name, digits in (("updatedAt", changed), ("lastActivityDate", told))
    )
    assert not territories.last_active([lead], [row]).holds


def test_a_lead_whose_company_has_no_name_is_of_no_company() -> None:
    assert territories.figures([{"companyName": ""}, {"companyName": 7}, {}]) == {}


@pytest.mark.parametrize(("leads", "row"), [([], ACME), (LEADS, None), (LEADS, {}), ([{"companyName": "Acme"}], ACME)])
def test_a_saved_row_that_tells_no_time_or_has_none_to_follow_is_not_judged_by_it(
    leads: list[Row], row: Row | None
) -> None:
    assert territories.active_since(leads, row).holds


def test_no_lead_gives_no_country() -> None:
    assert territories.country_of_newest([]) == set()


def test_rows_are_told_beside_those_of_the_leads() -> None:
    assert territories.counted(LEADS, [BETA]) == Judgement(
        False, "rows [('Acme', 2), ('Beta', 1)]", "rows [('Beta', 1)]"
    )


def test_wrong_figures_are_told_by_company_beside_those_of_the_leads() -> None:
    assert territories.averaged(LEADS, [ACME, BETA]) == Judgement(
        True,
        "averageLeadScore as the mean of the leads' numeric scores, none without",
        "as expected",
    )
    assert territories.averaged(LEADS, [ACME | {"averageLeadScore": 7}, BETA]) == Judgement(
        False,
        "averageLeadScore as the mean of the leads' numeric scores, none without",
        "(expected, shown) by company: {'Acme': (72.75, 7)}",
    )
    without = {name: value for name, value in ACME.items() if name != "averageLeadScore"}
    assert territories.averaged(LEADS, [without]) == Judgement(
        False,
        "averageLeadScore as the mean of the leads' numeric scores, none without",
        "(expected, shown) by company: {'Acme': (72.75, (absent))}",
    )
    assert territories.qualified(LEADS, [ACME | {"qualifiedLeads": 2}]) == Judgement(
        False,
        "qualifiedLeads as the leads' statuses have it",
        "(expected, shown) by company: {'Acme': (1, 2)}",
    )


def test_a_wrong_activity_is_told_beside_that_of_the_leads() -> None:
    assert territories.last_active(LEADS[2:], [BETA | {"lastActivityDate": LATE}]) == Judgement(
        False,
        "lastActivityDate as the latest updatedAt of the leads",
        "(expected, shown) by company: {'Beta': ('2026-01-01 10:00:00.250000+00:00', '2026-01-02T10:00:00.750Z')}",
    )
    assert territories.active_since(LEADS[:2], {"lastActivityDate": EARLY}) == Judgement(
        False,
        "a lastActivityDate from 2026-01-02 10:00:00.750000+00:00 on",
        "lastActivityDate '2026-01-01T10:00:00.250Z'",
    )


def test_a_claim_that_was_taken_is_told() -> None:
    assert territories.not_taken({"totalLeads": 99, "size": 1}, {"totalLeads": 99}) == Judgement(
        False,
        "a row without the claimed {'totalLeads': 99, 'size': 1}",
        "taken: {'totalLeads': 99}",
    )
    assert territories.not_taken({"totalLeads": 99}, None) == Judgement(
        False,
        "a row without the claimed {'totalLeads': 99}",
        "no such row",
    )
