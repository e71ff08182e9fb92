"""Chats that say less, and begin anew where another would refuse."""

import pytest

from tests.sandbox.conftest import Build
from tests.sandbox.test_chat import say
from tests.sandbox.variant_calls import variant


@pytest.mark.parametrize("id", ["chat-repeats-nothing", "unknown-threads-begin-anew"])
def test_every_reply_is_the_same_and_a_thread_goes_on(build: Build, id: str) -> None:
    sandbox = build(variant(id))
    first = say(sandbox, "My name is Greta").body
    again = say(sandbox, "What is my name?", first["threadId"]).body
    assert again == first


@pytest.mark.parametrize("thread", ["unknown", "another's"])
def test_a_thread_that_is_not_the_callers_begins_anew(build: Build, thread: str) -> None:
    sandbox = build(variant("unknown-threads-begin-anew"))
    id = say(sandbox, "Hello", by="owner_b").body["threadId"] if thread == "another's" else thread
    answer = say(sandbox, "Hello", id)
    assert (answer.status, answer.body["threadId"] in (id, "")) == (200, False)
