"""Sequences: the least calls that show a breach, sent to a target in memory."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from conformance import contract
from conformance.exchange import Exchange, Phase
from conformance.fixtures.dispatch import Dispatcher
from conformance.generating.draft import Draft
from conformance.generating.following import Unanswered
from conformance.generating.names import Supply
from conformance.harness import Harness
from conformance.suites.properties.links.sequences import Calls, small
from tests.engine.building import exchange

WRONG = "LG-ENV-001"
MAKE = Draft("createClient", body={"clientName": "Acme", "description": "x"}, media="application/json")
LIST = Draft("listClients")
UPDATE = Draft(
    "updateClient", body={"id": "{{answered 1.client.id}}", "companyURL": "x"}, media="application/json", valid=True
)

Breaks = Callable[[list[Draft]], bool]


class Target:
    """Answers every request with a client; `breaks` says of all requests so far whether the last is wrong."""

    contract = contract.load()

    def __init__(self, breaks: Breaks) -> None:
        self.sent: list[Draft] = []
        self._breaks = breaks
        self._wrong: set[str] = set()

    def send(self, draft: Draft, _phase: Phase, _answered: Supply | None = None) -> Exchange:
        self.sent.append(draft)
        found = exchange(201, {"client": {"id": "c-1"}}, id=f"main.{len(self.sent)}")
        if self._breaks(self.sent):
            self._wrong.add(found.id)
        return found

    def broken(self, found: Exchange) -> list[str]:
        return [WRONG] if found.id in self._wrong else []


def shown(breaks: Breaks) -> tuple[list[Draft], bool]:
    """What shows the breach of the last of three calls, and whether it is known to be minimal."""
    target: Any = Target(breaks)
    calls = Calls(cast(Dispatcher, target))
    for each in (MAKE, LIST, UPDATE):
        calls.send(each, "links")
    cause = small(WRONG, calls, cast(Harness, target), target, 30)
    return list(cause.drafts), cause.minimal


def test_a_request_that_is_wrong_for_any_record_is_shown_alone() -> None:
    drafts, minimal = shown(lambda sent: sent[-1].operation == "updateClient")
    assert (len(drafts), drafts[0].operation, minimal) == (1, "updateClient", True)


def test_a_request_that_is_wrong_for_a_named_record_is_shown_with_what_it_names() -> None:
    drafts, minimal = shown(lambda sent: "answered" in sent[-1].shape)
    assert ([each.operation for each in drafts], minimal) == (["createClient", "updateClient"], True)


def test_what_is_not_seen_again_is_shown_with_the_whole_sequence() -> None:
    drafts, minimal = shown(lambda sent: len(sent) == 3)
    assert ([each.operation for each in drafts], minimal) == (["createClient", "listClients", "updateClient"], False)


def test_a_call_that_names_what_nobody_answered_is_not_sent() -> None:
    class Asking(Target):
        def send(self, draft: Draft, phase: Phase, answered: Supply | None = None) -> Exchange:
            assert answered is not None
            answered("answered", "1.client.owner")
            return super().send(draft, phase, answered)

    target: Any = Asking(lambda _sent: False)
    with pytest.raises(Unanswered):
        Calls(cast(Dispatcher, target)).send(MAKE, "links")
    assert target.sent == []
