"""What a territory is asked for: its filters, its order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from conformance.sandbox.days import Days, day, in_order
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.territories import Company

Key: TypeAlias = Callable[[Company], str | float]

SORTS: dict[str, Key] = {
    "companyName": lambda company: company.name,
    "totalLeads": lambda company: company.leads,
    "qualifiedLeads": lambda company: company.qualified,
    "averageLeadScore": lambda company: float("-inf") if company.average_score is None else company.average_score,
    "lastActivityDate": lambda company: company.last_activity,
}
DIRECTIONS = ("asc", "desc")


@dataclass(frozen=True, slots=True)
class TerritoryQuery:
    """The parameters of one listing; None is not asked for."""

    sort_by: str
    direction: str
    industry: str | None
    minimum: int | None
    maximum: int | None
    search: str
    days: Days

    def wants(self, company: Company) -> bool:
        """Whether a row meets every filter."""
        return (
            (self.industry is None or company.industry == self.industry)
            and (self.minimum is None or company.leads >= self.minimum)
            and (self.maximum is None or company.leads <= self.maximum)
            and self.search.casefold() in company.name.casefold()
            and self.days.hold(company.last_activity)
        )

    def ordered(self, companies: list[Company]) -> list[Company]:
        """The rows in the order asked for; equal ones by id, in the same direction."""
        key = SORTS[self.sort_by]
        ranked = sorted(companies, key=lambda company: (key(company), company.id))
        return ranked[::-1] if self.direction == "desc" else ranked


def territory_query(query: dict[str, str]) -> TerritoryQuery:
    """The query parameters of a listing. Raises InvalidValue for a value outside its list, form or order."""
    minimum, maximum = whole_number(query, "minLeads"), whole_number(query, "maxLeads")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise InvalidValue("minLeads must not be above maxLeads.", {"field": "minLeads"})
    return TerritoryQuery(
        sort_by=one_of(query, "sortBy", tuple(SORTS)),
        direction=one_of(query, "sortDirection", DIRECTIONS),
        industry=query.get("industry") or None,
        minimum=minimum,
        maximum=maximum,
        search=query.get("search", ""),
        days=in_order(Days(day(query, "startDate"), day(query, "endDate"))),
    )


def one_of(query: dict[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """A parameter with a closed list of values, of which the first is the default."""
    value = query.get(name, allowed[0])
    if value not in allowed:
        raise InvalidValue(f"{name} must be one of {', '.join(allowed)}.", {"field": name, "allowed": list(allowed)})
    return value


def whole_number(query: dict[str, str], name: str) -> int | None:
    """A parameter that is a whole number from 0; None where it is absent."""
    text = query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidValue(f"{name} must be a whole number from 0.", {"field": name})
    return int(text)
