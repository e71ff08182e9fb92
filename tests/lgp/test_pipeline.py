"""How many leads stand at which stage."""

from datetime import UTC, datetime

import pytest

from tests.lgp.belongings import ESCAPE, lead
from tests.lgp.typed import Lgp


def test_the_leads_of_a_stage_are_counted(lgp: Lgp) -> None:
    lead(lgp, status="pipeline-of-a-test")
    lead(lgp, status="pipeline-of-a-test")
    stages = {each["stage"]: each["count"] for each in lgp.done("pipeline --json").json["stages"]}
    assert stages["pipeline-of-a-test"] == 2


def test_json_is_the_whole_answer_without_its_envelope(lgp: Lgp) -> None:
    told = lgp.done("pipeline --start 2026-01-01 --end 2026-02-08 --json").json
    assert set(told) == {"startDate", "endDate", "total", "stages"}


def test_the_days_are_those_asked_for(lgp: Lgp) -> None:
    told = lgp.done("pipeline --start 2026-01-01 --end 2026-02-08").out
    assert told.startswith("2026-01-01 to 2026-02-08: ")


def test_people_read_a_table_of_stages(lgp: Lgp) -> None:
    lead(lgp, status="read-by-people")
    lines = [each.split() for each in lgp.done("pipeline").out.splitlines()]
    assert lines[1] == ["stage", "count"]
    assert ["read-by-people", "1"] in lines


@pytest.mark.parametrize("verb", ["pipeline", "territory list"])
def test_a_start_after_the_end_is_refused_before_it_is_sent(stranger: Lgp, verb: str) -> None:
    ended = stranger(f"--base-url http://127.0.0.1:1 {verb} --start 2026-02-08 --end 2026-01-01")
    told = "--start 2026-02-08 is after --end 2026-01-01. Give the earlier day to --start"
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}\n")


def test_a_day_may_be_both_the_first_and_the_last(lgp: Lgp) -> None:
    assert lgp.done("pipeline --start 2026-01-01 --end 2026-01-01").out.startswith("2026-01-01 to 2026-01-01: ")


@pytest.mark.parametrize("verb", ["pipeline", "territory list"])
@pytest.mark.parametrize("flag", ["--start", "--end"])
@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "20260131", "2026-1-31", "2026-01-31T00:00:00Z", ""])
def test_what_is_no_day_is_refused_before_it_is_sent(stranger: Lgp, verb: str, flag: str, day: str) -> None:
    ended = stranger(f"--base-url http://127.0.0.1:1 {verb} {flag}", day)
    told = f"lgp: {flag} {day} is no day. Write it as YYYY-MM-DD, such as 2026-01-31\n"
    assert (ended.code, ended.err) == (2, " ".join(told.split()) + "\n")


def test_a_start_alone_goes_on_to_today(lgp: Lgp) -> None:
    today = datetime.now(UTC).date()
    assert lgp.done(f"pipeline --start {today} --json").json["startDate"].startswith(f"{today}")


def test_without_days_the_last_30_count_as_the_help_says(lgp: Lgp) -> None:
    told = lgp.done("pipeline --json").json
    first, last = (datetime.fromisoformat(told[each]).date() for each in ("startDate", "endDate"))
    assert ((last - first).days + 1, "else the last 30 days" in lgp.done("pipeline -h").out) == (30, True)


def test_a_stage_cannot_steer_the_terminal(lgp: Lgp) -> None:
    lead(lgp, status=ESCAPE)
    told = lgp.done("pipeline").out
    assert ("\x1b" in told, r"\x1b[31mred" in told) == (False, True)
