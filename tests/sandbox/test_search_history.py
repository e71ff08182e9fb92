from typing import Any

import pytest

from tests.sandbox.driver import Sandbox

PATH = "/api/search-history"
Row = dict[str, Any]


def client_id(sandbox: Sandbox, by: str = "owner_a") -> str:
    found: str = sandbox.by(by, "GET", "/api/clients").body["clients"][0]["client_id"]
    return found


def made(sandbox: Sandbox, by: str = "owner_a", **fields: Any) -> Row:
    answer = sandbox.by(by, "POST", PATH, {"searchName": "Tech in SF", **fields})
    assert answer.status == 201, answer.content
    search: Row = answer.body["searchHistory"]
    return search


def listed(sandbox: Sandbox, query: str = "", by: str = "owner_a") -> list[Row]:
    answer = sandbox.by(by, "GET", f"{PATH}?limit=1000{query}")
    assert answer.status == 200, answer.content
    rows: list[Row] = answer.body["searchHistories"]
    return rows


def all_fields(sandbox: Sandbox) -> Row:
    return {
        "searchName": "Tech in SF",
        "searchDescription": "Zoë's Idee ✓",
        "searchCriteria": {"industry": ["Technology", None, 1.5], "deep": {"er": {}}},
        "searchFilters": {},
        "client_id": client_id(sandbox),
        "clientName": "Acme",
        "icpId": "icp-9",
        "icpName": "Founders",
        "apifyActorId": "actor/1",
        "category": "prospecting",
        "tags": ["saas", "a", "saas"],
    }


def test_a_new_search_is_listed_once_with_all_that_was_sent(sandbox: Sandbox) -> None:
    sent = all_fields(sandbox)
    search = made(sandbox, **sent)
    assert [row for row in listed(sandbox) if row["id"] == search["id"]] == [search]
    assert {name: search[name] for name in sent} == sent


def test_a_new_search_is_initiated_and_its_makers(sandbox: Sandbox) -> None:
    search = made(sandbox, by="member_a", status="completed", owner="x", company_id="y", id="z")
    assert (search["status"], search["owner"]) == ("initiated", sandbox.actor("member_a").user_id)
    assert (search["company_id"], search["id"] != "z") == (sandbox.application.seeding.companies["a"], True)


def test_an_api_key_makes_a_search_that_its_user_sees(sandbox: Sandbox) -> None:
    search = sandbox.send("POST", PATH, {"searchName": "By key"}, sandbox.key("owner_a")).body["searchHistory"]
    assert listed(sandbox)[-1] == search


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_api_key_neither_lists_nor_updates(sandbox: Sandbox, method: str) -> None:
    answer = sandbox.send(method, PATH, {"id": made(sandbox)["id"]}, sandbox.key("owner_a"))
    assert (answer.status, answer.error_type) == (401, "no_valid_credentials")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"searchName": ""},
        {"searchName": None},
        {"searchName": 5},
        {"searchName": "n", "searchCriteria": "text"},
        {"searchName": "n", "searchFilters": []},
        {"searchName": "n", "tags": "a"},
        {"searchName": "n", "tags": [1]},
    ],
)
def test_a_search_that_is_wrong_is_not_stored(sandbox: Sandbox, body: object) -> None:
    before = listed(sandbox)
    answer = sandbox.by("owner_a", "POST", PATH, body)
    assert (answer.status, listed(sandbox)) == (400, before)


def test_criteria_that_nest_too_deeply_are_a_clients_mistake(sandbox: Sandbox) -> None:
    deep = b'{"searchName": "n", "searchCriteria": ' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}"
    headers = [(name.encode(), value.encode()) for name, value in sandbox.bearer("owner_a").items()]
    answer = sandbox.raw("POST", PATH, deep, headers)
    assert (answer.status, answer.error_type) == (400, "invalid_value")


def test_a_client_that_is_not_the_companys_is_absent(sandbox: Sandbox) -> None:
    before = listed(sandbox)
    answers = [
        sandbox.by("owner_a", "POST", PATH, {"searchName": "n", "client_id": id})
        for id in (client_id(sandbox, "owner_b"), "unknown")
    ]
    assert [(answer.status, answer.error_type) for answer in answers] == [(404, "not_found")] * 2
    assert (answers[0].body, listed(sandbox)) == (answers[1].body, before)


@pytest.mark.parametrize("parameter", ["client_id", "icpId", "category"])
def test_a_filter_selects_equal_values(sandbox: Sandbox, parameter: str) -> None:
    search = made(sandbox, **all_fields(sandbox))
    expected = [row for row in listed(sandbox) if row.get(parameter) == search[parameter]]
    assert listed(sandbox, f"&{parameter}={search[parameter]}") == expected
    assert search in expected


def test_the_states_split_the_list(sandbox: Sandbox) -> None:
    made(sandbox)
    parts = [listed(sandbox, f"&status={status}") for status in ("initiated", "running", "completed", "failed")]
    assert sorted(row["id"] for part in parts for row in part) == sorted(row["id"] for row in listed(sandbox))
    assert all(len({row["status"] for row in part}) <= 1 for part in parts)


def test_two_filters_select_what_both_select(sandbox: Sandbox) -> None:
    for category in ("x", "y"):
        for icp in ("1", "2"):
            made(sandbox, category=category, icpId=icp)
    both = [row for row in listed(sandbox, "&category=x") if row in listed(sandbox, "&icpId=2")]
    assert (listed(sandbox, "&category=x&icpId=2"), len(both)) == (both, 1)


