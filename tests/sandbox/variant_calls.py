"""Variants by their ids, and the calls that their specifications share."""

from typing import Any

from conformance.sandbox import variants
from conformance.sandbox.deviation import Variant
from conformance.sandbox.listing import classes_in
from tests.sandbox.driver import Answer, Sandbox

BY_ID = {kind.id: kind for kind in classes_in(variants, Variant)}


def variant(id: str) -> Variant:
    """A new one of that id."""
    return BY_ID[id]()


def owner(sandbox: Sandbox, method: str, path: str, body: Any = None) -> Answer:
    """A request of company A's Owner."""
    return sandbox.by("owner_a", method, f"/api{path}", body)


def statuses(sandbox: Sandbox, *calls: tuple[str, str, Any], by: str = "owner_a") -> list[int]:
    """The statuses of calls one after the other."""
    return [sandbox.by(by, method, f"/api{path}", body).status for method, path, body in calls]
