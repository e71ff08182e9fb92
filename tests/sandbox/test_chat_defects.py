from typing import Any

import pytest

from conformance.sandbox.defects import chat_messages
from conformance.sandbox.defects.chat import ChatForgetsThread
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen


@pytest.mark.parametrize(("deviations", "same"), [((), True), ((ChatForgetsThread(),), False)])
def test_a_thread_is_left_only_with_the_defect(build: Build, deviations: tuple[Defect, ...], same: bool) -> None:
    sandbox = build(*deviations)
    first = sandbox.by("owner_a", "POST", "/api/epsimo-chat", {"message": "Hello"}).body["threadId"]
    body = {"message": "And then?", "threadId": first}
    assert (sandbox.by("owner_a", "POST", "/api/epsimo-chat", body).body["threadId"] == first) is same


def said(message: str) -> Any:
    return lambda sandbox: sandbox.by("owner_a", "POST", "/api/epsimo-chat", {"message": message}).status


@probes(
    Probe(chat_messages.ChatNeedsAgent, said("Hello"), 200, 400),
    Probe(chat_messages.ChatAnswersSilence, said(""), 400, 200),
)
def test_what_goes_wrong_with_messages_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
