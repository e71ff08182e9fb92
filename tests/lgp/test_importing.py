"""What stands in a CSV file, before anything of it is sent."""

import io
import sys
from pathlib import Path

import pytest

from conformance.errors import UsageError
from conformance.lgp import importing
from conformance.lgp.importing import Row, rows_of

NAMES = "firstName,lastName"


@pytest.mark.parametrize("header", ["firstName,lastName,companyName", "FIRST NAME,last_name,Company-Name"])
def test_columns_are_known_in_any_spelling(header: str) -> None:
    known = {"firstName": "Ada", "lastName": "Lovelace", "companyName": "Engines"}
    assert rows_of(f"{header}\nAda,Lovelace,Engines\n") == [Row(2, known)]


def test_a_semicolon_separates_as_a_comma_does() -> None:
    assert rows_of('firstName;lastName;notes\nAda;Lovelace;"a; b, c"\n')[0].lead["notes"] == "a; b, c"


def test_the_header_says_what_separates() -> None:
    assert rows_of('"firstName","lastName"\nAda;B,"Love;lace"\n')[0].lead == {
        "firstName": "Ada;B",
        "lastName": "Love;lace",
    }


def test_blanks_around_a_cell_go_and_empty_cells_are_not_sent() -> None:
    assert rows_of(f"{NAMES},title\n Ada , Lovelace , \n")[0].lead == {"firstName": "Ada", "lastName": "Lovelace"}


def test_a_cell_may_go_over_several_lines() -> None:
    rows = rows_of(f'{NAMES},notes\r\nAda,Lovelace,"one\r\ntwo"\r\nHugo,Sanchez,\r\n')
    assert [(row.line, row.lead.get("notes")) for row in rows] == [(2, "one\r\ntwo"), (4, None)]


def test_empty_lines_are_passed_over() -> None:
    assert [row.line for row in rows_of(f"\n{NAMES}\n\nAda,Lovelace\n,\nHugo,Sanchez\n\n")] == [4, 6]


def test_short_rows_lack_the_rest() -> None:
    assert rows_of(f"{NAMES},title\nAda,Lovelace\n")[0].lead == {"firstName": "Ada", "lastName": "Lovelace"}


def test_columns_without_a_name_may_be_empty() -> None:
    assert rows_of(f"{NAMES},,\nAda,Lovelace,,\n")[0].lead == {"firstName": "Ada", "lastName": "Lovelace"}


def test_unknown_columns_are_left_out_where_that_is_asked_for() -> None:
    rows = rows_of(f"{NAMES},Shoe size,\nAda,Lovelace,38,x,y\n", ignore_unknown=True)
    assert rows[0].lead == {"firstName": "Ada", "lastName": "Lovelace"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there is no column for firstName and lastName. A lead needs both names"),
        ("firstName,email\nAda,a@x.example\n", "there is no column for lastName. A lead needs both names"),
        (f"{NAMES}\n", "there is no lead in it. Give a header line and a line for each lead"),
        (
            f"{NAMES},Phone,Shoe size\nAda,Lovelace,1,2\n",
            "a lead has no field for the columns 'Phone' (near: phoneNumber), 'Shoe size'. "
            "Rename them, or leave them out with --ignore-unknown",
        ),
        (f"{NAMES},E-mail,email\nAda,Lovelace,a,b\n", "two columns are the lead's email. Leave one out"),
        (
            f"{NAMES}\nAda,\n,Lovelace\n",
            "nothing was sent: line 2 has no lastName, line 3 has no firstName. Mend the file",
        ),
        (
            f"{NAMES}\n" + "Ada,\n" * 7,
            "nothing was sent: line 2 has no lastName, line 3 has no lastName, line 4 has no lastName, "
            "line 5 has no lastName, line 6 has no lastName, and 2 more. Mend the file",
        ),
        (
            f"{NAMES}\nAda,Lovelace,Countess\n",
            "nothing was sent: line 2 has more cells than the header has names. Mend the file",
        ),
        (
            f'{NAMES}\nAda,Lovelace\nHugo,"Sanchez\n',
            "line 3 is no CSV: unexpected end of data. Save it as CSV in UTF-8",
        ),
        (
            f"{NAMES}\nAda,{'x' * 200_000}\n",
            "line 2 is no CSV: field larger than field limit (131072). Save it as CSV in UTF-8",
        ),
    ],
)
def test_what_cannot_be_taken_is_told(text: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        rows_of(text)
    assert str(refused.value) == told


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(f"{mark}firstName\r\nZoë", encoding="utf-8", newline="")
    assert importing.read(str(file)) == "firstName\r\nZoë"


def test_a_hyphen_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\ufefffirstName"))
    assert importing.read("-") == "firstName"


def test_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes("Zoë".encode("latin-1"))
    with pytest.raises(UsageError, match=r"leads\.csv is not in UTF-8\. Save it as CSV in UTF-8"):
        importing.read(str(file))


def test_another_encoding_is_told_of_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Zo\udceb"))
    with pytest.raises(UsageError, match="standard input is not in UTF-8"):
        importing.read("-")


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match=r"missing\.csv cannot be read: No such file or directory"):
        importing.read("missing.csv")
