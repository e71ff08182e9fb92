import json
from collections.abc import Sequence

import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws import pages
from conformance.walking import End, Walk


def page(ids: Sequence[str], token: str | None = None, status: int = 200, **fields: object) -> Exchange:
    rows = [{"id": each, "email": f"{each}@x.example", **fields} for each in ids]
    body = json.dumps({"leads": rows, "nextToken": token}).encode()
    return Exchange("main.1", Request("GET", "http://t/api/leads"), Response(status, (), body), "listLeads", "owner_a")


def walk(*shown: str, end: End = "no token") -> Walk:
    """A walk whose pages hold the rows named by the letters of each word."""
    last = len(shown) - 1
    found = [page(list(ids), None if number == last else f"t{number}") for number, ids in enumerate(shown)]
    return Walk("leads", tuple(found), end)


def test_a_row_on_two_pages_is_shown_twice() -> None:
    assert pages.no_row_twice(walk("ab", "cd")).holds
    assert not pages.no_row_twice(walk("ab", "bc")).holds


def test_a_row_twice_on_one_page_is_shown_twice() -> None:
    assert not pages.no_row_twice(walk("aa")).holds


def test_a_row_at_the_edge_that_no_page_shows_is_missing() -> None:
    judged = pages.none_missing(walk("ab", "d"), ["a", "b", "c", "d"])
    assert not judged.holds
    assert "c" in judged.actual


def test_rows_are_told_by_their_email_in_any_letter_case() -> None:
    assert pages.none_missing(walk("ab"), ["A@x.example", "b@X.example"], "email").holds


def test_a_number_is_no_id_that_is_a_text() -> None:
    assert not pages.none_missing(walk("7"), [7]).holds


def test_other_rows_than_the_expected_ones_do_not_matter_to_them() -> None:
    assert pages.exactly_once(walk("xa", "yb"), ["a", "b"]).holds


@pytest.mark.parametrize("shown", [("xa", "y"), ("ab", "b")], ids=["one is missing", "one comes twice"])
def test_expected_rows_are_shown_exactly_once(shown: tuple[str, ...]) -> None:
    assert not pages.exactly_once(walk(*shown), ["a", "b"]).holds


@pytest.mark.parametrize("shown", [("ab",), ("ab", "c"), ("ab", ""), ("",), ("ab", "", "c"), ("", "", "")])
def test_a_walk_may_end_with_a_short_or_an_empty_page(shown: tuple[str, ...]) -> None:
    assert pages.comes_to_an_end(walk(*shown)).holds


def test_a_walk_with_two_empty_pages_after_the_last_row_ends_too_late() -> None:
    assert not pages.comes_to_an_end(walk("ab", "", "")).holds


@pytest.mark.parametrize("end", ["refused", "token repeated", "too many pages"])
def test_a_walk_that_ends_otherwise_than_without_a_token_does_not_end(end: End) -> None:
    assert not pages.comes_to_an_end(walk("ab", "c", end=end)).holds


def test_a_page_with_one_row_too_many_breaks_its_limit() -> None:
    shown = walk("ab", "cde")
    assert pages.within_limit(shown.pages, "leads", 3).holds
    assert not pages.within_limit(shown.pages, "leads", 2).holds


def test_no_page_breaks_no_limit() -> None:
    assert pages.within_limit([], "leads", 0).holds


def test_a_first_page_with_all_rows_needs_no_token() -> None:
    assert pages.leads_on(walk("abc"), 3).holds


def test_a_first_page_without_a_token_hides_the_rows_that_follow() -> None:
    assert not pages.leads_on(walk("ab"), 3).holds


def test_a_token_that_leads_back_to_the_same_rows_leads_on_to_nothing() -> None:
    assert pages.leads_on(walk("ab", "c"), 3).holds
    assert not pages.leads_on(walk("ab", "ab"), 3).holds


def test_the_order_is_the_same_at_any_page_size() -> None:
    assert pages.same_order(walk("abcd"), walk("ab", "cd")).holds
    judged = pages.same_order(walk("abcd"), walk("ab", "dc"))
    assert not judged.holds
    assert "another order" in judged.actual


def test_a_page_with_another_status_is_not_the_same_page() -> None:
    assert pages.same_page(page("ab"), page("ab"), "leads").holds
    assert not pages.same_page(page("ab"), page("ab", status=400), "leads").holds


@pytest.mark.parametrize("ids", ["ba", "ac", "abc", "a"])
def test_a_page_with_other_rows_or_another_order_is_not_the_same_page(ids: str) -> None:
    assert not pages.same_page(page("ab"), page(ids), "leads").holds


