"""Campaigns, listed and created."""

from tests.lgp.belongings import ESCAPE, client, fresh
from tests.lgp.typed import Lgp


def test_a_campaign_that_was_created_is_listed(lgp: Lgp) -> None:
    name = fresh("Q3 Expansion")
    made = lgp.done("campaigns create --json --name", name).json
    listed = {each["id"]: each for each in lgp.done("campaigns list --json").json}
    assert (listed[made["id"]]["name"], listed[made["id"]]["company_id"]) == (name, made["company_id"])


def test_all_that_is_given_of_a_campaign_is_kept(lgp: Lgp) -> None:
    made = lgp.done("campaigns create --name Autumn --type email --status draft --desc Third --json").json
    kept = next(each for each in lgp.done("campaigns list --json").json if each["id"] == made["id"])
    assert (kept["campaignType"], kept["status"], kept["description"]) == ("email", "draft", "Third")


def test_a_campaign_is_for_the_client_of_either_id(lgp: Lgp) -> None:
    known = client(lgp)
    made = lgp.done(f"campaigns create --name Autumn --client {known['id']} --json").json
    assert made["client_id"] == known["client_id"]


def test_a_campaign_of_an_unknown_client_is_not_created(lgp: Lgp) -> None:
    name = fresh("Nobody's")
    assert lgp("campaigns create --client nobody --name", name).code == 1
    assert name not in lgp.done("campaigns list").out


def test_people_read_a_table_of_campaigns(lgp: Lgp) -> None:
    name = fresh("Table")
    lgp.done("campaigns create --status draft --name", name)
    header, *lines = lgp.done("campaigns list").out.splitlines()
    (line,) = [each for each in lines if name in each]
    assert (header.split()[:3], "draft" in line) == (["name", "id", "status"], True)


def test_a_name_cannot_steer_the_terminal(lgp: Lgp) -> None:
    lgp.done("campaigns create --name", fresh(ESCAPE))
    told = lgp.done("campaigns list").out
    assert ("\x1b" in told, r"\x1b[31mred" in told) == (False, True)


def test_a_campaign_needs_a_name(lgp: Lgp) -> None:
    ended = lgp("campaigns create --name", "")
    assert (ended.code, ended.out) == (1, "")
    assert "was answered 400, missing_required_field" in ended.err
