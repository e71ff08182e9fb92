"""Messaging accounts that their company does not get to see."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import InsufficientPermissions
from conformance.sandbox.operations import Handler


class AccountsForPlatformAdmins(Defect):
    """The guard of another page."""

    id = "messaging-accounts-for-platform-admins"
    sentence = "GET /unipile-accounts answers 403 to all but platform admins."
    faults = ("F06", "F53")
    operations = ("listUnipileAccounts",)
    requirement = "LG-INT-027"

    def apply(self, application: Application) -> None:
        """Ask for a platform admin."""

        def guarded(handler: Handler) -> Handler:
            def list_accounts(call: Call) -> Answer:
                if not call.principal.platform_admin:
                    raise InsufficientPermissions("Only a platform admin may do this.")
                return handler(call)

            return list_accounts

        application.wrap("listUnipileAccounts", guarded)
