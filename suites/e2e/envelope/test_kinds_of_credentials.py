"""One person, three credentials: cookie, bearer token and API key get the same answers and do the same."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

import pytest

from conformance.actors import Actor
from conformance.credentials import PRIORITY, Kind
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.harness import Harness
from conformance.laws.rows import documented, unchanged
from conformance.polling import Patience

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.requirement("LG-ENV-023"),
]

OWN = ("id", "email", "lastName", "createdAt", "updatedAt", "searchName", "name", "webhookUrl")
"""What differs between two records that are made alike."""

TWO: Mapping[str, tuple[Kind, Kind]] = {
    "createLeads": ("cookie", "key"),
    "updateLeads": ("bearer", "key"),
    "listLeads": ("cookie", "key"),
    "deleteLeads": ("bearer", "cookie"),
}
"""The two kinds that standard compares on each of these, every pair of them somewhere; deep compares all three."""


class Sameness:
    """Sends one person's requests by several kinds of credentials, and judges that they are answered alike."""

    def __init__(self, harness: Harness, actor: Actor, patience: Patience, verify: Verify, judge: Judge) -> None:
        self.actor = actor
        self._patience = patience
        self._deep = harness.context.level == "deep"
        self._verify = verify
        self._judge = judge

    def by_each(
        self,
        operation: str,
        request: Callable[[int], dict[str, Any]],
        holds: Callable[[Exchange], bool] = lambda _answer: True,
    ) -> list[Exchange]:
        """The answers to the requests, each by another kind: all of the status of the first.

        A request is repeated until its answer holds, or the bound of views is over.
        """
        kinds = PRIORITY if self._deep else TWO[operation]
        answers = [
            self._patience.until(partial(self.actor.call, operation, by=kind, **request(place)), holds)
            for place, kind in enumerate(kinds)
        ]
        for each in answers:
            self._verify("LG-ENV-023", [answers[0], each], expected=answers[0].status, actual=each.status)
        return answers

    def made_alike(self, answers: list[Exchange], key: str, what: str) -> list[str]:
        """The ids of what was made, all of it alike."""
        needed(answers[0], expected=nonempty_string(), actual=answers[0].at(f"{key}.id"), what=what)
        for each in answers:
            law = unchanged(answers[0].at(key), each.record(key), but=OWN, where=what)
            self._judge("LG-ENV-023", [answers[0], each], law)
        return [str(each.at(f"{key}.id")) for each in answers]

    def shown_alike(self, answers: list[Exchange], key: str, ids: Collection[str]) -> None:
        """The rows of those ids are the same in every answer, as far as they are documented."""
        shown = [[documented(row) for row in each.rows(key) if row.get("id") in ids] for each in answers]
        for each, rows in zip(answers, shown, strict=True):
            self._verify("LG-ENV-023", [answers[0], each], expected=shown[0], actual=rows)


@pytest.mark.operation(*TWO)
def test_each_kind_of_credential_reads_makes_changes_and_deletes_alike(
    harness: Harness,
    keyed_owner_a: Actor,
    workspace: TemporaryClient,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    same = Sameness(harness, keyed_owner_a, patience, verify, judge)
    sent = naming.lead(workspace.client_id)
    made = same.by_each("createLeads", lambda _: {"json": sent | {"email": naming.email()}})
    ids = same.made_alike(made, "lead", "a lead")
    changes = {"title": f"by {naming.unique()}"}
    changed = same.by_each("updateLeads", lambda place: {"json": {"id": ids[place % len(ids)], **changes}})
    same.made_alike(changed, "lead", "a changed lead")
    query: dict[str, object] = {"client_id": workspace.client_id, "limit": 1000}

    def is_changed(page: Exchange) -> bool:
        titles = [row.get("title") for row in page.rows("leads") if row.get("id") in ids]
        return titles == [changes["title"]] * len(ids)

    same.shown_alike(same.by_each("listLeads", lambda _: {"query": query}, is_changed), "leads", ids)
    same.by_each("deleteLeads", lambda place: {"query": {"id": ids[place]}})


@pytest.mark.level("deep")
@pytest.mark.operation("createSearchHistory", "listWebhooks", "createWebhook")
def test_each_kind_of_credential_makes_lasting_records_and_lists_them_alike(
    harness: Harness, keyed_owner_a: Actor, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    same = Sameness(harness, keyed_owner_a, patience, verify, judge)
    hooks = same.by_each("createWebhook", lambda _: {"json": {"name": naming.tagged("a"), "platform": "generic"}})
    kept = same.made_alike(hooks, "webhook", "a webhook")

    def is_there(page: Exchange) -> bool:
        return {*kept} <= {str(row.get("id")) for row in page.rows("webhooks")}

    same.shown_alike(same.by_each("listWebhooks", lambda _: {}, is_there), "webhooks", kept)
    searches = same.by_each("createSearchHistory", lambda _: {"json": {"searchName": naming.tagged("a")}})
    same.made_alike(searches, "searchHistory", "a search")
