from typing import Any

from conformance.sandbox.defects import (
    routes_bodies,
    routes_walls,
    search_history_filters,
    search_history_kept,
    search_history_refusals,
    search_history_walls,
)
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.test_search_history import PATH, listed, made


def split(parameter: str, one: str, other: str) -> Any:
    """Which of two searches a filter shows."""

    def look(sandbox: Sandbox) -> list[str]:
        ids = {made(sandbox, **{parameter: value})["id"]: value for value in (one, other)}
        return [ids[row["id"]] for row in listed(sandbox, f"&{parameter}={one}") if row["id"] in ids]

    return look


def split_by_client(sandbox: Sandbox) -> int:
    clients = sandbox.by("owner_a", "GET", "/api/clients").body["clients"][:2]
    ids = [made(sandbox, client_id=client["client_id"])["id"] for client in clients]
    rows = listed(sandbox, f"&client_id={clients[0]['client_id']}")
    return len([row for row in rows if row["id"] in ids])


def split_by_status(sandbox: Sandbox) -> int:
    ids = [made(sandbox)["id"] for _ in range(2)]
    sandbox.by("owner_a", "PUT", PATH, {"id": ids[0], "status": "failed"})
    return len([row for row in listed(sandbox, "&status=failed") if row["id"] in ids])


def split_by_two(sandbox: Sandbox) -> int:
    ids = [made(sandbox, category=category, icpId="1")["id"] for category in ("x", "y")]
    return len([row for row in listed(sandbox, "&category=x&icpId=1") if row["id"] in ids])


def second_page(sandbox: Sandbox) -> list[str]:
    for category in ("kept", "other", "kept", "other"):
        made(sandbox, category=category)
    cursor = sandbox.by("owner_a", "GET", f"{PATH}?category=kept&limit=1").body["nextToken"]
    page = sandbox.by("owner_a", "GET", f"{PATH}?category=kept&cursor={cursor}").body
    return [row["category"] for row in page["searchHistories"]]


def newest(**fields: Any) -> Any:
    """Whether the newest search of the list is the one just made, as it was answered."""

    def look(sandbox: Sandbox) -> bool:
        search = made(sandbox, **fields)
        return listed(sandbox)[-1:] == [search]

    return look


def after_update(*statuses: str, **more: Any) -> Any:
    """The last status of an update, and what the list shows of the search then."""

    def look(sandbox: Sandbox) -> Any:
        id = made(sandbox, category="c")["id"]
        answers = [sandbox.by("owner_a", "PUT", PATH, {"id": id, "status": status, **more}) for status in statuses]
        row = next(row for row in listed(sandbox) if row["id"] == id)
        return answers[-1].status, row["status"], row.get("category")

    return look


def strangers(actor: str, query: str = "") -> Any:
    """Whether a search of that actor shows in somebody else's list."""

    def look(sandbox: Sandbox) -> bool:
        id = made(sandbox, by=actor)["id"]
        return id in [row["id"] for row in listed(sandbox, query)]

    return look


def given_away(sandbox: Sandbox) -> str:
    search = made(sandbox)
    body = {"id": search["id"], "status": "failed", "owner": "somebody"}
    owner: str = sandbox.by("owner_a", "PUT", PATH, body).body["searchHistory"]["owner"]
    return "its maker" if owner == search["owner"] else owner


def stranger_changed(sandbox: Sandbox) -> Any:
    id = made(sandbox, by="owner_b")["id"]
    answer = sandbox.by("owner_a", "PUT", PATH, {"id": id, "status": "failed"})
    return answer.status, listed(sandbox, by="owner_b")[-1]["status"]


def answered(sandbox: Sandbox) -> bool:
    return "id" in sandbox.by("owner_a", "POST", PATH, {"searchName": "n"}).body["searchHistory"]


def new_status(sandbox: Sandbox) -> Any:
    return made(sandbox)["status"]


def nameless(**body: Any) -> Any:
    """The status of a create without a name, and how many searches the list gained."""

    def look(sandbox: Sandbox) -> Any:
        before = len(listed(sandbox))
        answer = sandbox.by("owner_a", "POST", PATH, {"category": "c", **body})
        return answer.status, len(listed(sandbox)) - before

    return look