def test_a_filter_that_is_lost_on_page_two_is_told_with_the_page() -> None:
    one, other = page("ab", "t", client_id="mine"), page("c", client_id="theirs")
    assert pages.of_the_filter(Walk("leads", (one,), "no token"), "client_id", "mine").holds
    judged = pages.of_the_filter(Walk("leads", (one, other), "no token"), "client_id", "mine")
    assert not judged.holds
    assert "(2, 'c')" in judged.actual


def test_only_rows_of_the_listing_may_be_shown() -> None:
    assert pages.nothing_outside([page("ab"), page("", status=400)], "leads", {"a", "b"}).holds
    assert not pages.nothing_outside([page("ax")], "leads", {"a", "b"}).holds


def others(*shown: Exchange, known: Sequence[str] = ()) -> Judgement:
    return pages.nothing_of_others(shown, "leads", "own", known)


def test_rows_of_ones_own_company_are_nobody_elses() -> None:
    assert others(page("ab", company_id="own")).holds


def test_a_row_of_another_company_is_somebody_elses() -> None:
    assert not others(page("a", company_id="own"), page("x", company_id="foreign")).holds


def test_a_row_that_hides_its_company_is_somebody_elses_unless_it_is_known() -> None:
    assert not others(page("x")).holds
    assert others(page("x"), known=["x"]).holds


def test_a_page_from_a_saved_token_shows_the_rest_or_begins_it() -> None:
    whole = walk("ab", "cd", "e")
    assert pages.goes_on(whole, page("cde"), 1).holds
    assert pages.goes_on(whole, page("cd", token="t"), 1).holds
    assert not pages.goes_on(whole, page("cd"), 1).holds
    assert not pages.goes_on(whole, page("ab", token="t"), 1).holds


def test_an_empty_page_from_a_saved_token_is_the_rest_only_where_there_is_none() -> None:
    assert pages.goes_on(walk("ab"), page("", token="t"), 1).holds
    assert not pages.goes_on(walk("ab", "cd"), page("", token="t"), 1).holds


def test_a_saved_token_that_is_refused_gives_no_rest() -> None:
    assert not pages.goes_on(walk("ab"), page("", status=400), 1).holds


def test_a_page_begins_as_the_larger_page_does() -> None:
    assert pages.same_start(page("ab"), page("abcd"), "leads").holds
    assert not pages.same_start(page("ba"), page("abcd"), "leads").holds
    assert not pages.same_start(page("abc"), page("ab"), "leads").holds


def test_a_filter_shows_only_rows_of_the_whole() -> None:
    assert pages.part_of(["a"], ["a", "b"], "one client's leads").holds
    judged = pages.part_of(["a", "x"], ["a", "b"], "one client's leads")
    assert not judged.holds
    assert "x" in judged.actual


def test_a_finding_names_the_rows_that_are_shown_twice() -> None:
    assert pages.no_row_twice(walk("ab", "cd")) == Judgement(True, "a walk that shows no row twice", "4 different rows")
    assert pages.no_row_twice(walk("ab", "bc")) == Judgement(
        False,
        "a walk that shows no row twice",
        "shown more than once: ['b']",
    )


def test_a_finding_names_the_rows_that_are_missing_and_how_the_walk_ended() -> None:
    assert pages.none_missing(walk("ab"), ["a", "b"]) == Judgement(
        True,
        "a walk with all of 2 rows",
        "all of them; it ended with: no token",
    )
    assert pages.none_missing(walk("ab", end="refused"), ["a", "c"]) == Judgement(
        False,
        "a walk with all of 2 rows",
        "missing 1: ['c']; it ended with: refused",
    )


def test_a_finding_names_how_often_a_row_was_shown() -> None:
    assert pages.exactly_once(walk("ab"), ["a", "b"]) == Judgement(True, "each of 2 rows once", "each of them once")
    assert pages.exactly_once(walk("aa"), ["a", "b"]) == Judgement(
        False, "each of 2 rows once", "times shown: {'a': 2, 'b': 0}"
    )


def test_an_end_is_told_by_its_pages() -> None:
    assert pages.comes_to_an_end(walk("ab", "", "", end="refused")) == Judgement(
        False,
        "a walk that ends with a page without a token, at most one empty page after the last row",
        "3 pages, the last 2 empty, ended with: refused",
    )


def test_pages_beyond_their_limit_are_told_by_their_sizes() -> None:
    assert pages.within_limit(walk("ab", "cde").pages, "leads", 2) == Judgement(
        False, "at most 2 rows a page", "pages of [2, 3] rows"
    )


