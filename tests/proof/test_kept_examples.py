"""What stands in the folder of kept examples breaks no run, whatever it is."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conformance import kept
from conformance.generating.draft import Draft
from conformance.journal.reader import read
from conformance.journal.records import ExchangeRecord
from tests.proof.runs import conformance, report_of

pytestmark = pytest.mark.xdist_group("kept examples")

DATA = "properties/examples/test_examples.py::test_a_documented_example_breaks_no_requirement[getEnrichLead]"
LINKS = "properties/links/test_links.py::test_a_walk_over_the_documented_links_breaks_no_requirement"
MODEL = "properties/model/test_model.py::test_clients_and_leads_behave_as_their_model"
GOOD = Draft("getEnrichLead", path=(("id", "{{own lead}}"),)).to_json()

ODD: tuple[tuple[str, Any], ...] = (
    (DATA, None),
    (DATA, [1, 2]),
    (DATA, GOOD | {"operation": "anOperationThatIsGone"}),
    (DATA, GOOD | {"path": []}),
    (DATA, GOOD | {"path": [["another", "x"]]}),
    (DATA, GOOD | {"path": [["id", "{{own unicorn}}"]]}),
    (DATA, GOOD | {"raw": 1}),
    (DATA, GOOD | {"body": {"deep": [[[[]]]]}, "media": "\r\nX-Smuggled: 1"}),
    (DATA, GOOD | {"query": [["\ud800", "\ud800"]]}),
    (DATA, GOOD | {"path": [["id", "\ud800"]]}),
    (DATA, GOOD | {"body": "\ud800", "media": "application/json"}),
    (DATA, GOOD | {"raw": "\ud800", "media": "text/plain"}),
    (LINKS, [GOOD, GOOD | {"operation": "anOperationThatIsGone"}]),
    (LINKS, [GOOD, None]),
    (LINKS, GOOD),
    (MODEL, {"step": "of another version"}),
    (MODEL, [{"kind": "unknown"}]),
    ("a test that is gone", 1),
)


def lines(found: Sequence[tuple[str, Any]]) -> bytes:
    """Examples as they stand in a file."""
    told = [json.dumps({"target": "embedded", "test": test, "example": example}) for test, example in found]
    return "".join(f"{each}\n" for each in told).encode()


def ran(home: Path, content: bytes, *suites: str) -> Path:
    """The folder of a run after one that kept these examples."""
    out = home / "out"
    folder = out / "20260131t101500z-3fa9c1" / kept.FOLDER
    folder.mkdir(parents=True)
    (folder / "main.jsonl").write_bytes(content)
    (out / "latest").symlink_to(folder.parent.name)
    chosen = [word for each in suites for word in ("--suite", each)]
    conformance("run", "--out", str(out), "-q", *chosen, "--operation", "getEnrichLead", state=home)
    return (out / "latest").resolve()


@pytest.mark.parametrize("odd", [ODD[: kept.MOST_TRIED], ODD[-kept.MOST_TRIED :]], ids=["one half", "the other"])
def test_odd_examples_break_no_run(tmp_path: Path, odd: tuple[tuple[str, Any], ...]) -> None:
    ran(tmp_path, b"\xff\x00 torn {\n" + lines(odd), "examples", "links", "model")
    found = report_of(tmp_path / "out")
    assert (found["run"]["broken"], found["run"]["ended_early"]) == ([], "")
    assert [each for each in found["tests"] if each["outcome"] != "passed"] == []


def test_hundreds_of_examples_cost_a_bounded_number_of_requests(tmp_path: Path) -> None:
    many = [(DATA, GOOD | {"query": [["number", str(number)]]}) for number in range(500)]
    sent = read(ran(tmp_path, lines(many), "examples") / "journal")
    assert sum(isinstance(each, ExchangeRecord) and each.phase == "kept" for each in sent) == kept.MOST_TRIED
