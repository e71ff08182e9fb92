"""Messaging accounts: connected elsewhere, only shown here."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

ACCOUNTS = Table("unipile_accounts")
KINDS = ("GOOGLE", "LINKEDIN", "MICROSOFT", "WHATSAPP")


class UnipileAccounts(Resource):
    """`/unipile-accounts`: those of the company; only the first drawing makes them."""

    seed_order: ClassVar[int] = 60

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.accounts = self.records(ACCOUNTS)

    @operation("listUnipileAccounts", "GET", "/api/unipile-accounts")
    def list(self, call: Call) -> Answer:
        """All messaging accounts of the company."""
        return ok(accounts=[self.shown(record) for record in self.accounts.select(self.access.readable(call))])

    def shown(self, record: Record) -> Object:
        """An account as answers show it."""
        return {"id": record.id, **record.fields}

    def seed(self, seeding: Seeding) -> None:
        """One to three accounts for each company."""
        for company, company_id in seeding.companies.items():
            for _ in range(seeding.rng.randint(1, 3)):
                self.accounts.insert(
                    id=f"{seeding.rng.getrandbits(80):020x}",
                    company_id=company_id,
                    owner=seeding.members(company)[0].user_id,
                    fields={"name": " ".join(seeding.full_name()), "type": seeding.rng.choice(KINDS)},
                    at=seeding.moment(),
                )
