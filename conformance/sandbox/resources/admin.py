"""What platform admins see: all companies and all users, whoever's they are."""

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import JWT, operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.values import Object

TENANT = "platform"
"""Whose listing it is, in page tokens: one of the whole platform, not of a company."""


class Admin(Resource):
    """`/admin/*`: a claim of the token opens it; roles and membership in a company do not matter."""

    @operation(
        "listAdminCompanies", "GET", "/api/admin/companies", takes=JWT, needs_company=False, needs_platform_admin=True
    )
    def list_companies(self, call: Call) -> Answer:
        """All companies."""
        page = self.pages.page(
            call, self.identity.companies, self.companies_listed(call), listing="admin-companies", tenant=TENANT
        )
        return ok(companies=[self.company(record) for record in page.records], nextToken=page.next_token)

    @operation("listAdminUsers", "GET", "/api/admin/users", takes=JWT, needs_company=False, needs_platform_admin=True)
    def list_users(self, call: Call) -> Answer:
        """All users, also those without a company."""
        page = self.pages.page(call, self.identity.users, self.users_listed(call), listing="admin-users", tenant=TENANT)
        return ok(users=[self.user(record) for record in page.records], nextToken=page.next_token)

    def companies_listed(self, _call: Call) -> Filter:
        """Which companies the list holds."""
        return Filter()

    def users_listed(self, _call: Call) -> Filter:
        """Which users the list holds."""
        return Filter()

    def company(self, record: Record) -> Object:
        """A company as platform admins see it."""
        return {"id": record.id, **record.fields, "owner": record.owner, "createdAt": record.created_at}

    def user(self, record: Record) -> Object:
        """A user as platform admins see them; nothing of what they log in with but the address."""
        shown: Object = {"id": record.id, "email": record.columns["email"], "createdAt": record.created_at}
        membership = self.identity.membership(record.id)
        if membership:
            shown["company_id"], shown["role"] = membership
        return shown
