from typing import Any

import pytest

from tests.sandbox.driver import Sandbox

KINDS = {"bugs": "bug", "enhancements": "enhancement"}
Row = dict[str, Any]


def made(sandbox: Sandbox, kind: str, by: str = "owner_a", **fields: Any) -> Row:
    answer = sandbox.by(by, "POST", f"/api/maintenance/{kind}", {"description": "It hurts", **fields})
    assert answer.status == 201, answer.content
    entry: Row = answer.body[KINDS[kind]]
    return entry


def listed(sandbox: Sandbox, kind: str, by: str = "owner_a") -> list[Row]:
    rows: list[Row] = sandbox.by(by, "GET", f"/api/maintenance/{kind}").body[kind]
    return rows


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_stands_in_its_own_list_alone(sandbox: Sandbox, kind: str) -> None:
    other = next(name for name in KINDS if name != kind)
    before = listed(sandbox, other)
    entry = made(sandbox, kind, userEmail="ana@acme.example")
    assert [row for row in listed(sandbox, kind) if row["id"] == entry["id"]] == [entry]
    assert (entry["description"], entry["userEmail"], entry["status"]) == ("It hurts", "ana@acme.example", "open")
    assert listed(sandbox, other) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_null_address_is_as_good_as_none(sandbox: Sandbox, kind: str) -> None:
    entries = [made(sandbox, kind, userEmail=None), made(sandbox, kind)]
    assert [sorted(entry) for entry in entries] == [sorted(entries[0])] * 2
    assert entries[0] in listed(sandbox, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "body", [{}, {"description": ""}, {"description": None}, {"description": 1}, {"description": "d", "userEmail": 1}]
)
def test_a_report_that_is_wrong_is_not_stored(sandbox: Sandbox, kind: str, body: object) -> None:
    before = listed(sandbox, kind)
    answer = sandbox.by("owner_a", "POST", f"/api/maintenance/{kind}", body)
    assert (answer.status, listed(sandbox, kind)) == (400, before)


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_company_sees_a_report_and_nobody_else(sandbox: Sandbox, kind: str) -> None:
    entry = made(sandbox, kind, by="member_a", company_id="x", owner="y", id="z", status="closed")
    seen = {actor: entry in listed(sandbox, kind, actor) for actor in ("owner_a", "member_a", "owner_b")}
    assert seen == {"owner_a": True, "member_a": True, "owner_b": False}
    assert (entry["owner"], entry["status"]) == (sandbox.actor("member_a").user_id, "open")


@pytest.mark.parametrize("kind", KINDS)
def test_an_api_key_reports_and_lists(sandbox: Sandbox, kind: str) -> None:
    path = f"/api/maintenance/{kind}"
    entry = sandbox.send("POST", path, {"description": "By key"}, sandbox.key("owner_a")).body[KINDS[kind]]
    assert sandbox.send("GET", path, headers=sandbox.key("owner_a")).body[kind][-1] == entry
