"""Every listing of a company's own matters, under another seed and after a restart."""

from pathlib import Path
from typing import Any

import pytest

from conformance.sandbox.options import Options
from tests.sandbox.driver import Sandbox

VIEWS = {
    "/api/company": "owner_a",
    "/api/admin/companies": "platform_admin",
    "/api/admin/users": "platform_admin",
    "/api/search-history": "owner_a",
    "/api/webhook-workbench": "owner_a",
    "/api/campaigns": "owner_a",
    "/api/maintenance/bugs": "owner_a",
    "/api/maintenance/enhancements": "owner_a",
    "/api/unipile-accounts": "owner_a",
}
CAUSES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("owner_a", "PUT", "/api/company", {"name": "Renamed"}),
    ("newcomer_1", "POST", "/api/company", {"name": "Fresh"}),
    ("owner_a", "POST", "/api/search-history", {"searchName": "Kept", "searchCriteria": {"a": [1]}}),
    ("owner_a", "POST", "/api/search-history", {"searchName": "Kept too"}),
    ("owner_a", "POST", "/api/webhook-workbench", {"name": "Kept", "platform": "generic"}),
    ("owner_a", "POST", "/api/campaigns", {"name": "Kept"}),
    ("owner_a", "POST", "/api/maintenance/bugs", {"description": "Kept"}),
    ("owner_a", "POST", "/api/maintenance/enhancements", {"description": "Kept"}),
)


def views(sandbox: Sandbox) -> dict[str, Any]:
    found = {}
    for path, actor in VIEWS.items():
        answer = sandbox.by(actor, "GET", path)
        assert answer.status == 200, answer.content
        found[path] = answer.body
    return found


@pytest.fixture(scope="module")
def otherwise_drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    sandbox = Sandbox(Options(db=tmp_path_factory.mktemp("seed") / "two.db", seed=2))
    found = views(sandbox)
    sandbox.close()
    return found


@pytest.mark.parametrize("path", VIEWS)
def test_another_seed_draws_another_view(sandbox: Sandbox, otherwise_drawn: dict[str, Any], path: str) -> None:
    assert views(sandbox)[path] != otherwise_drawn[path]


@pytest.mark.parametrize("lag", [0, 5])
def test_a_restart_changes_no_view(drawn_database: Path, tmp_path: Path, lag: float) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(drawn_database.read_bytes())
    first = Sandbox(Options(db=path, lag=lag))
    for actor, method, route, body in CAUSES:
        assert first.by(actor, method, route, body).status in (200, 201)
    first.now += lag
    cursor = first.by("owner_a", "GET", "/api/search-history?limit=1").body["nextToken"]
    url = first.by("owner_a", "POST", "/api/webhook-workbench", {"name": "n", "platform": "generic"}).body["webhookUrl"]
    key = first.by("owner_a", "POST", "/api/agent-api-keys", {"name": "n"}).body["apiKey"]
    before = views(first)
    first.close()
    again = Sandbox(Options(db=path, lag=lag))
    again.now = first.now
    try:
        assert views(again) == before
        assert again.by("owner_a", "GET", f"/api/search-history?limit=1&cursor={cursor}").status == 200
        assert again.send("POST", url.removeprefix("http://localhost"), {}).status == 200
        headers = {"x-api-key": key, "x-user-id": again.actor("owner_a").user_id}
        assert again.send("GET", "/api/campaigns", headers=headers).status == 200
    finally:
        again.close()
