from typing import Any

import pytest

from conformance.sandbox.variants.campaigns_created_200 import Created200
from conformance.sandbox.variants.company_newcomer_lists import (
    LISTS,
    NewcomerFindsNothing,
    NewcomerFindsNull,
    NewcomerListsAreEmpty,
)
from tests.sandbox.conftest import Build

CREATIONS: dict[str, dict[str, Any]] = {
    "/api/search-history": {"searchName": "n"},
    "/api/webhook-workbench": {"name": "n", "platform": "generic"},
    "/api/campaigns": {"name": "n"},
    "/api/maintenance/bugs": {"description": "d"},
    "/api/maintenance/enhancements": {"description": "d"},
}


@pytest.mark.parametrize("path", CREATIONS)
def test_creating_answers_200_or_201(build: Build, path: str) -> None:
    sandboxes = build(), build(Created200())
    assert [sandbox.by("owner_a", "POST", path, CREATIONS[path]).status for sandbox in sandboxes] == [201, 200]


def test_founding_a_company_and_making_a_key_change_their_statuses_too(build: Build) -> None:
    sandbox = build(Created200())
    assert sandbox.by("newcomer_1", "POST", "/api/company", {"name": "n"}).status == 200
    assert sandbox.by("newcomer_1", "POST", "/api/agent-api-keys", {"name": "n"}).status == 201


def test_a_newcomer_gets_empty_lists_and_may_do_nothing_else(build: Build) -> None:
    sandbox = build(NewcomerListsAreEmpty())
    for operation_id, key in LISTS.items():
        answer = sandbox.by("newcomer_1", "GET", sandbox.application.operations[operation_id].path)
        assert (answer.status, answer.body[key]) == (200, [])
    assert sandbox.by("newcomer_1", "POST", "/api/campaigns", {"name": "n"}).status == 403


def test_a_newcomer_who_seeks_a_lead_gets_none_where_the_others_get_a_list(build: Build) -> None:
    path = "/api/find-lead?email=nobody%40lgc.example"
    null, nothing = build(NewcomerFindsNull()), build(NewcomerFindsNothing())
    found, refused = null.by("newcomer_1", "GET", path), nothing.by("newcomer_1", "GET", path)
    assert (found.status, found.body["lead"], refused.status) == (200, None, 404)
    assert [each.by("owner_a", "GET", path).body["leads"] for each in (null, nothing)] == [[], []]
