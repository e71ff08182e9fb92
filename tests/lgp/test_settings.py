"""The settings that leads are processed with."""

from pathlib import Path
from typing import get_args

import pytest

from conformance.lgp import documented
from conformance.lgp.verbs import settings
from tests.cli.servers import Answer, answering
from tests.lgp.belongings import ESCAPE, fresh, log_in
from tests.lgp.typed import Lgp


def newcomer(stranger: Lgp, target: Path, actor: str) -> str:
    """The start of a line of somebody whose company, a new one, has no settings."""
    line = f"--profile {target} --actor {actor}"
    stranger(f'{line} call POST /company --data \'{{"name": "Late"}}\'')
    return line


@pytest.mark.parametrize(
    ("kind", "name"), [("url", "enrichment9"), ("agent", "enrichment9AgentId"), ("sdr-ai", "message9AgentId")]
)
def test_a_setting_that_was_set_is_shown(lgp: Lgp, kind: str, name: str) -> None:
    value = fresh("value").replace(" ", "-")
    lgp.done(f"settings set {kind} {name}={value}")
    assert lgp.done(f"settings get {kind} --json").json[name] == value


def test_what_is_not_named_stays(lgp: Lgp) -> None:
    lgp.done("settings set agent enrichment1AgentId=one enrichment2AgentId=two")
    lgp.done("settings set agent enrichment2AgentId=three")
    told = lgp.done("settings get agent --json").json
    assert (told["enrichment1AgentId"], told["enrichment2AgentId"]) == ("one", "three")


def test_an_empty_value_clears(lgp: Lgp) -> None:
    lgp.done("settings set agent enrichment3AgentId=three")
    lgp.done("settings set agent enrichment3AgentId=")
    assert not lgp.done("settings get agent --json").json.get("enrichment3AgentId")


def test_a_value_may_hold_an_equals_sign(lgp: Lgp) -> None:
    lgp.done("settings set url enrichment8=https://services.example.com/?a=b")
    assert lgp.done("settings get url --json").json["enrichment8"] == "https://services.example.com/?a=b"


@pytest.mark.parametrize("kind", get_args(settings.Kind))
def test_a_company_without_settings_is_told_so(stranger: Lgp, target: Path, kind: str) -> None:
    ended = stranger.done(f"{newcomer(stranger, target, 'newcomer_7')} settings get {kind}")
    assert ended.out == ""
    assert ended.err == f"there are no {kind} settings yet: `lgp settings set {kind} NAME=VALUE` makes them\n"


@pytest.mark.parametrize(("settings", "code"), [("null", 0), ("{}", 0), ("[]", 3), ('"none"', 3), ("0", 3)])
def test_settings_of_another_form_are_not_taken_for_none(stranger: Lgp, settings: str, code: int) -> None:
    with answering(Answer(200, b'{"success": true, "settings": %s}' % settings.encode())) as server:
        log_in(stranger, server.origin)
        ended = stranger("settings get url")
    assert (ended.code, "its answer has no settings" in ended.err) == (code, code == 3)


def test_settings_are_made_where_there_are_none(stranger: Lgp, target: Path) -> None:
    line = newcomer(stranger, target, "newcomer_8")
    stranger.done(f"{line} settings set agent projectId=project-1")
    assert stranger.done(f"{line} settings get agent --json").json["projectId"] == "project-1"


def test_a_value_is_read_from_standard_input(lgp: Lgp) -> None:
    url = f"https://services.example.com/{fresh('x')[2:]}"
    lgp.done("settings set url companyUrl=-", typed=f"{url}\n")
    assert lgp.done("settings get url --json").json["companyUrl"] == url


def test_each_dash_reads_a_line_of_its_own(lgp: Lgp) -> None:
    lgp.done("settings set agent enrichment4AgentId=- enrichment5AgentId=-", typed="four\nfive\n")
    told = lgp.done("settings get agent --json").json
    assert (told["enrichment4AgentId"], told["enrichment5AgentId"]) == ("four", "five")


