"""Who may change a company, judged wrongly."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import keep_refused
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InsufficientPermissions
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.company import FIELDS, Company


class CompanyRenamedByMember(Defect):
    """The role is not asked for."""

    id = "company-renamed-by-member"
    sentence = "PUT /company by a Member answers 200 and renames the company."
    faults = ("F22",)
    operations = ("updateCompany",)
    requirement = "LG-COMP-008"

    def apply(self, application: Application) -> None:
        """Let everybody in the company through."""
        override(application.resource(Company).check_manager, lambda _: lambda call: None)  # noqa: ARG005  # as the original


class CompanyRenamedDespiteRefusal(Defect):
    """The write comes before the check."""

    id = "company-renamed-despite-403"
    sentence = "PUT /company by a Member answers 403 and renames the company all the same."
    faults = ("F30", "F13")
    operations = ("updateCompany",)
    requirement = "LG-COMP-008"

    def apply(self, application: Application) -> None:
        """Store, and refuse with an answer that undoes nothing."""
        company = application.resource(Company)

        def keep(call: Call) -> None:
            company.changed(company.own(call), FIELDS.for_update(call.body))

        keep_refused(application, "updateCompany", keep, InsufficientPermissions)


class CompanyNotRenamedByAdmin(Defect):
    """Only one of the two roles is known."""

    id = "company-not-renamed-by-admin"
    sentence = "PUT /company by an Admin is answered 403."
    faults = ("F22",)
    operations = ("updateCompany",)
    requirement = "LG-COMP-006"

    def apply(self, application: Application) -> None:
        """Take nobody but the Owner."""

        def check_manager(call: Call) -> None:
            if call.principal.role != "Owner":
                raise InsufficientPermissions("Only the Owner of the company may do this.")

        override(application.resource(Company).check_manager, lambda _: lambda call: check_manager(call))


class CompanyNameMayBeEmpty(Defect):
    """The name is not looked at."""

    id = "company-name-may-be-empty"
    sentence = "{operation} with an empty name succeeds and leaves the company without one."
    faults = ("F52",)
    choices = ("createCompany", "updateCompany")
    requirement = "LG-COMP-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store what was refused."""
        company = application.resource(Company)

        def unchecked(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                if call.body.get("name", "" if call.method == "POST" else "kept"):
                    return handler(call)
                if call.method == "POST":
                    company.check_newcomer(call)
                    return created(company=company.shown(company.founded(call, ""), "Owner"))
                company.check_manager(call)
                record = company.changed(company.own(call), {"name": ""})
                return ok(company=company.shown(record, call.principal.role))

            return answered

        application.wrap(self.operation, unchecked)
