"""The laws of batches, each seen to hold and to fail."""

import pytest

from conformance.expectations import Judgement
from conformance.laws.batches import accounted, refused_whole, skipped_by_email, skipped_exactly, stored_as_told

SENT = [{"email": "one@x.example"}, {"email": "Two@x.example"}, {"email": "bad@x.example"}]
LISTED = [{"email": "one@x.example"}, {"email": "two@x.example"}, {"email": "other@x.example"}]


def test_as_many_rows_are_stored_as_was_told() -> None:
    assert stored_as_told(SENT, 2, LISTED).holds


@pytest.mark.parametrize("created", [0, 1, 3, "2", None, True])
def test_another_number_than_is_stored_breaks_it(created: object) -> None:
    assert not stored_as_told(SENT, created, LISTED).holds


def test_a_row_stored_twice_breaks_it() -> None:
    assert not stored_as_told(SENT, 2, [*LISTED, LISTED[0]]).holds


def test_a_batch_that_stored_nothing_breaks_it() -> None:
    assert not stored_as_told(SENT, 3, []).holds


def test_done_and_skipped_make_up_what_was_sent() -> None:
    assert accounted(3, 2, ["x"]).holds


@pytest.mark.parametrize(("done", "skipped"), [(3, ["x"]), (2, []), ("2", ["x"]), (2, 1), (2, None)])
def test_a_row_unaccounted_for_breaks_it(done: object, skipped: object) -> None:
    assert not accounted(3, done, skipped).holds


@pytest.mark.parametrize("skipped", [[], ["bad@x.example"], ["BAD@x.example"]])
def test_skipped_holds_the_emails_of_rows_not_stored(skipped: list[str]) -> None:
    assert skipped_by_email(SENT, skipped, LISTED).holds


@pytest.mark.parametrize(
    "skipped", [["one@x.example"], ["2"], [2], [{"email": "bad@x.example"}], "bad@x.example", 1, None]
)
def test_a_stored_row_or_anything_but_an_email_breaks_it(skipped: object) -> None:
    assert not skipped_by_email(SENT, skipped, LISTED).holds


def test_skipped_names_exactly_what_was_left_out_in_any_order() -> None:
    assert skipped_exactly(["b", "1"], ["1", "b"]).holds


@pytest.mark.parametrize("skipped", [[], ["b"], ["b", "1", "c"], ["b", 1], "b1", None])
def test_less_more_or_other_than_was_left_out_breaks_it(skipped: object) -> None:
    assert not skipped_exactly(["b", "1"], skipped).holds


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 499])
def test_a_batch_may_be_refused_whole_for_what_is_in_it(status: int) -> None:
    assert refused_whole(status).holds


@pytest.mark.parametrize("status", [200, 201, 302, 401, 429, 500, 503, None, "400"])
def test_a_refusal_for_another_reason_or_none_is_no_account_of_the_rows(status: object) -> None:
    assert not refused_whole(status).holds


def test_a_batch_says_how_many_rows_are_stored_and_which_more_than_once() -> None:
    assert stored_as_told(SENT, 2, LISTED) == Judgement(
        True,
        "as many of the rows as `created` says, 2, each once",
        "2 of 3 rows",
    )
    assert stored_as_told(SENT, 3, [*LISTED, LISTED[0]]) == Judgement(
        False,
        "as many of the rows as `created` says, 3, each once",
        "2 of 3 rows, more than once: ['one@x.example']",
    )


def test_an_account_says_what_was_done_and_what_was_skipped() -> None:
    assert accounted(3, 1, ["x"]) == Judgement(False, "done and skipped making 3", "done 1, skipped ['x']")


def test_a_refusal_of_a_whole_batch_is_told_by_its_status() -> None:
    assert refused_whole(429) == Judgement(
        False,
        "an account of the rows, or a refusal of them all: a 4xx but 401 and 429",
        "status 429",
    )


def test_what_was_skipped_is_told_beside_what_should_have_been() -> None:
    assert skipped_by_email(SENT, ["one@x.example"], LISTED) == Judgement(
        False,
        "a list of e-mails of rows that are not stored: ['bad@x.example']",
        "skipped ['one@x.example']",
    )
    assert skipped_exactly(["b", "1"], ["b"]) == Judgement(False, "skipped ['1', 'b']", "skipped ['b']")
