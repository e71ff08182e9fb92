"""The tests of a trial stand as its order says, whatever it is about; without one, what it is about comes first."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from conformance.proving.trial import Trial
from conformance.proving.trial_run import in_order
from conformance.selection import id_of


class Item:
    """As much of a collected test as says what it is about."""

    def __init__(self, nodeid: str, operation: str, *, generated: bool = False) -> None:
        self.nodeid = nodeid
        self.keywords = {"generated": True} if generated else {}
        self._operation = SimpleNamespace(args=(operation,), kwargs={})

    def iter_markers(self, name: str) -> Iterator[Any]:
        """The marks of a name."""
        yield from [self._operation] if name == "operation" else []

    def get_closest_marker(self, name: str) -> Any:
        """The mark of a name."""
        return next(self.iter_markers(name), None)


COLLECTED = [
    Item("drawn c", "createClient", generated=True),
    Item("drawn b", "listClients", generated=True),
    Item("c", "listClients"),
    Item("a", "createClient"),
    Item("b", "listClients"),
]


def ordered(**facts: Any) -> list[str]:
    """The ids of the collected tests in the order of a trial."""
    items = cast(list[pytest.Item], COLLECTED)
    return [id_of(each) for each in in_order(items, Trial(name="one", flags=(), **facts))]


def test_they_stand_as_the_order_says() -> None:
    assert ordered(order=("b", "c", "a"))[:3] == ["b", "c", "a"]


def test_what_the_order_does_not_name_comes_last_by_id_and_generated_ones_after_all() -> None:
    assert ordered(order=("c",)) == ["c", "a", "b", "drawn b", "drawn c"]


@pytest.mark.parametrize("operation", ["createClient", "listClients", "chat"])
def test_what_a_trial_is_about_has_no_part_in_its_order(operation: str) -> None:
    assert ordered(order=("c", "b"), about=(operation,)) == ordered(order=("c", "b"))


def test_without_an_order_what_it_is_about_comes_first_and_the_rest_as_it_stood() -> None:
    assert ordered(about=("createClient",)) == ["a", "c", "b", "drawn c", "drawn b"]
