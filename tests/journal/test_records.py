import json
from typing import Any, get_args

import jsonschema_rs
import pytest

from conformance import _layout
from conformance.journal import records
from conformance.journal.records import Aborted, AnyRecord, Broken, Cause, Lag, Leftover, Record
from tests.outcome.building import Journal, requirement


def published() -> Any:
    """The schema of a journal's line, as it is published."""
    return json.loads((_layout.REFERENCES / "journal.schema.json").read_text(encoding="utf-8"))


def samples() -> list[AnyRecord]:
    """A record of every kind."""
    journal = Journal(requirement("LG-CLI-001", **{"from": "smoke"}), requirement("LG-CLI-002"))
    journal.attempt({"LG-CLI-001": "failed", "LG-CLI-002": "inconclusive"})
    journal.untested("LG-CLI-002")
    journal.control(held=True)
    journal.exchange(None)
    journal.add(
        Cause(
            requirement="LG-CLI-001",
            operation="listClients",
            test="t",
            shape="?limit=0",
            exchange="main.1",
            exchanges=("main.1",),
            minimal=True,
        )
    )
    journal.add(Lag(test="t", operation="listClients", exchange="main.1", seconds=0.5, seen=True))
    journal.add(Leftover(what="client", id=None, actor=None, reason="answered 500"))
    journal.add(Broken(where="t", message="no evidence"))
    journal.add(Aborted(reason="the target is gone", code=3))
    journal.finish()
    return journal.records


def test_the_published_schema_is_that_of_the_records() -> None:
    assert published() == records.schema()


def test_the_samples_are_of_every_kind() -> None:
    union = get_args(get_args(AnyRecord)[0])
    assert {type(each) for each in samples()} == set(union)


@pytest.mark.parametrize("record", samples(), ids=lambda each: each.kind)
def test_a_record_keeps_the_published_schema(record: Record) -> None:
    line = record.model_dump_json(by_alias=True)
    assert list(jsonschema_rs.validator_for(published()).iter_errors(json.loads(line))) == []


@pytest.mark.parametrize("record", samples(), ids=lambda each: each.kind)
def test_a_record_reads_back_as_it_was_written(record: Record) -> None:
    assert records.ADAPTER.validate_json(record.model_dump_json(by_alias=True)) == record


@pytest.mark.parametrize(
    "change",
    [{"kind": "rumour"}, {"unknown": 1}, {"requirement": None}, {"outcome": "perhaps"}],
    ids=["kind", "unknown", "null", "outcome"],
)
def test_a_line_that_is_no_record_does_not_keep_the_schema(change: dict[str, Any]) -> None:
    evidence = next(each for each in samples() if each.kind == "evidence")
    line = json.loads(evidence.model_dump_json(by_alias=True)) | change
    assert not jsonschema_rs.validator_for(published()).is_valid(line)
