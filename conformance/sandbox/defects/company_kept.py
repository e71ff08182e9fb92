"""Companies that are not kept as they were answered."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import AlreadyExists
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.company import FIELDS, Company


class CompanyRenameNotStored(Defect):
    """The answer shows the new name, the database never gets it."""

    id = "company-rename-not-stored"
    sentence = "PUT /company answers 200 with the new name and stores nothing."
    faults = ("F26", "F25")
    operations = ("updateCompany",)
    requirement = "LG-COMP-007"

    def apply(self, application: Application) -> None:
        """Merge in memory only."""
        override(
            application.resource(Company).changed,
            lambda _: lambda record, changes: replace(record, fields={**record.fields, **changes}),
        )


class CompanyPostOverwrites(Defect):
    """Creating where there is one is taken for an update."""

    id = "company-post-overwrites"
    sentence = "POST /company by somebody who has a company answers 201 and renames that company."
    faults = ("F30",)
    operations = ("createCompany",)
    requirement = "LG-COMP-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Write over what is there."""
        company = application.resource(Company)

        def founded(call: Call, name: str) -> Record:
            if call.principal.company_id is None:
                return original(call, name)
            return company.changed(company.own(call), {"name": name})

        original = company.founded
        override(company.founded, lambda _: lambda call, name: founded(call, name))
        override(company.check_newcomer, lambda _: lambda call: None)  # noqa: ARG005  # as the original


class CompanyPostOverwritesDespiteRefusal(Defect):
    """The conflict is told, and the name is taken."""

    id = "company-post-overwrites-despite-409"
    sentence = "POST /company by somebody who has a company answers 409 and renames that company all the same."
    faults = ("F30",)
    operations = ("createCompany",)
    requirement = "LG-COMP-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store, and refuse with an answer that undoes nothing."""
        company = application.resource(Company)

        def late(handler: Handler) -> Handler:
            def create(call: Call) -> Answer:
                if call.principal.company_id is not None:
                    company.changed(company.own(call), FIELDS.for_create(call.body))
                try:
                    return handler(call)
                except AlreadyExists as error:
                    return Answer(error.status, error.envelope())

            return create

        application.wrap("createCompany", late)


class CompanyWithoutItsFounder(Defect):
    """The company is stored, the founder's membership is not."""

    id = "company-without-its-founder"
    sentence = "POST /company answers 201, and GET /company by the founder is still a 404."
    faults = ("F24",)
    operations = ("createCompany", "getCompany")
    requirement = "LG-COMP-013"

    def apply(self, application: Application) -> None:
        """Take the membership back."""

        def founded(call: Call, name: str) -> Record:
            record = original(call, name)
            application.store.execute("DELETE FROM members WHERE owner = ?", (call.principal.owner,))
            return record

        original = application.resource(Company).founded
        override(application.resource(Company).founded, lambda _: lambda call, name: founded(call, name))


class CompanyFounderIsMember(Defect):
    """The founder joins with the lowest role."""

    id = "company-founder-is-member"
    sentence = "Who makes a company with POST /company is its Member and may not change it."
    faults = ("F22",)
    operations = ("createCompany", "updateCompany")
    requirement = "LG-COMP-015"
    advisory = True

    def apply(self, application: Application) -> None:
        """Let the founder join as a Member."""

        def founded(call: Call, name: str) -> Record:
            record = original(call, name)
            application.store.execute("UPDATE members SET role = 'Member' WHERE owner = ?", (call.principal.owner,))
            return record

        original = application.resource(Company).founded
        override(application.resource(Company).founded, lambda _: lambda call, name: founded(call, name))
