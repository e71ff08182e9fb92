"""The caller's own company: everybody in it reads it, its managers rename it, a newcomer founds one."""

import uuid

from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.errors import AlreadyExists, NotFound
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.operations import JWT, operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.values import Object

FIELDS = FieldTable(Field("name", required=True))


class Company(Resource):
    """`/company`: no id is ever sent, the membership says which company it is."""

    @operation("getCompany", "GET", "/api/company", takes=JWT, needs_company=False)
    def read(self, call: Call) -> Answer:
        """The company and the caller's role in it."""
        return ok(company=self.shown(self.own(call), call.principal.role))

    @operation("updateCompany", "PUT", "/api/company", takes=JWT)
    def update(self, call: Call) -> Answer:
        """Rename it; without a `name` nothing changes."""
        changes = FIELDS.for_update(call.body)
        self.check_manager(call)
        record = self.own(call)
        return ok(company=self.shown(self.changed(record, changes) if changes else record, call.principal.role))

    @operation("createCompany", "POST", "/api/company", takes=JWT, needs_company=False)
    def create(self, call: Call) -> Answer:
        """A new company, whose Owner the caller becomes."""
        fields = FIELDS.for_create(call.body)
        self.check_newcomer(call)
        return created(company=self.shown(self.founded(call, str(fields["name"])), "Owner"))

    def own(self, call: Call) -> Record:
        """The caller's company. Raises NotFound for somebody without one."""
        record = self.identity.companies.get(call.principal.company_id or "")
        if record is None:
            raise NotFound("You do not belong to a company yet.")
        return record

    def check_manager(self, call: Call) -> None:
        """Raise InsufficientPermissions unless the caller is Owner or Admin."""
        self.access.require_manager(call)

    def check_newcomer(self, call: Call) -> None:
        """Raise AlreadyExists for somebody who has a company."""
        if call.principal.company_id is not None:
            raise AlreadyExists("You belong to a company already.")

    def founded(self, call: Call, name: str) -> Record:
        """Store a new company with the caller as its Owner."""
        return self.identity.add_company(id=f"company-{uuid.uuid4()}", name=name, owner=call.principal.owner)

    def changed(self, record: Record, changes: Object) -> Record:
        """Store changed fields."""
        return self.identity.companies.update(record, changes)

    def shown(self, record: Record, role: str | None) -> Object:
        """A company as its members see it."""
        return {
            "id": record.id,
            **record.fields,
            "owner": record.owner,
            "role": role,
            "createdAt": record.created_at,
            "updatedAt": record.updated_at,
        }
