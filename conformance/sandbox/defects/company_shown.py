"""A company shown wrongly, to its members or to those who have none."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Conflict, InsufficientPermissions
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler, Operation
from conformance.sandbox.resources.campaigns import Campaigns
from conformance.sandbox.resources.company import Company
from conformance.sandbox.values import Object


def shown_with(application: Application, operation: str, change: Callable[[Call, Object], object]) -> None:
    """Change the company in the answers of an operation."""

    def changing(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            answer = handler(call)
            company = answer.body.get("company") if isinstance(answer.body, dict) else None
            if isinstance(company, dict):
                change(call, company)
            return answer

        return answered

    application.wrap(operation, changing)


class CompanyWithoutOwner(Defect):
    """The owner is left out."""

    id = "company-without-owner"
    sentence = "GET /company does not say whose the company is."
    faults = ("F53",)
    operations = ("getCompany",)
    requirement = "LG-COMP-001"

    def apply(self, application: Application) -> None:
        """Remove it from the answer."""
        shown_with(application, "getCompany", lambda _call, company: company.pop("owner", None))


class CompanyOwnerIsTheReader(Defect):
    """The owner shown is whoever asks."""

    id = "company-owner-is-the-reader"
    sentence = "GET /company shows each member as the company's owner."
    faults = ("F10",)
    operations = ("getCompany",)
    requirement = "LG-COMP-002"

    def apply(self, application: Application) -> None:
        """Name the caller."""
        shown_with(application, "getCompany", lambda call, company: company.update(owner=call.principal.owner))


class CompanyIdOfItsOwn(Defect):
    """The company has another id than its records say."""

    id = "company-id-of-its-own"
    sentence = "GET /company shows an id that is not the company_id of the company's records."
    faults = ("F10",)
    operations = ("getCompany",)
    requirement = "LG-COMP-003"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put a prefix before it."""
        shown_with(application, "getCompany", lambda _call, company: company.update(id=f"co_{company['id']}"))


class EverybodyIsShownAsOwner(Defect):
    """The role is that of whoever made the company."""

    id = "everybody-is-shown-as-owner"
    sentence = "GET /company shows the role Owner to every member."
    faults = ("F53",)
    operations = ("getCompany",)
    requirement = "LG-COMP-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Say Owner."""
        shown_with(application, "getCompany", lambda _call, company: company.update(role="Owner"))


class RenameAnswersOldName(Defect):
    """The answer is made of what was read before the write."""

    id = "company-rename-answers-old-name"
    sentence = "PUT /company by the Owner stores the new name and answers with the old one."
    faults = ("F53",)
    operations = ("updateCompany",)
    requirement = "LG-COMP-005"

    def apply(self, application: Application) -> None:
        """Show the company as it was."""
        company = application.resource(Company)

        def late(handler: Handler) -> Handler:
            def update(call: Call) -> Answer:
                before = company.shown(company.own(call), call.principal.role)
                answer = handler(call)
                return ok(company=before) if call.principal.role == "Owner" else answer

            return update

        application.wrap("updateCompany", late)


class MemberRefusedWith409(Defect):
    """The refusal is of the wrong class."""

    id = "company-member-refused-with-409"
    sentence = "PUT /company by a Member is refused with 409 conflict."
    faults = ("F06",)
    operations = ("updateCompany",)
    requirement = "LG-COMP-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise another error."""
        company = application.resource(Company)

        def check_manager(call: Call) -> None:
            try:
                original(call)
            except InsufficientPermissions as error:
                raise Conflict(error.error) from error

        original = company.check_manager
        override(company.check_manager, lambda _: check_manager)


class NoCompanyIs403(Defect):
    """Reading asks for a membership, as everything else does."""

    id = "no-company-is-403"
    sentence = "GET /company by a user without a company is answered 403."
    faults = ("F06",)
    operations = ("getCompany",)
    requirement = "LG-COMP-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask before the handler does."""

        def asking(handler: Handler) -> Handler:
            def read(call: Call) -> Answer:
                if call.principal.company_id is None:
                    raise InsufficientPermissions("You do not belong to a company yet.")
                return handler(call)

            return read

        application.wrap("getCompany", asking)


class FoundedCompanyNotTold(Defect):
    """The company is made, and the answer says nothing of it."""

    id = "founded-company-not-told"
    sentence = "POST /company answers 201 without the company."
    faults = ("F53",)
    operations = ("createCompany",)
    requirement = "LG-COMP-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Answer with nothing."""

        def silent(handler: Handler) -> Handler:
            def create(call: Call) -> Answer:
                handler(call)
                return created()

            return create

        application.wrap("createCompany", silent)


class NewcomerSeesAllCampaigns(Defect):
    """No company is taken for every company."""

    id = "newcomer-sees-all-campaigns"
    sentence = "GET /campaigns lists the campaigns of all companies to a user without one."
    faults = ("F15", "F22")
    operations = ("listCampaigns",)
    requirement = "LG-COMP-016"

    def apply(self, application: Application) -> None:
        """Leave the condition out where there is no company."""
        campaigns, dispatch = application.resource(Campaigns), application.dispatch

        def permitted(operation: Operation, call: Call) -> Answer:
            if operation.id == "listCampaigns" and call.principal.company_id is None:
                return ok(campaigns=[campaigns.shown(record) for record in campaigns.campaigns.select(Filter())])
            return original(operation, call)

        original = dispatch.permitted
        override(dispatch.permitted, lambda _: permitted)


class NewcomerValidatesEmail(Defect):
    """What reads no row is open to everybody who is logged in."""

    id = "newcomer-validates-email"
    sentence = "{operation} answers a user without a company."
    faults = ("F22",)
    choices = ("validateEmail", "verifyEmail")
    requirement = "LG-COMP-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Do not ask for a company there."""
        dispatch = application.dispatch

        def check_permission(operation: Operation, call: Call) -> None:
            if operation.id not in self.operations:
                original(operation, call)

        original = dispatch.check_permission
        override(dispatch.check_permission, lambda _: check_permission)
