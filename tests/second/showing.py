"""What all records have in common where they are shown."""

from collections.abc import Iterable

from tests.second.tables import Row
from tests.second.world import World


def values(world: World, row: Row, names: Iterable[str]) -> Row:
    """Fields of a record; those without a value are absent or null."""
    return {name: row.get(name) for name in names if row.get(name) is not None or world.choices.unset == "null"}


def dated(world: World, row: Row, shown: Row) -> Row:
    """What is shown, with the record's times where clients and leads have them."""
    if world.choices.times != "none":
        shown["createdAt"] = world.clock.text(row["createdAt"])
        shown["updatedAt"] = world.clock.text(row["updatedAt"])
    return shown


def plain(world: World, row: Row, names: Iterable[str], always: Iterable[str] = ("id",)) -> Row:
    """A record with `createdAt`, fields that it may lack, and those that it always has."""
    shown = values(world, row, names) | {name: row[name] for name in always}
    shown["createdAt"] = world.clock.text(row["createdAt"])
    return shown
