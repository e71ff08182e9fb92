"""A lead is processed by what the settings configure, after a question."""

from typing import Any

import pytest

from conformance.errors import Unreachable
from conformance.lgp.waiting import Wait
from tests.lgp.belongings import lead
from tests.lgp.typed import Lgp

CONFIGURED = "not configured, see `lgp settings get sdr-ai`"
THERE = "the lead has the result, see --overwrite"


@pytest.fixture
def configured(lgp: Lgp) -> Lgp:
    """Somebody whose company has configured a few things."""
    lgp.done("settings set url enrichment1=https://services.example.com/one enrichment2= emailFinder=")
    lgp.done("settings set agent enrichment3AgentId=agent-3")
    lgp.done("settings set sdr-ai message1AgentId=agent-1")
    return lgp


def read(lgp: Lgp, id: str) -> Any:
    """The lead as it is now."""
    return lgp.done(f"call GET /enrich-leads/{id}").json["lead"]


@pytest.mark.parametrize(
    ("line", "field"),
    [("enrich {} enrichment1", "enrichment1"), ("copyright {} 3", "copyright3"), ("sdr {} message1", "message1")],
)
def test_the_field_is_filled_when_the_wait_is_over(configured: Lgp, line: str, field: str) -> None:
    id = lead(configured)["id"]
    configured.done(f"process {line.format(id)} --wait --yes")
    assert read(configured, id)[field]


def test_what_was_triggered_and_skipped_and_the_runs_are_told(configured: Lgp) -> None:
    told = configured.done(f"process enrich {lead(configured)['id']} enrichment1 enrichment2 --yes --json").json
    assert (told["triggered"], told["skipped"], len(told["runIds"])) == (["enrichment1"], ["enrichment2"], 1)


def test_people_read_names_instead_of_lists(configured: Lgp) -> None:
    ended = configured.done(f"process enrich {lead(configured)['id']} enrichment1 enrichment2 --yes")
    lines = dict(each.split(maxsplit=1) for each in ended.out.splitlines())
    assert (lines["triggered"], lines["skipped"]) == ("enrichment1", "enrichment2")
    assert ended.err.splitlines()[-1] == f"`lgp tasks wait {lines['runIds']}` waits for the end"


def test_without_names_all_that_is_configured_is_run(configured: Lgp) -> None:
    told = configured.done(f"process copyright {lead(configured)['id']} --yes --json").json
    assert "enrichment3" in told["triggered"]


def test_a_copyright_process_may_have_the_name_that_answers_give_it(configured: Lgp) -> None:
    told = configured.done(f"process copyright {lead(configured)['id']} enrichment3 --yes --json").json
    assert told["triggered"] == ["enrichment3"]


def test_people_read_the_number_of_a_copyright_process_as_it_is_typed(configured: Lgp) -> None:
    ended = configured.done(f"process copyright {lead(configured)['id']} 3 8 --yes")
    lines = dict(each.split(maxsplit=1) for each in ended.out.splitlines())
    assert (lines["triggered"], lines["skipped"]) == ("3", "8")


def test_a_result_that_is_there_is_skipped(configured: Lgp) -> None:
    id = lead(configured, message1="Hello")["id"]
    assert configured.done(f"process sdr {id} message1 --yes --json").json["skipped"] == ["message1"]


def test_a_result_that_is_there_is_made_anew_with_overwrite(configured: Lgp) -> None:
    id = lead(configured, message1="Hello")["id"]
    configured.done(f"process sdr {id} message1 --overwrite --wait --yes")
    assert read(configured, id)["message1"] != "Hello"


def test_a_wait_for_nothing_is_over_at_once(configured: Lgp) -> None:
    id = lead(configured, message1="Hello")["id"]
    ended = configured.done(f"process sdr {id} message1 --wait --yes")
    assert ("skipped    message1" in ended.out, ended.err) == (True, f"skipped: {CONFIGURED}, or {THERE}\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("message1 message2", f"{CONFIGURED}, or {THERE}"),
        ("message2 --overwrite", CONFIGURED),
        ("", THERE),
    ],
)
def test_what_may_be_the_reason_for_skipping_is_told(configured: Lgp, words: str, why: str) -> None:
    id = lead(configured, message1="Hello")["id"]
    ended = configured.done(f"process sdr {id} {words} --yes")
    assert ended.err.splitlines()[0] == f"skipped: {why}"


def test_where_nothing_was_skipped_no_reason_is_told(configured: Lgp) -> None:
    ended = configured.done(f"process sdr {lead(configured)['id']} message1 --yes")
    assert "skipped: " not in ended.err


