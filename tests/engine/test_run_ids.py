"""Run ids and tags: every row that a run makes can be told by them, with its age."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from conformance.run_id import RunId, run_of

RUN = RunId("20260131t101500z-3fa9c1")


def test_a_fresh_id_says_its_start_in_utc() -> None:
    moment = datetime(2026, 1, 31, 12, 15, tzinfo=timezone(timedelta(hours=2)))
    assert RunId.new(moment).started == datetime(2026, 1, 31, 10, 15, tzinfo=UTC)


def test_two_runs_of_one_second_have_different_ids() -> None:
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    assert len({RunId.new(moment).text for _ in range(20)}) > 1


def test_a_fresh_id_can_be_read_back() -> None:
    fresh = RunId.new()
    assert RunId.parse(fresh.text) == fresh


@pytest.mark.parametrize(
    "text",
    [
        "",
        "latest",
        "20260131t101500z",
        "20260131T101500Z-3fa9c1",
        "20260131t101500z-3fa9c",
        "20260131t101500z-3fa9c1 ",
        "20261331t101500z-3fa9c1",
        "20260131t256100z-3fa9c1",
    ],
)
def test_what_is_no_run_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="run id"):
        RunId.parse(text)


def test_the_tag_the_domain_and_the_canary_carry_the_id() -> None:
    assert (RUN.tag, RUN.email_domain, RUN.canary("b")) == (
        "lgc-20260131t101500z-3fa9c1",
        "20260131t101500z-3fa9c1.lgc.example",
        "lgc-20260131t101500z-3fa9c1-b",
    )


@pytest.mark.parametrize(
    "text",
    [
        "lgc-20260131t101500z-3fa9c1-a main-1",
        "mail main-1@20260131t101500z-3fa9c1.lgc.example",
        "MAIN-1@20260131T101500Z-3FA9C1.LGC.EXAMPLE",
    ],
)
def test_a_run_knows_its_own_rows(text: str) -> None:
    assert RUN.marks(text)
    assert run_of(text) == RUN


@pytest.mark.parametrize("text", ["", "lgc-", "lgc-20260131t101500z-3fa9c2", "ada@example.com", "20260131t101500z"])
def test_a_run_does_not_claim_other_rows(text: str) -> None:
    assert not RUN.marks(text)


@pytest.mark.parametrize("text", ["", "Acme", "lgc-20260131", "lgc-20269931t999999z-3fa9c1", "x@lgc.example"])
def test_a_text_without_a_possible_tag_is_no_runs(text: str) -> None:
    assert run_of(text) is None
