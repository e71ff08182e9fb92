"""Chat: a message is answered, in a thread that goes on."""

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange, Json
from conformance.expectations import nonempty_string, success
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify

pytestmark = [pytest.mark.level("standard"), pytest.mark.operation("chat")]


@pytest.mark.requirement("LG-INT-024", "LG-INT-025", "LG-INT-026")
def test_a_message_is_answered_in_a_thread_that_goes_on(
    owner_a: Actor, naming: Naming, control: Control, verify: Verify
) -> None:
    first = owner_a.call("chat", json={"message": f"Who are my best leads? ({naming.client_name(owner_a)})"})
    verify("LG-INT-024", first, expected=200, actual=first.status)
    control(first, expected=success(), actual=first.status)
    _answers(first, verify)
    wrong: tuple[Json, ...] = ({"threadId": first.at("threadId")}, {"message": ""})
    for body in wrong:
        refused = owner_a.call("chat", json=body)
        verify("LG-INT-026", refused, expected=400, actual=refused.status)
    second = owner_a.call("chat", json={"message": "And in Kenya?", "threadId": first.at("threadId")})
    _answers(second, verify)
    verify("LG-INT-025", [first, second], expected=first.at("threadId"), actual=second.at("threadId"))


def _answers(message: Exchange, verify: Verify) -> None:
    verify("LG-INT-025", message, expected=nonempty_string(), actual=message.at("reply"))
    verify("LG-INT-025", message, expected=nonempty_string(), actual=message.at("threadId"))
