"""Rows of a territory: the leads of one client by company name, joined with what was posted about these companies."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Record
from conformance.sandbox.store import Store
from conformance.sandbox.values import Object

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "territory-workbench/companies")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


@dataclass(frozen=True, slots=True)
class Company:
    """One row. `scores`: the numeric scores of its leads; `last_activity`: ISO time."""

    id: str
    client_id: str
    name: str
    industry: str | None = None
    country: str | None = None
    leads: int = 0
    qualified: int = 0
    scores: list[float] = field(default_factory=list)
    last_activity: str = ""

    @property
    def average_score(self) -> float | None:
        """The mean score of its leads; None where none has one."""
        return round(sum(self.scores) / len(self.scores), 4) if self.scores else None

    def shown(self) -> Object:
        """The row as answers show it."""
        values: Object = {
            "id": self.id,
            "client_id": self.client_id,
            "companyName": self.name,
            "industry": self.industry,
            "country": self.country,
            "totalLeads": self.leads,
            "qualifiedLeads": self.qualified,
            "averageLeadScore": self.average_score,
            "lastActivityDate": self.last_activity,
        }
        return {name: value for name, value in values.items() if value is not None}


def row_id(company_id: str, client_id: str, name: str) -> str:
    """The id of the row of a company name, the same before and after something is posted about it."""
    return str(uuid.uuid5(NAMESPACE, "\n".join((company_id, client_id, name))))


def score(text: object) -> float | None:
    """A score as a number, where the whole text is a decimal number."""
    stripped = text.strip() if isinstance(text, str) else ""
    return float(stripped) if len(stripped) < 100 and NUMBER.fullmatch(stripped) else None


class Territories:
    """Computes rows from the leads as listings show them. `counted` says which leads count."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def rows(self, leads: Filter, posted: Iterable[Record]) -> list[Company]:
        """One row for each company name of these leads and of these posted records, in no particular order."""
        companies = self.live(leads)
        for record in posted:
            name = str(record.fields["companyName"])
            companies[name] = self.joined(companies.get(name), record)
        return list(companies.values())

    def live(self, leads: Filter) -> dict[str, Company]:
        """The rows that follow from leads alone, by company name."""
        rows = self.store.all(
            "SELECT company_id, client_id, company_name, status, updated_at, json_extract(fields, '$.aiLeadScore'), "
            f"json_extract(fields, '$.country') FROM {self.store.listed(LEADS.name)} "
            f"WHERE {leads.sql} AND company_name <> '' ORDER BY seq",
            leads.values,
        )
        companies: dict[str, Company] = {}
        for company_id, client_id, name, status, updated_at, scored, country in rows:
            company = companies.get(name) or Company(row_id(company_id, client_id, name), client_id, name)
            if (number := self.scored(scored)) is not None:
                company.scores.append(number)
            companies[name] = replace(
                company,
                leads=company.leads + 1,
                qualified=company.qualified + self.is_qualified(status),
                country=country or company.country,
                last_activity=max(company.last_activity, updated_at),
            )
        return companies

    def is_qualified(self, status: str | None) -> bool:
        """Whether a lead of that status is a qualified one."""
        return (status or "").lower() == "qualified"

    def scored(self, text: object) -> float | None:
        """What a lead's score adds to the mean; None where it adds nothing."""
        return score(text)

    def joined(self, live: Company | None, posted: Record) -> Company:
        """The row of a posted record, with what its leads add."""
        client_id, name = str(posted.columns["client_id"]), str(posted.fields["companyName"])
        company = live or Company(posted.id, client_id, name)
        industry, country = posted.fields.get("industry"), posted.fields.get("country")
        return replace(
            company,
            id=posted.id,
            industry=str(industry) if industry else None,
            country=str(country) if country else company.country,
            last_activity=max(company.last_activity, posted.updated_at),
        )
