"""Who may see and change which record: the tenant's wall, and ownership within a company."""

from conformance.sandbox.call import Call, Principal
from conformance.sandbox.errors import ApiError, InsufficientPermissions, NotFound, OwnerMismatch
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record, Records

MANAGERS = ("Owner", "Admin")


class Access:
    """The rules that every resource asks, so that lists and reads by id agree."""

    def readable(self, call: Call) -> Filter:
        """The rows that listings, counts and searches of the caller may show: those of the company."""
        return Filter().equals("company_id", call.company_id)

    def own(self, call: Call) -> Filter:
        """The narrower rule of search history and webhooks: the caller's own rows."""
        return self.readable(call).equals("owner", call.principal.owner)

    def may_read(self, call: Call, record: Record) -> bool:
        """Whether the caller may see this row by its id."""
        return record.company_id == call.company_id

    def may_change(self, principal: Principal, record: Record) -> bool:
        """Whether the caller may change or delete a row that it may read: its owner, and the company's managers."""
        return record.owner == principal.owner or principal.role in MANAGERS

    def get(self, call: Call, records: Records, id: str, what: str) -> Record:
        """The row of that id. Raises what `absent` gives, alike for an unknown and a foreign id."""
        record = records.get(id)
        if record is None or not self.may_read(call, record):
            raise self.absent(what)
        return record

    def get_to_change(self, call: Call, records: Records, id: str, what: str) -> Record:
        """The same for a write. Raises OwnerMismatch where a Member does not own it."""
        record = self.get(call, records, id, what)
        if not self.may_change(call.principal, record):
            raise OwnerMismatch(f"This {what} belongs to another member of your company.", {"id": id})
        return record

    def require_manager(self, call: Call) -> None:
        """Raise InsufficientPermissions unless the caller is Owner or Admin of the company."""
        if call.principal.role not in MANAGERS:
            raise InsufficientPermissions("Only an Owner or Admin of the company may do this.")

    def absent(self, what: str) -> ApiError:
        """The error for a record that is not there for this caller."""
        return NotFound(f"There is no such {what}.")
