"""The platform's lists, opened to the wrong people or not whole."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NotFound
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Operation
from conformance.sandbox.resources.admin import Admin

LISTS = ("listAdminCompanies", "listAdminUsers")


class AdminOpensToOwner(Defect):
    """The role in a company is taken for the claim of the platform."""

    id = "admin-opens-to-owner"
    sentence = "The Owner of a company opens {operation}."
    faults = ("F22",)
    choices = LISTS
    requirement = "LG-ADM-003"

    def apply(self, application: Application) -> None:
        """Let Owners through."""

        def check_permission(operation: Operation, call: Call) -> None:
            if operation.id not in LISTS or call.principal.role != "Owner":
                original(operation, call)

        original = application.dispatch.check_permission
        override(application.dispatch.check_permission, lambda _: check_permission)


class AdminListOpensToEverybody(Defect):
    """One of the two routes has no guard."""

    id = "admin-list-opens-to-everybody"
    sentence = "{operation} answers 200 to every logged-in user."
    faults = ("F22", "F11")
    choices = LISTS
    requirement = "LG-ADM-003"

    def apply(self, application: Application) -> None:
        """Leave the guard out."""
        application.operations[self.operation].needs_platform_admin = False


class AdminRefusalIs404(Defect):
    """Known, but treated as nobody."""

    id = "admin-refusal-is-404"
    sentence = "{operation} is answered 404 to a user who is no platform admin."
    faults = ("F06",)
    choices = LISTS
    requirement = "LG-ADM-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Hide the route."""

        def check_permission(operation: Operation, call: Call) -> None:
            if operation.id in LISTS and not call.principal.platform_admin:
                raise NotFound("There is nothing at this path.")
            original(operation, call)

        original = application.dispatch.check_permission
        override(application.dispatch.check_permission, lambda _: check_permission)


class AdminCompaniesOwnOnly(Defect):
    """The usual wall of a tenant stands here too."""

    id = "admin-companies-own-only"
    sentence = "GET /admin/companies lists the platform admin's own company alone."
    faults = ("F60", "F37")
    operations = ("listAdminCompanies",)
    requirement = "LG-ADM-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Narrow the list to the caller's company."""
        override(
            application.resource(Admin).companies_listed,
            lambda _: lambda _call: Filter().equals("id", _call.principal.company_id),
        )


class AdminUsersWithoutMembers(Defect):
    """The list is read from the companies' owners."""

    id = "admin-users-without-members"
    sentence = "GET /admin/users leaves out the users who have the role Member."
    faults = ("F37",)
    operations = ("listAdminUsers",)
    requirement = "LG-ADM-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave Members out."""
        override(
            application.resource(Admin).users_listed,
            lambda _: lambda _call: Filter().where("id NOT IN (SELECT owner FROM members WHERE role = 'Member')"),
        )


class AdminCompaniesNameless(Defect):
    """Only what the platform counts is shown."""

    id = "admin-companies-nameless"
    sentence = "GET /admin/companies shows companies without their names."
    faults = ("F53",)
    operations = ("listAdminCompanies",)
    requirement = "LG-ADM-001"

    def apply(self, application: Application) -> None:
        """Leave the name out."""
        override(
            application.resource(Admin).company,
            lambda original: lambda record: {k: v for k, v in original(record).items() if k != "name"},
        )


class AdminUsersWithoutEmail(Defect):
    """The address is held to be private."""

    id = "admin-users-without-email"
    sentence = "GET /admin/users shows users without their e-mail addresses."
    faults = ("F53",)
    operations = ("listAdminUsers",)
    requirement = "LG-ADM-002"

    def apply(self, application: Application) -> None:
        """Leave the address out."""
        override(
            application.resource(Admin).user,
            lambda original: lambda record: {k: v for k, v in original(record).items() if k != "email"},
        )
