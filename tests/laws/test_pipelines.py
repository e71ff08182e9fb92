"""The laws of a pipeline, each seen to hold and to fail."""

from typing import Any

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws.pipelines import at_stage, counted, stages, totalled

NEW, WON = {"stage": "new", "count": 2}, {"stage": "won", "count": 1}


def page(total: Any, *stages: dict[str, Any]) -> Exchange:
    """A pipeline."""
    body = orjson.dumps({"total": total, "stages": stages})
    return Exchange("main.1", Request("GET", "http://x/"), Response(200, (), body), "getPipeline", None)


@pytest.mark.parametrize("pipeline", [page(3, NEW, WON), page(0), page(2, NEW, {"stage": "lost", "count": 0})])
def test_a_total_that_is_the_sum_of_its_stages_holds(pipeline: Exchange) -> None:
    assert totalled(pipeline).holds


@pytest.mark.parametrize(
    "pipeline",
    [
        page(4, NEW, WON),
        page("3", NEW, WON),
        page(None),
        page(4, NEW, NEW),
        page(2, {"stage": "new", "count": "2"}),
        page(True, WON),
    ],
)
def test_another_sum_a_doubled_stage_or_no_number_does_not(pipeline: Exchange) -> None:
    assert not totalled(pipeline).holds


def test_a_stage_is_found_in_any_case_of_letters() -> None:
    assert at_stage(page(1, WON), "Won") == 1
    assert at_stage(page(1, WON), "lost") == 0


LEADS: list[dict[str, Any]] = [{"status": "won"}, {"status": "new"}, {}]


@pytest.mark.parametrize(
    ("pipeline", "holds"),
    [
        (page(3, NEW, WON), True),
        (page(3, WON, NEW, {"stage": "lost", "count": 0}), True),
        (page(2, WON, {"stage": "new", "count": 1}), False),
        (page(3, WON, {"stage": "new", "count": 1}, {"stage": "unknown", "count": 1}), False),
        (page(4, NEW, WON, {"stage": "lost", "count": 1}), False),
    ],
)
def test_stages_count_the_leads_and_those_without_a_status_as_new(pipeline: Exchange, holds: bool) -> None:
    assert counted(LEADS, pipeline).holds == holds


def test_stages_that_differ_in_the_case_of_letters_are_one() -> None:
    assert stages(page(5, NEW, {"stage": "NEW", "count": 3})) == {"new": 5}


def test_what_is_no_whole_number_counts_no_lead() -> None:
    assert stages(page(2, NEW, {"stage": "won", "count": "1"}, {"stage": "lost", "count": True})) == {"new": 2}


def test_a_total_is_told_beside_its_stages() -> None:
    assert totalled(page(4, NEW, NEW)) == Judgement(
        False,
        "a total that is the sum of the stages, each of which stands once",
        "total 4, stages [('new', 2), ('new', 2)]; more than once: 'new'",
    )


def test_stages_are_told_beside_those_of_the_leads() -> None:
    assert counted(LEADS, page(2, WON, {"stage": "New", "count": 1})) == Judgement(
        False, "stages {'new': 2, 'won': 1}", "stages {'won': 1, 'new': 1}"
    )
