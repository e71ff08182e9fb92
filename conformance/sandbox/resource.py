"""What every resource has at hand, and how it takes part in drawing the first database."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.records import Records
from conformance.sandbox.tables import Table

if TYPE_CHECKING:
    from conformance.sandbox.application import Application
    from conformance.sandbox.seed import Seeding


class Resource:
    """Base of the resources: one class a module in `resources/`, its handlers marked with `@operation`.

    `seed_order`: lower ones draw their rows first (leads need clients).
    """

    seed_order: ClassVar[int] = 50

    def __init__(self, application: "Application") -> None:
        self.application = application
        self.store = application.store
        self.identity = application.identity
        self.access = application.access
        self.pages = application.pages
        self.agenda = application.agenda

    def records(self, table: Table) -> Records:
        """The rows of a table, which is created where it is not there yet."""
        return Records(self.store, table)

    def seed(self, seeding: "Seeding") -> None:
        """Draw this resource's rows of a new database; by default none."""
