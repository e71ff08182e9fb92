"""What became of the rows of an import: how the service's words for a row are taken, and how few words tell of many."""

import json
from typing import Any

import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.lgp.import_account import Account
from conformance.lgp.importing import Row
from conformance.redaction import Redactor


def rows(*emails: str) -> list[Row]:
    """A batch whose first row is in line 2, with these e-mails; an empty one for a row that has none."""
    return [
        Row(line, {"firstName": "Ada", "lastName": "L", **({"email": email} if email else {})})
        for line, email in enumerate(emails, start=2)
    ]


def took(batch: list[Row], *, skipped: list[Any], errors: list[Any], created: int = 0) -> Account:
    """The account once the service has taken a batch with this answer."""
    body = json.dumps({"success": True, "created": created, "skipped": skipped, "errors": errors}).encode()
    answer = Exchange("1", Request("POST", "http://x/api/leads"), Response(201, (), body), "createLeads", None)
    account = Account()
    account.took(batch, answer)
    return account


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("1", "line 3"),
        ("0", "0"),
        ("2", "2"),
        ("0001", "0001"),
        ("-1", "-1"),
        ("¹", "¹"),
    ],
    ids=["its own", "of a row with an e-mail", "of no row", "too long", "negative", "another digit"],
)
def test_a_row_without_an_email_alone_is_named_by_its_index(name: str, told: str) -> None:
    account = took(rows("ada@engines.example", ""), skipped=[name], errors=[])
    assert [each.told(Redactor()) for each in account.skipped] == [told]


def test_a_row_is_named_by_its_email_in_any_letter_case() -> None:
    account = took(rows("Ada@Engines.example"), skipped=["ADA@engines.example"], errors=[])
    assert [each.told(Redactor()) for each in account.skipped] == ["line 2 (Ada@Engines.example)"]


@pytest.mark.parametrize(("index", "line"), [(0, 2), (1, 3), (2, 4)])
def test_of_doubles_the_one_that_has_an_error_is_meant(index: int, line: int) -> None:
    account = took(rows(*["ada@x.example"] * 3), skipped=["ada@x.example"], errors=[{"index": index}])
    assert [each.told(Redactor()) for each in account.skipped] == [f"line {line} (ada@x.example)"]


def test_of_doubles_without_errors_the_last_are_meant() -> None:
    account = took(rows(*["ada@x.example"] * 3), skipped=["ada@x.example"] * 2, errors=[], created=1)
    assert sorted(each.told(Redactor()) for each in account.skipped) == [
        "line 3 (ada@x.example)",
        "line 4 (ada@x.example)",
    ]


def test_of_doubles_those_with_errors_are_meant_in_their_order_and_then_the_others() -> None:
    errors = [{"index": 0, "error": "there"}, {"index": 2, "error": "there"}]
    account = took(rows(*["ada@x.example"] * 4), skipped=["ada@x.example"] * 3, errors=errors, created=1)
    assert [each.told(Redactor()).split(" (")[0] for each in account.skipped] == ["line 2", "line 4", "line 5"]


def test_a_name_that_comes_more_often_than_its_row_is_told_as_it_is() -> None:
    account = took(rows("ada@x.example"), skipped=["ada@x.example", "ada@x.example"], errors=[])
    assert [each.told(Redactor()) for each in account.skipped] == ["line 2 (ada@x.example)", "ada@x.example"]


def test_rows_that_could_not_be_matched_have_no_line_among_the_rest() -> None:
    batch = rows(*(f"{number}@x.example" for number in range(7)))
    account = took(batch, skipped=[*(row.email for row in batch), "nobody@x.example"], errors=[])
    assert list(account.lines(Redactor()))[-1] == "skipped 3 more, lines 7-8; with --json, each is named"


def test_a_name_of_the_services_forges_no_line() -> None:
    account = took(rows("ada@x.example"), skipped=["x\ncreated 500, skipped 0"], errors=[])
    assert list(account.lines(Redactor())) == ["created 0, skipped 1", "skipped x created 500, skipped 0"]


def test_a_long_name_is_cut_once_it_is_redacted() -> None:
    redactor = Redactor()
    redactor.learn("you.token", "a-secret-that-is-long-enough")
    account = took(rows("ada@x.example"), skipped=[f"{'x' * 50}a-secret-that-is-long-enough"], errors=[])
    told = account.skipped[0].told(redactor)
    assert ("a-secret" in told, told.startswith(f"{'x' * 50}<secret:yo")) == (False, True)


@pytest.mark.parametrize(("number", "more"), [(5, []), (6, ["1 more reason"]), (8, ["3 more reasons"])])
def test_of_more_than_five_reasons_the_first_are_told(number: int, more: list[str]) -> None:
    batch = rows(*(f"{each}@x.example" for each in range(number)))
    account = took(batch, skipped=[], errors=[{"index": each, "error": f"Reason {each}."} for each in range(number)])
    told = [f"line {each + 2}: Reason {each}." for each in range(5)]
    assert list(account.reasons()) == [*told, *(f"{words}; with --json, each is named" for words in more)]


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (0, "skipped 3"),
        (1, "skipped 3, of which 1 is there already"),
        (2, "skipped 3, of which 2 are there already"),
        (3, "skipped 3 that are there already"),
    ],
)
def test_of_the_rows_that_are_skipped_those_are_told_that_are_there_already(there: int, told: str) -> None:
    batch = rows(*(f"{each}@x.example" for each in range(3)))
    errors = [{"index": each, "errorType": "already_exists"} for each in range(there)]
    account = took(batch, skipped=[row.email for row in batch], errors=errors)
    assert next(account.lines(Redactor())) == f"created 0, {told}"
