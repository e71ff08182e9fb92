from conformance.sandbox.values import Object
from tests.sandbox.driver import Sandbox


def test_what_is_due_happens_before_the_next_request_and_once(sandbox: Sandbox) -> None:
    happened: list[tuple[Object, float]] = []
    sandbox.application.agenda.on("note", lambda details, due: happened.append((details, due)))
    sandbox.application.agenda.enter("note", sandbox.now + 5, {"n": 1})
    for moment in (4, 2, 1):
        sandbox.now += moment
        sandbox.send("GET", "/api/clients")
    assert happened == [({"n": 1}, sandbox.now - 2)]


def test_effects_happen_in_the_order_of_their_moments(sandbox: Sandbox) -> None:
    happened: list[object] = []
    sandbox.application.agenda.on("note", lambda details, _: happened.append(details["n"]))
    for n in (3, 1, 2):
        sandbox.application.agenda.enter("note", sandbox.now + n, {"n": n})
    sandbox.now += 10
    sandbox.send("GET", "/api/clients")
    assert happened == [1, 2, 3]
