import json
from typing import Any

import jsonschema_rs
import pytest

from conformance import _layout
from conformance.outcome.model import RunOutcome
from conformance.reports import _schemas, json_report
from tests.outcome.building import Journal, requirement
from tests.reports.outcomes import HUGE, covered, hostile, ordinary


def published() -> Any:
    """The schema as it is published."""
    return json.loads((_layout.REFERENCES / "report.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", list(_schemas.published()))
def test_a_published_schema_is_in_step_with_its_models(name: str) -> None:
    assert (_layout.REFERENCES / name).read_text(encoding="utf-8") == _schemas.written(_schemas.published()[name])


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(ordinary(), id="ordinary"),
        pytest.param(covered(), id="covered"),
        pytest.param(hostile(), id="hostile"),
        pytest.param(hostile(HUGE), id="huge"),
        pytest.param(Journal(requirement()).outcome(), id="cut off"),
    ],
)
def test_every_report_keeps_the_published_schema(outcome: RunOutcome) -> None:
    report = json.loads(json_report.render(outcome))
    assert list(jsonschema_rs.validator_for(published()).iter_errors(report)) == []


def test_a_report_of_another_version_does_not_keep_the_schema() -> None:
    report = json.loads(json_report.render(ordinary())) | {"schema_version": 2}
    assert not jsonschema_rs.validator_for(published()).is_valid(report)


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ((), "schema_version run verdict claim counts requirements operations requests leftovers"),
        (("run",), "id started finished target level seed workers version"),
        (("requirements", 0), "id title area level provenance status reason findings"),
        (("operations", 0), "id method path exchanges statuses"),
        (("requests",), "total planned retried unplanned_429"),
        (("coverage",), "known called totals generated operations"),
        (("coverage", "totals"), "statuses valid invalid kept broken accepted"),
        (("coverage", "operations", 0), "id called statuses inputs generated figures"),
    ],
)
def test_the_report_holds_what_its_readers_rely_on(place: tuple[Any, ...], keys: str) -> None:
    part = json.loads(json_report.render(ordinary()))
    for step in place:
        part = part[step]
    assert set(keys.split()) <= set(part)


def test_the_report_is_plain_ascii() -> None:
    assert json_report.render(hostile()).isascii()


def test_a_requirement_holds_its_findings() -> None:
    broken = json.loads(json_report.render(ordinary()))["requirements"][0]
    assert [(each["expected"], each["actual"]) for each in broken["findings"]] == [("status 200", "status 500")]


def test_a_report_from_before_coverage_can_still_be_a_baseline() -> None:
    report = json.loads(json_report.render(ordinary()))
    del report["coverage"]
    assert not RunOutcome.model_validate(report).coverage.known