def half_done(sandbox: Sandbox) -> Any:
    id = made(sandbox)["id"]
    answer = sandbox.by("owner_a", "PUT", PATH, {"id": id, "status": "done", "totalLeadsFound": 4})
    return answer.status, listed(sandbox)[-1].get("totalLeadsFound")


def wrong_id(body: dict[str, str]) -> Any:
    """The status of an update that names no search."""

    def look(sandbox: Sandbox) -> int:
        return sandbox.by("owner_a", "PUT", PATH, {"status": "failed", **body}).status

    return look


def totals(*updates: dict[str, Any]) -> Any:
    """Status and found leads of a search after some updates."""

    def look(sandbox: Sandbox) -> Any:
        id = made(sandbox)["id"]
        for each in updates:
            assert sandbox.by("owner_a", "PUT", PATH, {"id": id, **each}).status == 200
        return listed(sandbox)[-1]["status"], listed(sandbox)[-1].get("totalLeadsFound")

    return look


FOUND = {"status": "running", "totalLeadsFound": 3}


@probes(
    Probe(routes_bodies.SearchOwnerInBody, given_away, "its maker", "somebody"),
    Probe(search_history_filters.SearchStatusIgnored, split_by_status, 1, 2),
    Probe(search_history_filters.SearchClientIgnored, split_by_client, 1, 2),
    Probe(search_history_filters.SearchCategoryIgnored, split("category", "x", "y"), ["x"], ["x", "y"]),
    Probe(search_history_filters.SearchIcpIgnored, split("icpId", "x", "y"), ["x"], ["x", "y"]),
    Probe(search_history_filters.SearchFiltersJoinedByOr, split_by_two, 1, 2),
    Probe(search_history_filters.SearchFilterLostOnPageTwo, second_page, ["kept"], ["other", "kept", "other"]),
    Probe(search_history_kept.SearchNotStored, newest(), True, False),
    Probe(search_history_kept.SearchTagsDropped, newest(tags=["a"]), True, False),
    Probe(search_history_kept.SearchUpdateClears, after_update("failed"), (200, "failed", "c"), (200, "failed", None)),
    Probe(
        search_history_kept.SearchUpdateNotStored, after_update("failed"), (200, "failed", "c"), (200, "initiated", "c")
    ),
    Probe(
        search_history_kept.SearchStatesOnlyForward,
        after_update("completed", "running"),
        (200, "running", "c"),
        (409, "completed", "c"),
    ),
    Probe(
        search_history_kept.SearchUnknownStatusTaken, after_update("done"), (400, "initiated", "c"), (200, "done", "c")
    ),
    Probe(search_history_kept.SearchAnswerIsTheBody, answered, True, False),
    Probe(search_history_kept.SearchBornRunning, new_status, "initiated", "running"),
    Probe(
        search_history_kept.SearchStatusReset, totals(FOUND, {"totalLeadsFound": 9}), ("running", 9), ("initiated", 9)
    ),
    Probe(
        search_history_kept.SearchZeroNotStored, totals(FOUND, {"totalLeadsFound": 0}), ("running", 0), ("running", 3)
    ),
    Probe(search_history_refusals.SearchNamelessTaken, nameless(), (400, 0), (201, 1)),
    Probe(search_history_refusals.SearchNamelessTaken, nameless(searchName=""), (400, 0), (201, 1)),
    Probe(search_history_refusals.SearchNamelessKept, nameless(), (400, 0), (400, 1)),
    Probe(search_history_refusals.SearchUnknownUpdated, wrong_id({"id": "none"}), 404, 200),
    Probe(search_history_refusals.SearchUpdateWithoutIdNotFound, wrong_id({}), 400, 404),
    Probe(search_history_refusals.SearchUnknownStatusHalfDone, half_done, (400, None), (400, 4)),
    Probe(search_history_walls.SearchOfStrangerListed, strangers("owner_b"), False, True),
    Probe(search_history_walls.SearchOfStrangerFiltered, strangers("owner_b", "&status=initiated"), False, True),
    Probe(routes_walls.ColleaguesRecordsListed, strangers("member_a"), False, True),
    Probe(search_history_walls.SearchOfStrangerChanged, stranger_changed, (404, "initiated"), (200, "failed")),
)
def test_what_goes_wrong_with_searches_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
