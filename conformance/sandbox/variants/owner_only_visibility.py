"""Members see only what they own."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record


class OwnerOnlyVisibility(Variant):
    """Lists and reads by id agree: a Member's own records; Owners and Admins see all."""

    id = "owner-only-visibility"
    sentence = "A Member reads only the records that are the Member's own."
    requirements = ("LG-ISO-014", "LG-ISO-032", "LG-ISO-035", "LG-ISO-036", "LG-ISO-037")

    def apply(self, application: Application) -> None:
        """Narrow both rules of reading."""

        def is_member(call: Call) -> bool:
            return call.principal.role == "Member"

        def readable(call: Call) -> Filter:
            rows = of_company(call)
            return rows.equals("owner", call.principal.owner) if is_member(call) else rows

        def may_read(call: Call, record: Record) -> bool:
            return in_company(call, record) and (not is_member(call) or record.owner == call.principal.owner)

        of_company, in_company = application.access.readable, application.access.may_read
        override(application.access.readable, lambda _: readable)
        override(application.access.may_read, lambda _: may_read)
