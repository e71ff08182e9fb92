from dataclasses import replace
from typing import Any

import pytest

from tests.sandbox.driver import Answer, Sandbox


def say(sandbox: Sandbox, message: str, thread: str | None = None, by: str = "owner_a", **more: Any) -> Answer:
    return sandbox.by(by, "POST", "/api/epsimo-chat", {"message": message, "threadId": thread, **more})


def test_a_thread_goes_on_under_its_id(sandbox: Sandbox) -> None:
    first = say(sandbox, "Hello").body
    second = say(sandbox, "And then?", first["threadId"]).body
    assert first["reply"]
    assert second["threadId"] == first["threadId"]


def test_a_reply_depends_on_what_was_said_before(sandbox: Sandbox) -> None:
    alone = say(sandbox, "Which campaign should I start?").body
    thread = say(sandbox, "My name is Greta, and our campaign sells turbines.").body["threadId"]
    later = say(sandbox, "Which campaign should I start?", thread).body
    assert later["reply"] != alone["reply"]
    assert "Greta" in later["reply"]
    assert "campaign" in later["reply"]


def test_a_reply_depends_on_every_earlier_message(sandbox: Sandbox) -> None:
    thread = say(sandbox, "My name is Greta").body["threadId"]
    for _ in range(3):
        last = say(sandbox, "Go on", thread).body["reply"]
    assert "Greta" in last
    assert "message 4" in last


def test_a_new_thread_knows_nothing_of_another(sandbox: Sandbox) -> None:
    say(sandbox, "My name is Greta")
    first, second = (say(sandbox, "Hello").body for _ in range(2))
    assert first["threadId"] != second["threadId"]
    assert "Greta" not in first["reply"] == second["reply"]


def test_a_thread_remembers_its_agent(sandbox: Sandbox) -> None:
    thread = say(sandbox, "Hello", agentId="agent-7").body["threadId"]
    assert "agent-7" in say(sandbox, "Go on", thread).body["reply"]


def test_a_restart_keeps_a_thread(sandbox: Sandbox) -> None:
    thread = say(sandbox, "My name is Greta").body["threadId"]
    sandbox.close()
    again = Sandbox(replace(sandbox.application.options))
    reply = say(again, "Hello", thread).body["reply"]
    again.close()
    assert "Greta" in reply


@pytest.mark.parametrize("by", ["member_a", "owner_b"])
def test_the_thread_of_somebody_else_looks_like_an_unknown_one(sandbox: Sandbox, by: str) -> None:
    thread = say(sandbox, "Hello").body["threadId"]
    answers = [say(sandbox, "Hello", id, by) for id in (thread, "unknown")]
    assert (answers[0].status, answers[0].body) == (404, answers[1].body)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"message": ""}, 400),
        ({"message": "  "}, 400),
        ({"message": 7}, 400),
        ({"message": "x", "threadId": 7}, 400),
        ({"message": "x", "agentId": None, "threadId": None}, 200),
    ],
)
def test_a_chat_needs_a_message(sandbox: Sandbox, body: dict[str, Any], status: int) -> None:
    assert sandbox.by("owner_a", "POST", "/api/epsimo-chat", body).status == status
