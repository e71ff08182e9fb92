import pytest

from conformance.sandbox.defects.chat import ChatForgetsThread
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build


@pytest.mark.parametrize(("deviations", "same"), [((), True), ((ChatForgetsThread(),), False)])
def test_a_thread_is_left_only_with_the_defect(build: Build, deviations: tuple[Defect, ...], same: bool) -> None:
    sandbox = build(*deviations)
    first = sandbox.by("owner_a", "POST", "/api/epsimo-chat", {"message": "Hello"}).body["threadId"]
    body = {"message": "And then?", "threadId": first}
    assert (sandbox.by("owner_a", "POST", "/api/epsimo-chat", body).body["threadId"] == first) is same
