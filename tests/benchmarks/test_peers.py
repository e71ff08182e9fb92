"""What the comparison with the peers draws, keeps, reads and counts."""

import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import httpx
import pytest

from benchmarks.peers import code, dredd, respect
from benchmarks.peers.__main__ import README, RESULTS
from benchmarks.peers.cells import CLEAN, Cell, Cells, new
from benchmarks.peers.drawing import drawn, kept_draw
from benchmarks.peers.script import Script
from benchmarks.peers.table import BEGIN, END, Measured, heads, markdown, results, with_table
from benchmarks.peers.tools import contenders, pinned
from benchmarks.tools import DOCUMENT, read
from benchmarks.verdicts import Failure
from conformance import contract
from conformance.proving.known import Defect

ALARM = Failure("IgnoredAuth", "GET /clients")
FOUND = Failure("JsonSchemaError", "GET /clients")
ELSEWHERE = Failure("JsonSchemaError", "GET /leads")


def defect(name: str, *faults: str) -> Defect:
    return Defect(
        id=name,
        sentence=f"{name}.",
        faults=faults,
        operations=("listClients",),
        requirement="LG-CLI-001",
        advisory=False,
    )


def cell(tool: str, of: str, *failures: Failure, requests: int = 10) -> Cell:
    return Cell(tool=tool, defect=of, requests=requests, wall=2, cpu=1, cut_off=False, failures=failures)


MEASURED = Measured("0a1b2c3", "2026-01-31")
LIST = [defect(f"{fault}-{number}", fault, "F60") for fault in ("F01", "F02", "F03") for number in range(4)]


def clean(tool: str, *failures: Failure) -> list[Cell]:
    return [cell(tool, each, *failures) for each in CLEAN]


def finished(folder: Path, *done: Cell) -> Cells:
    cells = Cells(folder, {each.tool: "code" for each in done})
    for each in done:
        cells.made(each.tool, each.defect, partial(lambda kept: kept, each))
    return cells


def classes(chosen: Sequence[Defect]) -> list[str]:
    return sorted(each.faults[0] for each in chosen)


def test_as_many_defects_as_classes_are_one_of_each_class() -> None:
    assert classes(drawn(LIST, 3, seed=1)) == ["F01", "F02", "F03"]


def test_a_class_gives_a_second_defect_when_every_class_has_given_one() -> None:
    assert classes(drawn(LIST, 6, seed=1)) == ["F01", "F01", "F02", "F02", "F03", "F03"]


def test_more_defects_than_there_are_cannot_be_drawn() -> None:
    assert sorted(each.id for each in drawn(LIST, 99, seed=1)) == sorted(each.id for each in LIST)


def test_the_order_of_the_list_changes_no_draw() -> None:
    assert drawn(LIST[::-1], 5, seed=1) == drawn(LIST, 5, seed=1)


def test_another_seed_draws_other_defects() -> None:
    assert len({tuple(each.id for each in drawn(LIST, 5, seed)) for seed in range(9)}) > 1


def test_a_defect_more_changes_no_choice_in_another_class() -> None:
    before, after = drawn(LIST, 3, seed=1), drawn([*LIST, defect("F01-new", "F01")], 3, seed=1)
    assert [each for each in after if each.faults[0] != "F01"] == [each for each in before if each.faults[0] != "F01"]


def test_a_draw_that_was_kept_is_not_drawn_again_from_a_list_that_grew(tmp_path: Path) -> None:
    first = kept_draw(tmp_path / "draw.json", 2, seed=7, source=lambda _: LIST)
    grown = [*LIST, *(defect(f"F00-{number}", "F00") for number in range(9))]
    assert kept_draw(tmp_path / "draw.json", 2, seed=7, source=lambda _: grown) == first


def test_what_was_drawn_is_told_as_it_is_now(tmp_path: Path) -> None:
    kept_draw(tmp_path / "draw.json", 2, seed=7, source=lambda _: LIST)
    mended = [each.model_copy(update={"code": "mended"}) for each in LIST]
    kept = kept_draw(tmp_path / "draw.json", 2, seed=7, source=lambda _: mended)
    assert [each.code for each in kept] == ["mended", "mended"]


def test_a_draw_of_a_defect_that_is_gone_is_refused(tmp_path: Path) -> None:
    kept_draw(tmp_path / "draw.json", 2, seed=7, source=lambda _: LIST)
    with pytest.raises(ValueError, match="which is no defect any more"):
        kept_draw(tmp_path / "draw.json", 2, seed=7, source=lambda _: LIST[:1])


