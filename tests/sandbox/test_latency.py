import time

from tests.sandbox.conftest import Build


def test_an_answer_is_held_back_for_the_latency_at_least(build: Build) -> None:
    sandbox = build(latency=0.05)
    begun = time.monotonic()
    sandbox.send("GET", "/api/clients")
    assert time.monotonic() - begun >= 0.05
