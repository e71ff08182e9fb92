"""The page of a self-test shows what survives, loads nothing, and prints nothing of a defect's as markup."""

import json

import jsonschema_rs
import pytest

from conformance import _layout
from conformance.proving.rows import Selftest, curve, share
from conformance.reports import _selftest
from tests.proving.building import breach, defect, row
from tests.reports.outcomes import HOSTILE


def result(*rows: object, whole: bool = True) -> Selftest:
    """A self-test of some rows."""
    given = tuple(rows)
    return Selftest.model_validate(
        {
            "seed": 1,
            "level": "deep",
            "rows_are_whole": whole,
            "seconds": 3.0,
            "clean_requests": 2400,
            "false_alarms": (),
            "full": share(given),  # type: ignore[arg-type]  # rows, given as they come
            "advisory": share([]),
            "standard": share(given),  # type: ignore[arg-type]  # rows, given as they come
            "curve": curve(given) if whole else (),  # type: ignore[arg-type]  # rows, given as they come
            "rows": given,
        }
    )


def test_a_survivor_is_told_with_its_sentence_and_reason() -> None:
    page = _selftest.render(result(row(None)))
    assert "client-lost</code> A client is lost. It intends LG-CLI-001; nothing was found." in page


def test_where_all_are_killed_there_are_no_survivors() -> None:
    assert '<h2 id="survivors">Survivors</h2>\n  <p>None.</p>' in _selftest.render(result(row(5)))


def test_a_whole_row_adds_to_the_curve() -> None:
    page = _selftest.render(result(row(90), row(None)))
    assert "M0 300H36.0V150.0H1000" in page


def test_without_whole_rows_there_is_no_curve() -> None:
    assert "Killed against requests sent" not in _selftest.render(result(row(5), whole=False))


def test_a_defect_that_breaks_more_than_five_is_told_with_its_reason() -> None:
    many = tuple(breach(requirement=f"LG-CLI-00{number}") for number in range(1, 8))
    page = _selftest.render(result(row(5, breaches=many, defect=defect(because="All rest on the same list."))))
    assert "LG-CLI-007. All rest on the same list." in page


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_printed_is_markup(text: str) -> None:
    page = _selftest.render(result(row(None, reason=text, defect=defect(sentence=text))))
    assert "<script" not in page


def test_the_page_loads_nothing() -> None:
    page = _selftest.render(result(row(5)))
    assert [word for word in (" src=", "http://", "https://", "url(") if word in page] == []


def test_the_json_keeps_its_schema() -> None:
    schema = json.loads((_layout.REFERENCES / "selftest.schema.json").read_bytes())
    assert jsonschema_rs.is_valid(schema, json.loads(result(row(5), row(None)).model_dump_json()))
