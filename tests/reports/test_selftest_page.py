"""The page of a self-test shows what survives, loads nothing, and prints nothing of a defect's as markup."""

import json
from typing import Any

import jsonschema_rs
import pytest

from conformance import _layout
from conformance.proving.rows import Row, Selftest
from conformance.reports import _selftest
from tests.proving.building import breach, clean_run, defect, row, told_of
from tests.reports.outcomes import HOSTILE

ADVISORY = defect(id="status-text", advisory=True)


def result(*rows: Row, **facts: Any) -> Selftest:
    """A self-test of some rows, which are full unless told otherwise."""
    return told_of(rows, **{"rows_are_whole": True, **facts})


def many(number: int) -> tuple[Any, ...]:
    """Breaches of so many requirements, the intended one among them."""
    return tuple(breach(requirement=f"LG-CLI-00{each}") for each in range(1, number + 1))


def test_a_survivor_is_told_with_its_sentence_and_reason() -> None:
    page = _selftest.render(result(row(None)))
    assert "client-lost</code> A client is lost. It intends LG-CLI-001; nothing was found." in page


def test_where_all_are_killed_there_are_no_survivors() -> None:
    assert '<h2 id="survivors">Survivors</h2>\n  <p>None.</p>' in _selftest.render(result(row(5)))


def test_a_run_that_did_not_come_to_its_end_is_told_though_the_defect_was_killed() -> None:
    page = _selftest.render(result(row(5, unended=("standard: t: KeyError: 'id'",))))
    assert "client-lost</code> standard: t: KeyError: &#39;id&#39;" in page


def test_a_whole_row_adds_to_the_curve() -> None:
    page = _selftest.render(result(row(90), row(None)))
    assert "M0 300H36.0V150.0H1000" in page


def test_without_whole_rows_there_is_no_curve() -> None:
    assert "Killed against requests sent" not in _selftest.render(result(row(5), rows_are_whole=False))


def test_the_headline_and_the_title_tell_must_and_advisory_apart() -> None:
    page = _selftest.render(result(row(5), row(None), row(5, defect=ADVISORY)))
    assert page.count("1 of 2 MUST killed, 1 of 1 advisory") == 2


def test_what_standard_kills_is_told_of_must_and_of_advisory() -> None:
    page = _selftest.render(result(row(5, level="deep"), row(5, defect=ADVISORY)))
    assert "at standard, MUST</dt><dd>0 of 1 (0.0 %)" in page
    assert "at standard, advisory</dt><dd>1 of 1 (100.0 %)" in page


def test_the_curve_has_a_line_for_must_and_a_dashed_one_for_advisory() -> None:
    page = _selftest.render(result(row(90), row(None), row(2500, defect=ADVISORY)))
    assert 'd="M0 300H36.0V150.0H1000"><title>intending a MUST, 2</title>' in page
    assert 'd="M0 300H1000.0V0.0H1000" stroke-dasharray="6 5"><title>advisory, 1</title>' in page


def test_a_kill_after_the_last_mark_widens_the_curve() -> None:
    page = _selftest.render(result(row(1250), row(5000)))
    assert "M0 300H250.0V150.0H1000.0V0.0H1000" in page
    assert '<text x="500.0" y="318" text-anchor="end">2500</text>' in page


def test_the_curve_of_hundreds_of_defects_is_whole() -> None:
    page = _selftest.render(result(*(row(each) for each in range(1, 601))))
    assert "V1.0H239.6V0.5H240.0V0.0H1000" in page


def test_areas_and_fault_classes_tell_must_and_advisory_apart() -> None:
    page = _selftest.render(result(row(5), row(None, defect=ADVISORY)))
    assert "<tr><td>CLI</td><td>1 of 1 (100.0 %)</td><td>0 of 1 (0.0 %)</td></tr>" in page


def test_a_defect_that_breaks_more_than_five_besides_its_own_is_told_with_its_reason() -> None:
    explained = defect(because="All rest on the same list.")
    page = _selftest.render(result(row(5, breaches=many(7), defect=explained)))
    assert "LG-CLI-006, LG-CLI-007. All rest on the same list.</p>" in page


def test_one_that_gives_no_reason_is_told_so() -> None:
    assert "It gives no reason." in _selftest.render(result(row(5, breaches=many(7))))


def test_one_that_breaks_five_besides_its_own_is_not_told_of() -> None:
    assert "<p>None does.</p>" in _selftest.render(result(row(5, breaches=many(6))))


def test_a_self_test_that_is_not_sound_does_not_look_so() -> None:
    page = _selftest.render(result(row(5, breaches=many(7))))
    assert '<p class="verdict NOT CONFORMANT">' in page


def test_the_page_says_by_which_code_and_command_and_when_it_was_made() -> None:
    page = _selftest.render(result(row(5), taken_over=1))
    for fact in ("2026-01-02 03:04:05 UTC", "conformance selftest --seed 1", "9.9.9", "c0dec0dec0de<", "1 of 1</dd>"):
        assert fact in page


def test_only_a_run_of_everything_says_what_a_clean_run_sends() -> None:
    page = _selftest.render(result(row(5), cleans=(clean_run(requirements=("LG-CLI-001",)),)))
    assert "a clean run of" not in page
    page = _selftest.render(result(row(5), cleans=(clean_run(requests=2400),)))
    assert "a clean run of all of standard sends</dt><dd>2400 requests" in page


def test_what_a_clean_run_found_stands_in_its_row() -> None:
    page = _selftest.render(result(row(5), cleans=(clean_run(alarms=("LG-CLI-001 flaky",)),)))
    assert '<td class="words">LG-CLI-001 flaky</td>' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_printed_is_markup(text: str) -> None:
    page = _selftest.render(
        result(row(None, reason=text, defect=defect(sentence=text)), command=text, cleans=(clean_run(alarms=(text,)),))
    )
    assert "<script" not in page


def test_the_page_loads_nothing() -> None:
    page = _selftest.render(result(row(5)))
    assert [word for word in (" src=", "http://", "https://", "url(") if word in page] == []


def test_the_json_keeps_its_schema() -> None:
    schema = json.loads((_layout.REFERENCES / "selftest.schema.json").read_bytes())
    assert jsonschema_rs.is_valid(
        schema, json.loads(result(row(5), row(None), cleans=(clean_run(),)).model_dump_json())
    )