def test_a_folder_with_a_draw_of_another_seed_is_refused(tmp_path: Path) -> None:
    kept_draw(tmp_path / "draw.json", 2, seed=7, source=lambda _: LIST)
    with pytest.raises(ValueError, match="by seed 7"):
        kept_draw(tmp_path / "draw.json", 2, seed=8)


def test_a_finished_cell_is_not_made_again(tmp_path: Path) -> None:
    first = cell("st run", "one", FOUND)
    cells = Cells(tmp_path, {"st run": "code"})
    assert cells.made("st run", "one", lambda: first) == first
    assert cells.made("st run", "one", lambda: pytest.fail("made again")) == first


def test_a_cell_of_other_code_is_not_taken_over(tmp_path: Path) -> None:
    finished(tmp_path, cell("st run", "one", FOUND))
    now = Cells(tmp_path, {"st run": "other code"})
    assert now.get("st run", "one") is None
    fresh = cell("st run", "one", ALARM)
    assert now.made("st run", "one", lambda: fresh) == fresh
    assert now.get("st run", "one") == fresh


def test_a_cell_of_a_defect_of_other_code_is_not_taken_over(tmp_path: Path) -> None:
    first, fresh = cell("st run", "one", FOUND), cell("st run", "one", ALARM)
    before, now = (Cells(tmp_path, {"st run": "code"}, {"one": deed}) for deed in ("deed", "other deed"))
    before.made("st run", "one", lambda: first)
    assert (before.get("st run", "one"), now.get("st run", "one")) == (first, None)
    assert now.made("st run", "one", lambda: fresh) == fresh


def test_the_code_of_a_defect_is_no_part_of_the_sandboxs(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code.sandbox.__wrapped__()
    monkeypatch.setattr("conformance.proving.remembered.is_defect", lambda _: False)
    assert code.sandbox.__wrapped__() != before


def test_a_cell_that_does_not_say_which_code_made_it_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "st run").mkdir()
    (tmp_path / "st run" / "one.json").write_text(cell("st run", "one", FOUND).model_dump_json(), encoding="utf-8")
    assert Cells(tmp_path, {"st run": ""}).get("st run", "one") is None


def test_another_release_of_a_peer_is_other_code() -> None:
    assert code.of_peer("st run", "1") != code.of_peer("st run", "2")


def test_another_sandbox_is_other_code_for_every_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {each.name: each.code for each in contenders(Path(), 1)}
    monkeypatch.setattr(code, "sandbox", lambda: "another")
    monkeypatch.setattr("conformance.proving.remembered.code", lambda: "another")
    assert [each.name for each in contenders(Path(), 1) if each.code == before[each.name]] == []


def test_what_any_clean_sandbox_was_blamed_for_too_is_not_new() -> None:
    met = [cell("st run", CLEAN[0]), cell("st run", CLEAN[1], ALARM)]
    assert new(cell("st run", "one", ALARM, FOUND), met) == {FOUND}


def test_the_facts_count_kills_and_those_on_the_defects_own_operations(tmp_path: Path) -> None:
    defects = [defect("one", "F01"), defect("two", "F02"), defect("three", "F03")]
    told = {"one": [ALARM, FOUND], "two": [ELSEWHERE], "three": [ALARM]}
    met = [cell("st run", name, *failures) for name, failures in told.items()]
    cells = finished(tmp_path, *clean("st run", ALARM), *met)
    row = results({"st run": "4"}, defects, cells, contract.load(), 1, MEASURED)["tools"]["st run"]
    assert (row["kills"], row["kills_on_its_operations"], row["false_alarms"]) == (2, 1, [ALARM])


def test_a_defect_that_some_tool_has_not_met_yet_counts_for_none(tmp_path: Path) -> None:
    cells = finished(tmp_path, *clean("a"), *clean("b"), cell("a", "one", FOUND))
    facts = results({"a": "", "b": ""}, [defect("one", "F01")], cells, contract.load(), 1, MEASURED)
    assert (facts["drawn"], facts["tried"], facts["defects"]) == (1, 0, [])


def test_the_table_has_a_line_a_tool_and_a_line_a_defect(tmp_path: Path) -> None:
    cells = finished(tmp_path, *clean("st run", ALARM), cell("st run", "one", FOUND))
    lines = markdown(results({"st run": "4"}, [defect("one", "F01")], cells, contract.load(), 1, MEASURED)).splitlines()
    assert "| st run 4 | 1 of 1 | 1 | 10 | 2.0 | 1.0 | 1 |" in lines
    assert "| one. | F01 | killed |" in lines