def test_json_of_a_wait_is_one_record_with_the_runs(configured: Lgp) -> None:
    told = configured.done(f"process enrich {lead(configured)['id']} enrichment1 --wait --yes --json").json
    assert [(each["runId"], each["status"]) for each in told["runs"]] == [(told["runIds"][0], "COMPLETED")]


def test_a_wait_tells_each_run_once_and_no_other_command(configured: Lgp) -> None:
    ended = configured.done(f"process enrich {lead(configured)['id']} enrichment1 --wait --yes")
    (run,) = (line.split()[0] for line in ended.out.splitlines() if "COMPLETED" in line)
    assert ((ended.out + ended.err).count(run), "lgp tasks wait" in ended.err) == (1, False)


@pytest.mark.parametrize("flags", ["", "--json"])
def test_an_interrupted_wait_says_how_to_wait_on(configured: Lgp, monkeypatch: pytest.MonkeyPatch, flags: str) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Wait, "until_ended", interrupted)
        ended = configured(f"process enrich {lead(configured)['id']} enrichment1 --wait --yes {flags}")
    run = configured.done("tasks recent --json --limit 1").json[0]["runId"]
    assert (ended.code, ended.err) == (3, f"lgp: interrupted. Wait on with `lgp tasks wait {run}`\n")


def test_a_wait_that_lost_the_service_says_how_to_wait_on(configured: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise Unreachable("no answer", "See that it is up")

    with monkeypatch.context() as patch:
        patch.setattr(Wait, "until_ended", lost)
        ended = configured(f"process enrich {lead(configured)['id']} enrichment1 --wait --yes")
    run = configured.done("tasks recent --json --limit 1").json[0]["runId"]
    told = f"no answer. See that it is up. Wait on with `lgp tasks wait {run}`"
    assert (ended.code, ended.err) == (3, f"lgp: {told}\n")


def test_progress_of_a_wait_is_told_beside_the_output(configured: Lgp) -> None:
    ended = configured.done(f"process enrich {lead(configured)['id']} enrichment1 --wait --yes")
    assert ended.err.splitlines()[-1].endswith("s: 1 COMPLETED")


def test_a_wait_that_is_too_short_ends_with_3(slow: Lgp) -> None:
    slow.done("settings set url enrichment1=https://services.example.com/one")
    ended = slow(f"process enrich {lead(slow)['id']} enrichment1 --wait --timeout 0 --yes")
    assert (ended.code, "1 of 1 run had not ended after 0 s. Wait on with `lgp tasks wait " in ended.err) == (3, True)


def test_nothing_is_run_where_nobody_can_say_yes(configured: Lgp) -> None:
    id = lead(configured)["id"]
    ended = configured(f"process enrich {id} enrichment1")
    question = f"process lead {id} by enrich (enrichment1), which is billed"
    assert (ended.code, ended.err) == (4, f"lgp: nobody is there to confirm: {question}. Add --yes\n")


def test_nothing_is_run_after_a_no(configured: Lgp) -> None:
    id = lead(configured)["id"]
    before = [each["runId"] for each in configured.done("tasks recent --json").json]
    assert configured(f"process enrich {id} enrichment1", typed="n\n", terminal=True).code == 4
    assert [each["runId"] for each in configured.done("tasks recent --json").json] == before


def test_a_lead_is_processed_after_a_yes(configured: Lgp) -> None:
    ended = configured.done(f"process enrich {lead(configured)['id']} enrichment1", typed="y\n", terminal=True)
    assert "triggered  enrichment1" in ended.out


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("enrich enrichment11", "there is no enrichment service enrichment11 (near: enrichment1"),
        ("enrich nonsense", "there is no enrichment service nonsense. Take one of companyUrl, "),
        ("copyright 0", "there is no copyright process 0"),
        ("copyright one", "there is no copyright process one. Take one of 1, 2, "),
        ("sdr poem", "there is no SDR field poem"),
    ],
)
def test_an_unknown_name_is_refused_before_anything_is_billed(lgp: Lgp, name: str, told: str) -> None:
    verb, word = name.split()
    ended = lgp(f"process {verb} some-lead {word} --yes")
    assert (ended.code, ended.err.startswith(f"lgp: {told}")) == (2, True)


def test_an_unknown_lead_is_told(lgp: Lgp) -> None:
    ended = lgp("process enrich lead_1 --yes")
    assert (ended.code, "was answered 404, not_found" in ended.err) == (1, True)
