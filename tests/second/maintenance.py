"""Bugs and enhancements that people of a company report."""

from collections.abc import Iterator

from tests.second import bodies
from tests.second.operations import Answer, Call, Operation
from tests.second.showing import plain
from tests.second.tables import Row, Table
from tests.second.visibility import of_company
from tests.second.world import World


def operations(single: str, many: str) -> Iterator[Operation]:
    """GET and POST of one kind of report."""

    def table(world: World) -> Table:
        return world.bugs if single == "bug" else world.enhancements

    def shown(call: Call, row: Row) -> Row:
        return plain(call.world, row, ("userEmail",), ("id", "description", "status"))

    def list_reports(call: Call) -> Answer:
        return 200, {many: [shown(call, row) for row in of_company(call.user, table(call.world).seen())]}

    def create(call: Call) -> Answer:
        address, description = bodies.text(call.body, "userEmail"), bodies.needed(call.body, "description")
        row = call.new_row(
            call.world.ids.new(single, f"{single}-{call.world.ids.serial()}"),
            description=call.world.texts.plain(description),
            userEmail=address or None,
            status="open",
        )
        table(call.world).put(row)
        return call.choices.created, {single: shown(call, row)}

    yield Operation("GET", f"/maintenance/{many}", list_reports, lists=many)
    yield Operation("POST", f"/maintenance/{many}", create)


OPERATIONS = (*operations("bug", "bugs"), *operations("enhancement", "enhancements"))
