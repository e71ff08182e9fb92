"""API keys that users make for their own programs."""

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.operations import JWT, operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.values import Object

FIELDS = FieldTable(Field("name", required=True), Field("description"))


class ApiKeys(Resource):
    """`/agent-api-keys`: a key acts as the user who made it, is shown once, and cannot make keys itself."""

    @operation("createApiKey", "POST", "/api/agent-api-keys", takes=JWT)
    def create(self, call: Call) -> Answer:
        """A new key of the caller's."""
        key, record = self.made(call, FIELDS.for_create(call.body))
        return ok(apiKey=key, id=record.id, name=record.fields["name"], createdAt=record.created_at)

    def made(self, call: Call, fields: Object) -> tuple[str, Record]:
        """A fresh key, which works from now on, and its record."""
        return self.identity.add_api_key(owner=call.principal.owner, company_id=call.company_id, fields=fields)