def test_a_dash_without_a_line_changes_nothing(lgp: Lgp) -> None:
    lgp.done("settings set agent enrichment6AgentId=six")
    ended = lgp("settings set agent enrichment6AgentId=- enrichment7AgentId=-", typed="else\n")
    assert (ended.code, "enrichment7AgentId found no line of its own on standard input" in ended.err) == (2, True)
    assert lgp.done("settings get agent --json").json["enrichment6AgentId"] == "six"


def test_a_service_key_is_not_shown(lgp: Lgp) -> None:
    ended = lgp.done("settings set url emailFinder_Apikey=-", typed="key-of-the-service\n")
    assert "key-of-the-service" not in ended.out + ended.err + lgp.done("settings get url --json").out


@pytest.mark.parametrize("kind", get_args(settings.Kind))
def test_an_unknown_name_is_refused_with_those_that_there_are(lgp: Lgp, kind: str) -> None:
    ended = lgp(f"settings set {kind} enrichment99=x")
    assert (ended.code, ended.out) == (2, "")
    assert f"there is no {kind} setting enrichment99" in ended.err
    assert ". Take one of " in ended.err


@pytest.mark.parametrize(
    ("kind", "name", "near"),
    [
        ("url", "emailfinder", "emailFinder or emailFinder_Apikey"),
        ("url", "emailFinderApikey", "emailFinder_Apikey or emailFinder"),
        ("agent", "projectid", "projectId"),
        ("sdr-ai", "aiLeadScore", "aiLeadScoreAgentId"),
    ],
)
def test_names_that_are_near_an_unknown_one_are_told(lgp: Lgp, kind: str, name: str, near: str) -> None:
    ended = lgp(f"settings set {kind} {name}=x")
    assert (ended.code, f"there is no {kind} setting {name} (near: {near}" in ended.err) == (2, True)


def test_of_many_names_a_few_are_told_and_where_all_stand(lgp: Lgp) -> None:
    told = "companyUrl, companyUrl_Apikey, emailFinder, emailFinder_Apikey, enrichment1, enrichment1_Apikey"
    ended = lgp("settings set url zzz=x")
    assert ended.err == f"lgp: there is no url setting zzz. Take one of {told}; {documented.DOCUMENT} has all 24\n"


def test_where_names_are_near_an_unknown_one_no_others_are_told(lgp: Lgp) -> None:
    ended = lgp("settings set url emailFindr=x")
    near = "emailFinder or emailFinder_Apikey"
    remedy = f"Take one of those; {documented.DOCUMENT} has all 24"
    assert ended.err == f"lgp: there is no url setting emailFindr (near: {near}). {remedy}\n"


@pytest.mark.parametrize("name", ["X_Apikey", "enrichment11_Apikey", "projectId"])
def test_a_key_that_is_no_documented_setting_is_not_sent(lgp: Lgp, name: str) -> None:
    before = lgp.done("settings get url --json").json
    assert lgp(f"settings set url enrichment1=changed {name}=value").code == 2
    assert lgp.done("settings get url --json").json == before


@pytest.mark.parametrize(("value", "told"), [("sk-1", True), ("-", False), ("", False)])
def test_a_key_that_is_typed_on_the_command_line_is_told_of(lgp: Lgp, value: str, told: bool) -> None:
    ended = lgp.done(f"settings set url emailFinder_Apikey={value}", typed="sk-2\n")
    note = "a key on the command line can be read by others: pipe it in with emailFinder_Apikey=-\n"
    assert ended.err == (note if told else "")


def test_a_value_needs_a_name(lgp: Lgp) -> None:
    ended = lgp("settings set url companyUrl")
    assert (ended.code, "companyUrl is no NAME=VALUE" in ended.err) == (2, True)


def test_an_unknown_kind_is_refused(stranger: Lgp) -> None:
    assert stranger("settings get colours").code == 2


def test_a_value_cannot_steer_the_terminal(lgp: Lgp) -> None:
    lgp.done("settings set agent", f"enrichment10AgentId={ESCAPE}")
    told = lgp.done("settings get agent").out
    assert ("\x1b" in told, r"\x1b[31mred" in told) == (False, True)


def test_a_setting_that_is_given_twice_is_refused(lgp: Lgp) -> None:
    ended = lgp("settings set url enrichment1=a enrichment1=b")
    assert (ended.code, "enrichment1 is given twice" in ended.err) == (2, True)
