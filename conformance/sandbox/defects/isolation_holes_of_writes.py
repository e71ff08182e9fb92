"""Writes that go through the wall between companies."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.identity import COMPANIES
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.company import Company
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json

CHUNK = 25
"""Rows that the store's batch call takes at once."""


class LargeBatchDeleteUnscoped(Defect):
    """What does not fit into one call takes another way, without the check."""

    id = "large-batch-delete-unscoped"
    sentence = "A batch DELETE of /leads with more than 25 ids removes leads of other companies."
    faults = ("F21", "F14")
    operations = ("deleteLeads",)
    requirement = "LG-ISO-010"

    def apply(self, application: Application) -> None:
        """Remove by id alone."""
        rows, batches = application.resource(Leads).rows, application.resource(Leads).batches

        def delete(call: Call, ids: list[str]) -> Answer:
            if len(ids) <= CHUNK:
                return original(call, ids)
            skipped: list[Json] = []
            for id in ids:
                record = rows.leads.get(id)
                if record is None:
                    skipped.append(id)
                else:
                    rows.removed(record)
            return ok(deleted=len(ids) - len(skipped), skipped=skipped)

        original = batches.delete
        override(batches.delete, lambda _: delete)


class CompanyOwnerInBody(Defect):
    """The body is written over the row."""

    id = "company-owner-in-body"
    sentence = "PUT /company takes the owner from its body."
    faults = ("F18", "F34")
    operations = ("updateCompany",)
    requirement = "LG-ISO-032"

    def apply(self, application: Application) -> None:
        """Store it too."""

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer, owner = handler(call), call.body.get("owner")
                company = answer.body.get("company") if isinstance(answer.body, dict) else None
                if isinstance(owner, str) and owner and isinstance(company, dict):
                    company["owner"] = owner
                    application.store.execute(
                        f"UPDATE {COMPANIES.name} SET owner = ? WHERE id = ?", (owner, call.company_id)
                    )
                return answer

            return answered

        application.wrap("updateCompany", around)


class SameNamedCompaniesAreOne(Defect):
    """Found or made by name."""

    id = "same-named-companies-are-one"
    sentence = "POST /company with the name of an existing company makes the newcomer an Owner of that one."
    faults = ("F10", "F20", "F24")
    operations = ("createCompany", "getCompany", "listClients")
    requirement = "LG-COMP-013"

    def apply(self, application: Application) -> None:
        """Look for the name first."""
        identity, company = application.identity, application.resource(Company)

        def founded(call: Call, name: str) -> Record:
            known = identity.companies.find(Filter().where("json_extract(fields, '$.name') = ?", name))
            if known is None:
                return original(call, name)
            identity.add_member(known.id, call.principal.owner, "Owner")
            return known

        original = company.founded
        override(company.founded, lambda _: founded)
