"""What the admin lists may leave out."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.resources.admin import Admin


class AdminUsersAreMembers(Variant):
    """The users are joined to the members."""

    id = "admin-users-are-members"
    sentence = "GET /admin/users leaves out users without a company."
    requirements = ("LG-ADM-002", "LG-ADM-006")

    def apply(self, application: Application) -> None:
        """Ask for a membership."""
        admin = application.resource(Admin)
        is_member = "id IN (SELECT owner FROM members)"
        override(admin.users_listed, lambda original: lambda _call: original(_call).where(is_member))