def test_the_facts_and_the_table_name_the_commit_and_the_day(tmp_path: Path) -> None:
    cells = finished(tmp_path, *clean("st run"))
    facts = results({"st run": "4"}, [], cells, contract.load(), 1, MEASURED)
    assert (facts["commit"], facts["date"], facts["tools"]["st run"]["code"]) == ("0a1b2c3", "2026-01-31", "code")
    assert "the code is that of commit 0a1b2c3, 2026-01-31:" in markdown(facts).splitlines()[0]


def test_the_table_of_the_document_is_that_of_the_kept_facts() -> None:
    document = README.read_text(encoding="utf-8")
    assert document == with_table(document, markdown(json.loads(RESULTS.read_text(encoding="utf-8"))))


def test_the_table_replaces_the_one_between_the_marks_of_a_document() -> None:
    assert with_table(f"a {BEGIN} old {END} b", "new") == f"a {BEGIN}\n\nnew\n\n{END} b"


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no part between"):
        with_table("a", "new")


def test_what_is_said_of_one_operation_under_one_head_counts_once() -> None:
    said = [Failure("body: no id", "GET /clients"), Failure("body: no name", "GET /clients"), ALARM, FOUND, ELSEWHERE]
    assert heads(said) == 4


def test_a_report_of_the_arazzo_runner_is_read_as_its_failed_checks_by_operation() -> None:
    checks = [{"name": "schema check", "passed": False}, {"name": "status code check", "passed": True}]
    request = {"method": "get", "url": "http://127.0.0.1:1/api/enrich-leads/7?x=1"}
    steps = [{"stepId": "read", "request": request, "checks": checks}, {"stepId": "skipped"}]
    report = {"files": {"flows": {"executedWorkflows": [{"workflowId": "leads", "executedSteps": steps}]}}}
    found = respect.verdict(report, contract.load())
    assert found.failures == {Failure("leads/read: schema check", "GET /enrich-leads/{id}")}


def test_a_report_of_dredd_is_read_as_the_parts_of_answers_that_it_did_not_expect() -> None:
    said = (
        "Message:\nbody: At '/lead' Missing required property: lead\nstatusCode: Expected '200'\n\nRequest:\nbody: {}"
    )
    cases = f'<testcase name="GET (200) /enrich-leads/7?x=1"><failure>{said}</failure></testcase><testcase name="PUT"/>'
    found = dredd.verdict(f"<testsuite>{cases}</testsuite>", contract.load())
    wrong = ("body: At '/lead' Missing required property: lead", "statusCode: Expected '200'")
    assert found.failures == {Failure(each, "GET /enrich-leads/{id}") for each in wrong}


def test_dredd_is_given_every_operation_with_the_statuses_that_examples_cause() -> None:
    before, after = read(DOCUMENT), dredd.narrowed(read(DOCUMENT))
    kept = [each["responses"] for path in after["paths"].values() for each in path.values() if "responses" in each]
    assert {status for each in kept for status in each} == set(dredd.STATUSES)
    assert {path: list(after["paths"][path]) for path in after["paths"]} == {
        path: list(methods) for path, methods in before["paths"].items()
    }


def test_the_flows_of_the_arazzo_runner_call_every_operation() -> None:
    called = set(re.findall(r"operationId: (\w+)", respect.FLOWS.read_text(encoding="utf-8")))
    assert set(contract.load()) - called == set()


@pytest.mark.parametrize(
    ("status", "body", "wrong"),
    [
        (200, '{"success": true}', []),
        (200, '{"success": false}', [("look", "GET /clients")]),
        (404, '{"success": true}', [("look", "GET /clients")]),
        (200, "no JSON", [("look", "GET /clients")]),
    ],
)
def test_a_step_of_the_script_holds_an_answer_to_status_and_success(
    status: int, body: str, wrong: list[tuple[str, str]]
) -> None:
    answering = httpx.MockTransport(lambda _: httpx.Response(status, text=body))
    with httpx.Client(base_url="http://127.0.0.1:1", transport=answering) as http:
        script = Script(http)
        script.call("look", "GET", "/clients", 200)
    assert script.wrong == wrong


@pytest.mark.parametrize("package", ["@redocly/cli", "dredd"])
def test_a_peer_from_npm_is_pinned_to_one_version(package: str) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", pinned(package))
