"""Webhooks, whose URL is shown once."""

from typing import get_args
from urllib.parse import urlsplit

from conformance import contract
from conformance.lgp import documented
from conformance.lgp.verbs import webhooks
from tests.lgp.belongings import ESCAPE, client, fresh
from tests.lgp.typed import Lgp


def test_the_url_is_all_that_is_printed(lgp: Lgp) -> None:
    told = lgp.done("webhooks create --name Mine --platform heyreach").out
    assert (told.startswith("http"), told.count("\n"), " " in told) == (True, 1, False)


def test_the_url_takes_events(lgp: Lgp) -> None:
    name = fresh("Mine")
    url = urlsplit(lgp.done("webhooks create --platform generic --name", name).out.strip())
    lgp.done(f"call POST '{url.path}?{url.query}' --data '{{}}'")
    (made,) = [each for each in lgp.done("webhooks list --json").json if each["name"] == name]
    assert made["eventCount"] == 1


def test_a_note_tells_that_the_url_is_a_secret(lgp: Lgp) -> None:
    ended = lgp.done("webhooks create --name Mine --platform lemlist")
    assert ended.err == "the URL holds a secret and is shown this once\n"


def test_json_holds_the_url_and_the_webhook(lgp: Lgp) -> None:
    told = lgp.done("webhooks create --name Mine --platform woodpecker --json").json
    assert (told["webhookUrl"].startswith("http"), told["webhook"]["platform"]) == (True, "woodpecker")


def test_all_that_is_given_of_a_webhook_is_kept(lgp: Lgp) -> None:
    known = client(lgp)
    line = "webhooks create --name Mine --platform generic --desc Leads --json --config '{\"field_mapping\": {}}'"
    made = lgp.done(f"{line} --client {known['id']}").json["webhook"]
    assert (made["description"], made["client_id"]) == ("Leads", known["client_id"])
    assert made["platformConfig"] == '{"field_mapping": {}}'


def test_the_verb_alone_lists(lgp: Lgp) -> None:
    name = fresh("Mine")
    lgp.done("webhooks create --platform generic --name", name)
    assert name in lgp.done("webhooks").out


def test_a_list_does_not_tell_the_secret(lgp: Lgp) -> None:
    url = lgp.done("webhooks create --name Mine --platform generic").out.strip()
    assert url not in lgp.done("webhooks list --json").out


def test_an_unknown_platform_is_refused_before_it_is_sent(stranger: Lgp) -> None:
    assert stranger("webhooks create --name Mine --platform fax").code == 2


def test_a_configuration_is_a_json_object(stranger: Lgp) -> None:
    ended = stranger("webhooks create --name Mine --platform generic --config nonsense")
    assert (ended.code, "--config is no JSON: " in ended.err) == (2, True)


def test_the_platforms_are_those_of_the_reference() -> None:
    assert list(get_args(webhooks.Platform)) == documented.choices(contract.load(), "createWebhook", "platform")


def test_a_name_cannot_steer_the_terminal(lgp: Lgp) -> None:
    lgp.done("webhooks create --platform generic --name", fresh(ESCAPE))
    told = lgp.done("webhooks").out
    assert ("\x1b" in told, r"\x1b[31mred" in told) == (False, True)
