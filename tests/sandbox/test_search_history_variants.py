from conformance.sandbox.variants.search_history_cursor_name import SearchNextCursor
from conformance.sandbox.variants.search_history_lenient import SearchClientIsText, SearchUnknownStatusEmpty
from tests.sandbox.conftest import Build
from tests.sandbox.test_search_history import PATH, client_id, listed, made


def test_the_cursor_has_another_name_and_is_absent_on_the_last_page(build: Build) -> None:
    sandbox = build(SearchNextCursor())
    made(sandbox)
    first = sandbox.by("owner_a", "GET", f"{PATH}?limit=1").body
    rest = sandbox.by("owner_a", "GET", f"{PATH}?cursor={first['nextCursor']}").body
    assert first["searchHistories"] + rest["searchHistories"] == listed(sandbox)
    assert {"nextToken", "nextCursor"}.isdisjoint(rest)


def test_a_foreign_client_is_kept_as_text_and_shows_to_nobody_else(build: Build) -> None:
    sandbox = build(SearchClientIsText())
    search = made(sandbox, client_id=client_id(sandbox, "owner_b"))
    assert search in listed(sandbox, f"&client_id={search['client_id']}")
    assert search["id"] not in [row["id"] for row in listed(sandbox, by="owner_b")]


def test_an_unknown_status_lists_nothing(build: Build) -> None:
    assert listed(build(SearchUnknownStatusEmpty()), "&status=done") == []
