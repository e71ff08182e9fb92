"""How a row stands in a file, and is known again there."""

import csv
import io

import pytest

from conformance.lgp.row_forms import form


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_an_id_is_read_beside_a_cell_of_any_length(name: str) -> None:
    rows = form(name, ["id", "notes"])
    columns = ["id", "notes"]
    file = io.BytesIO(rows.header(columns) + rows.row({"id": "a", "notes": "x" * 200_000}, columns))
    assert list(rows.ids(file)) == ["a"]


def test_who_reads_csv_next_has_the_bound_that_was_there() -> None:
    bound = csv.field_size_limit()
    list(form("csv", []).ids(io.BytesIO(b"id\r\na\r\n")))
    assert csv.field_size_limit() == bound