def test_an_unknown_status_is_no_filter(sandbox: Sandbox) -> None:
    answer = sandbox.by("owner_a", "GET", f"{PATH}?status=done")
    assert (answer.status, answer.error_type) == (400, "invalid_value")


def test_a_foreign_client_filters_like_an_unknown_one(sandbox: Sandbox) -> None:
    made(sandbox, by="owner_b", client_id=client_id(sandbox, "owner_b"))
    assert listed(sandbox, f"&client_id={client_id(sandbox, 'owner_b')}") == listed(sandbox, "&client_id=none") == []


def test_the_cursor_keeps_the_filter(sandbox: Sandbox) -> None:
    wanted = []
    for index in range(5):
        wanted.append(made(sandbox, category="kept", searchName=str(index)))
        made(sandbox, category="other")
    seen: list[Row] = []
    cursor: str | None = ""
    while cursor is not None:
        page = sandbox.by("owner_a", "GET", f"{PATH}?category=kept&limit=2&cursor={cursor}").body
        assert len(page["searchHistories"]) <= 2
        seen += page["searchHistories"]
        cursor = page["nextToken"]
    assert seen == wanted


@pytest.mark.parametrize(("actor", "query"), [("member_a", ""), ("owner_b", ""), ("owner_a", "&category=x")])
def test_a_cursor_opens_no_other_listing(sandbox: Sandbox, actor: str, query: str) -> None:
    for _ in range(2):
        made(sandbox)
    cursor = sandbox.by("owner_a", "GET", f"{PATH}?limit=1").body["nextToken"]
    assert sandbox.by(actor, "GET", f"{PATH}?limit=1&cursor={cursor}{query}").status == 400


@pytest.mark.parametrize("other", ["admin_a", "member_a", "owner_b"])
def test_nobody_else_sees_a_search(sandbox: Sandbox, other: str) -> None:
    search = made(sandbox)
    assert search["id"] not in [row["id"] for row in listed(sandbox, by=other)]


def test_an_update_shows_and_keeps_the_rest(sandbox: Sandbox) -> None:
    search = made(sandbox, **all_fields(sandbox))
    progress = {"status": "running", "totalLeadsFound": 12, "totalLeadsSaved": 0}
    answer = sandbox.by("owner_a", "PUT", PATH, {"id": search["id"], **progress, "searchName": "Other", "owner": "x"})
    updated = answer.body["searchHistory"]
    assert (answer.status, listed(sandbox)[-1]) == (200, updated)
    assert updated == {**search, **progress, "updatedAt": updated["updatedAt"]}
    assert updated["updatedAt"] > search["updatedAt"]


def test_a_search_moves_to_the_list_of_its_new_status(sandbox: Sandbox) -> None:
    id = made(sandbox)["id"]
    sandbox.by("owner_a", "PUT", PATH, {"id": id, "status": "failed"})
    shown = {
        status: id in [row["id"] for row in listed(sandbox, f"&status={status}")] for status in ("initiated", "failed")
    }
    assert shown == {"initiated": False, "failed": True}


def test_the_states_may_follow_each_other_in_any_order(sandbox: Sandbox) -> None:
    id = made(sandbox)["id"]
    order = ["completed", "initiated", "failed", "running", "initiated", "initiated"]
    answers = [sandbox.by("owner_a", "PUT", PATH, {"id": id, "status": status}) for status in order]
    assert [answer.body["searchHistory"]["status"] for answer in answers] == order


def test_only_an_id_changes_nothing(sandbox: Sandbox) -> None:
    search = made(sandbox)
    answer = sandbox.by("owner_a", "PUT", PATH, {"id": search["id"]})
    assert (answer.status, answer.body["searchHistory"]) == (200, search)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "done"},
        {"status": ""},
        {"status": None},
        {"status": 1},
        {"totalLeadsFound": -1},
        {"totalLeadsSaved": "3"},
        {"totalLeadsSaved": 1.5},
    ],
)
def test_an_update_that_is_wrong_changes_nothing(sandbox: Sandbox, changes: Row) -> None:
    search = made(sandbox)
    answer = sandbox.by("owner_a", "PUT", PATH, {"id": search["id"], "totalLeadsFound": 1, **changes})
    assert (answer.status, listed(sandbox)[-1]) == (400, search)


def test_an_update_needs_an_id(sandbox: Sandbox) -> None:
    assert sandbox.by("owner_a", "PUT", PATH, {"status": "running"}).error_type == "missing_required_field"


def test_a_foreign_search_is_as_absent_as_an_unknown_one(sandbox: Sandbox) -> None:
    foreign = made(sandbox, by="owner_b")
    answers = [sandbox.by("owner_a", "PUT", PATH, {"id": id, "status": "failed"}) for id in (foreign["id"], "unknown")]
    assert [(answer.status, answer.body) for answer in answers] == [(404, answers[0].body)] * 2
    assert listed(sandbox, by="owner_b")[-1] == foreign


@pytest.mark.parametrize("colleague", ["admin_a", "member_a"])
def test_a_colleague_does_not_change_a_search(sandbox: Sandbox, colleague: str) -> None:
    search = made(sandbox)
    answer = sandbox.by(colleague, "PUT", PATH, {"id": search["id"], "status": "failed"})
    assert (answer.status, answer.error_type, listed(sandbox)[-1]) == (403, "owner_mismatch", search)
