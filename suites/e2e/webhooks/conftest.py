"""What the tests of webhooks share: one of each platform, as they were made and listed."""

from typing import Any

import pytest

from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.webhooks.hooks import Hook, Hooks, bare_body, full_bodies, listed


@pytest.fixture(scope="session")
def hooks(harness: Harness, naming: Naming, workspace: TemporaryClient, patience: Patience) -> Hooks:
    """The webhooks of this process; what is wrong with one is for the tests to say."""
    owner = harness.actor("owner_a")

    def made(body: dict[str, Any]) -> Hook:
        return Hook(body, owner.call("createWebhook", json=body))

    full = tuple(made(body) for body in full_bodies(owner, workspace, naming))
    bare = bare_body(owner, naming)
    alike = made(bare), made(bare), made(bare)
    ids = {id for each in (*full, *alike) if isinstance(id := each.made.at("webhook.id"), str)}
    seen = patience.until(
        lambda: listed(owner), lambda page: ids <= {str(row.get("id")) for row in page.rows("webhooks")}
    )
    return Hooks(full, alike, seen)
