"""What a company has but one of is remembered where this process has founded the company."""

from typing import Any

import pytest

from tests.remembering.talk import Talk

SETTINGS = {"company_id": "company-9", "companyUrl": "https://find.example", "enrichment1": "https://one.example"}


def founded() -> Talk:
    talk = Talk()
    company = {"id": "company-9", "name": "Nine", "owner": "owner-1"}
    talk.say("createCompany", {"company": company}, 201, json={"name": "Nine"})
    return talk


def with_settings() -> Talk:
    talk = founded()
    sent = {name: value for name, value in SETTINGS.items() if name != "company_id"}
    talk.say("createUrlSettings", {"settings": SETTINGS}, 201, json=sent)
    return talk


def read(talk: Talk, **shown: Any) -> list[str]:
    return talk.say("getUrlSettings", {"settings": SETTINGS | shown})


def test_settings_show_what_they_were_made_of() -> None:
    assert read(with_settings()) == []
    assert read(with_settings(), enrichment1=None) == ["LG-SET-003"]


@pytest.mark.parametrize(
    ("sent", "shown", "expected"),
    [
        ({"enrichment1": "https://two.example"}, {"enrichment1": "https://two.example"}, []),
        ({"enrichment1": "https://two.example"}, {}, ["LG-SET-005"]),
        (
            {"enrichment2": "https://two.example"},
            {"enrichment2": "https://two.example", "enrichment1": ""},
            ["LG-SET-006"],
        ),
        ({"enrichment1": ""}, {}, ["LG-SET-016"]),
    ],
    ids=["shown", "not shown", "another cleared", "not cleared"],
)
def test_an_update_of_settings_shows_keeps_and_clears(
    sent: dict[str, str], shown: dict[str, str], expected: list[str]
) -> None:
    talk = with_settings()
    talk.say("updateUrlSettings", {"settings": SETTINGS | sent}, json=sent)
    assert read(talk, **shown) == expected


@pytest.mark.parametrize(
    ("operation", "status", "requirement"),
    [("createUrlSettings", 409, "LG-SET-011"), ("updateUrlSettings", 400, "LG-ENV-021")],
)
def test_a_refused_write_leaves_settings_as_they_were(operation: str, status: int, requirement: str) -> None:
    talk = with_settings()
    talk.say(operation, {}, status, json={"enrichment1": "https://two.example"})
    assert read(talk, enrichment1="https://two.example") == [requirement]


def test_a_second_create_that_is_taken_may_have_changed_anything() -> None:
    talk = with_settings()
    talk.say("createUrlSettings", {"settings": SETTINGS}, 201, json={"enrichment2": "https://two.example"})
    assert read(talk, enrichment1=None) == []


def test_the_settings_of_a_company_that_somebody_else_founded_are_no_concern() -> None:
    talk = Talk()
    talk.say("createUrlSettings", {"settings": SETTINGS}, 201, json=SETTINGS)
    assert read(talk) == read(talk, enrichment1=None) == []


@pytest.mark.parametrize(
    ("shown", "expected"),
    [({}, ["LG-COMP-007"]), ({"name": "Ten"}, []), ({"name": "Ten", "owner": "x"}, ["LG-COMP-007"])],
    ids=["the former name", "the new one", "another owner"],
)
def test_a_company_shows_its_new_name_and_keeps_its_owner(shown: dict[str, str], expected: list[str]) -> None:
    talk = founded()
    row = {"id": "company-9", "name": "Nine", "owner": "owner-1"}
    talk.say("updateCompany", {"company": row | {"name": "Ten"}}, json={"name": "Ten"})
    assert talk.say("getCompany", {"company": row | shown}) == expected


def test_a_company_is_as_it_was_after_a_second_one_was_refused() -> None:
    talk = founded()
    talk.say("createCompany", {}, 409, json={"name": "Ten"})
    assert talk.say("getCompany", {"company": {"id": "company-9", "name": "Ten"}}) == ["LG-COMP-011"]
