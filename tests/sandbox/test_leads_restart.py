from pathlib import Path
from typing import Any

from conformance.sandbox.options import Options
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import bulk, by_id, found, listing, new_client, new_leads


def views(sandbox: Sandbox, client: dict[str, Any], id: str) -> list[Any]:
    """All that can be seen of the leads, the middle of a walk included."""
    first = listing(sandbox, client, query="&limit=2")
    return [
        first,
        listing(sandbox, client, query=f"&limit=2&nextToken={first['nextToken']}"),
        by_id(sandbox, id),
        found(sandbox, "email=l1@x.example"),
        bulk(sandbox, query="&limit=3").body,
        bulk(sandbox, which="source").body,
    ]


def test_a_restart_with_the_same_database_changes_no_view_of_leads(drawn_database: Path, tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(drawn_database.read_bytes())
    sandbox = Sandbox(Options(db=path))
    client = new_client(sandbox)
    id = new_leads(sandbox, client, 3)[0]["id"]
    before = views(sandbox, client, id)
    sandbox.close()
    again = Sandbox(Options(db=path))
    try:
        assert views(again, client, id) == before
    finally:
        again.close()