def test_a_first_page_is_told_by_its_rows_and_what_follows() -> None:
    assert pages.leads_on(walk("abc"), 3) == Judgement(
        True,
        "a non-empty nextToken on a first page with less than all 3 rows, which leads on to others",
        "all 3 rows on the first page",
    )
    assert pages.leads_on(walk("ab"), 3) == Judgement(
        False,
        "a non-empty nextToken on a first page with less than all 3 rows, which leads on to others",
        "status 200, 2 rows and no token",
    )
    assert pages.leads_on(walk("ab", "bc", "d"), 4) == Judgement(
        True,
        "a non-empty nextToken on a first page with less than all 4 rows, which leads on to others",
        "2 rows, then 2 others on 2 pages",
    )
    assert pages.leads_on(walk("ab", "ab"), 3) == Judgement(
        False,
        "a non-empty nextToken on a first page with less than all 3 rows, which leads on to others",
        "2 rows, then 0 others on 1 pages",
    )


def test_an_order_is_told_by_what_is_another_missing_or_too_many() -> None:
    assert pages.same_order(walk("abcd"), walk("ab", "cd")) == Judgement(
        True,
        "the same rows in the same order at both page sizes",
        "the same 4 rows",
    )
    assert pages.same_order(walk("ab"), walk("ba")) == Judgement(
        False,
        "the same rows in the same order at both page sizes",
        "the same rows, another order: ['b', 'a'] for ['a', 'b']",
    )
    assert pages.same_order(walk("abb"), walk("abc")) == Judgement(
        False,
        "the same rows in the same order at both page sizes",
        "missing ['b'], too many ['c']",
    )


def test_a_page_from_a_saved_token_is_told_by_its_rows_or_its_status() -> None:
    assert pages.goes_on(walk("ab", "cd"), page("cd"), 1) == Judgement(
        True, "the rows that followed the token before", "the same 2 rows"
    )
    assert pages.goes_on(walk("ab", "cd"), page("", status=400), 1) == Judgement(
        False, "the rows that followed the token before", "status 400"
    )


def test_the_start_of_a_page_is_told_by_its_rows() -> None:
    assert pages.same_start(page("ab"), page("abcd"), "leads") == Judgement(
        True, "the first 2 rows of the larger page", "the same 2 rows"
    )


def test_a_filter_is_told_by_the_rows_that_are_not_of_the_whole() -> None:
    assert pages.part_of(["a"], ["a", "b"], "one client's leads") == Judgement(
        True,
        "one client's leads: only rows of the unfiltered listing",
        "all 1 of them in it",
    )
    assert pages.part_of(["a", "x"], ["a", "b"], "one client's leads") == Judgement(
        False,
        "one client's leads: only rows of the unfiltered listing",
        "not in it: ['x']",
    )


def test_the_same_page_is_told_by_its_status_and_rows() -> None:
    assert pages.same_page(page("ab"), page("ab"), "leads") == Judgement(
        True, "the same rows in the same order", "the same 2 rows"
    )
    assert pages.same_page(page("ab"), page("ab", status=400), "leads") == Judgement(
        False, "status 200 again", "status 400"
    )


def test_a_filter_on_all_pages_is_told_by_the_rows_of_others() -> None:
    one, other = page("ab", "t", client_id="mine"), page("c", client_id="theirs")
    assert pages.of_the_filter(Walk("leads", (one,), "no token"), "client_id", "mine") == Judgement(
        True,
        "rows with client_id 'mine' alone",
        "2 rows, all of the filter",
    )
    assert pages.of_the_filter(Walk("leads", (one, other), "no token"), "client_id", "mine") == Judgement(
        False,
        "rows with client_id 'mine' alone",
        "(page, id) of others: [(2, 'c')]",
    )


def test_rows_from_outside_are_named() -> None:
    assert pages.nothing_outside([page("ab"), page("", status=400)], "leads", {"a", "b"}) == Judgement(
        True,
        "no row from outside the listing",
        "none but its own, statuses [200, 400]",
    )
    assert pages.nothing_outside([page("ax")], "leads", {"a", "b"}) == Judgement(
        False, "no row from outside the listing", "others shown: ['x']"
    )


def test_rows_of_others_are_named() -> None:
    assert others(page("ab", company_id="own"), page("", status=400)) == Judgement(
        True, "no row of another company", "none, statuses [200, 400]"
    )
    assert others(page("a", company_id="own"), page("x", company_id="foreign")) == Judgement(
        False, "no row of another company", "others' rows shown: ['x']"
    )
