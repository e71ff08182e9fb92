"""A parametrised defect acts on one of its choices, which the seed picks or the command line names, and on no other."""

import json
from typing import Any

import pytest

from conformance.sandbox import defects
from conformance.sandbox.__main__ import main
from conformance.sandbox.application import Application
from conformance.sandbox.choices import in_words
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.listing import classes_in
from tests.sandbox.conftest import Build

PARAMETRISED = [defect for defect in classes_in(defects, Defect) if defect.choices]


class EveryTokenLives(Defect):
    id = "every-token-lives"
    sentence = "{operation} takes an access token whose time is over."
    faults = ("F03",)
    choices = ("listCampaigns", "listClients")
    requirement = "LG-AUTH-005"

    def apply(self, application: Application) -> None:
        override(application.tokens.lives, lambda _: lambda claims, now: True)  # noqa: ARG005  # as the original


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, Any]]:
    main(["--list-defects", *arguments])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return {each["id"]: each for each in found}


@pytest.mark.parametrize(("operation", "statuses"), [("listClients", [200, 401]), ("listCampaigns", [401, 200])])
def test_a_defect_acts_on_the_operation_that_it_is_given_alone(
    build: Build, operation: str, statuses: list[int]
) -> None:
    sandbox = build(EveryTokenLives(operation), token_seconds=-10)
    bearer = sandbox.bearer("owner_a")
    assert [sandbox.send("GET", path, headers=bearer).status for path in ("/api/clients", "/api/campaigns")] == statuses


def test_without_an_operation_it_acts_on_its_first_choice() -> None:
    assert EveryTokenLives().operations == ("listCampaigns",)


def test_a_seed_picks_alike_in_every_process_and_every_choice_is_picked_by_some_seed() -> None:
    # Written down, for what rests on hash() is alike within one process and another in the next.
    assert [EveryTokenLives.picked(seed) for seed in range(8, 16)] == [
        *("listClients", "listCampaigns", "listClients", "listClients"),
        *("listCampaigns", "listClients", "listCampaigns", "listCampaigns"),
    ]
    assert {EveryTokenLives.picked(seed) for seed in range(40)} == set(EveryTokenLives.choices)


@pytest.mark.parametrize("defect", PARAMETRISED, ids=lambda defect: defect.id)
def test_a_parametrised_defect_has_several_choices_and_names_the_picked_one(defect: type[Defect]) -> None:
    assert len(set(defect.choices)) == len(defect.choices) > 1
    assert "{operation}" in defect.sentence


def test_the_list_of_what_is_named_tells_of_these_alone_each_at_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(capsys, "--defect", "admin-opens-to-owner@listAdminUsers")
    assert {id: (each["sentence"], each["operations"]) for id, each in found.items()} == {
        "admin-opens-to-owner": ("The Owner of a company opens GET /admin/users.", ["listAdminUsers"])
    }


def test_the_list_says_what_is_chosen_from_what_is_picked_and_what_goes_wrong_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = listed(capsys, "--seed", "7")
    for defect in PARAMETRISED:
        picked = defect.picked(7)
        assert picked is not None
        found = told[defect.id]
        assert (found["operations"], found["choices"]) == ([picked], list(defect.choices))
        assert in_words(picked) in found["sentence"]


def test_the_list_gives_no_choices_to_other_defects(capsys: pytest.CaptureFixture[str]) -> None:
    assert {len(each["choices"]) > 1 for each in listed(capsys).values()} == {True, False}


@pytest.mark.parametrize("name", ["any-password-taken@login", "any-password-taken@", "no-such-defect@login"])
def test_an_operation_that_is_no_choice_is_refused_in_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--port", "0", "--defect", name])
    assert (left.value.code, capsys.readouterr().err.count("\n")) == (2, 1)
