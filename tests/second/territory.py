"""Territory: the companies that a client's leads work for, counted live and joined with rows that were posted."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.second import bodies, queries
from tests.second.clock import day
from tests.second.operations import Answer, Call, Operation
from tests.second.showing import values
from tests.second.tables import Row
from tests.second.texts import digest
from tests.second.visibility import client_of, of_company, sees, unknown

_ORDERS = ("companyName", "totalLeads", "qualifiedLeads", "averageLeadScore", "lastActivityDate")


@dataclass(frozen=True)
class _Place:
    """One company of a client's territory: its name, its leads, and the row that was posted for it, if one was."""

    client_id: str
    name: str
    leads: list[Row]
    posted: Row

    @property
    def active(self) -> float:
        """When a lead or the row was changed last (seconds since 1970)."""
        return max(float(row["updatedAt"]) for row in (*self.leads, self.posted) if row)

    def told(self, call: Call) -> Row:
        """The company as callers see it."""
        scores = [score for lead in self.leads if (score := _number(lead.get("aiLeadScore"))) is not None]
        newest = max(self.leads, key=lambda lead: lead["createdAt"], default={})
        optional = {
            "averageLeadScore": sum(scores) / len(scores) if scores else None,
            "industry": self.posted.get("industry"),
            "country": self.posted.get("country") or newest.get("country"),
        }
        shown = {
            "id": f"tc_{_key(self.client_id, self.name)[:20]}",
            "client_id": self.client_id,
            "companyName": self.name,
            "totalLeads": len(self.leads),
            "qualifiedLeads": sum((lead.get("status") or "").lower() == "qualified" for lead in self.leads),
            **values(call.world, optional, optional),
        }
        if call.choices.extras:
            shown["lastActivityDate"] = call.world.clock.text(self.active)
        return shown


def list_companies(call: Call) -> Answer:
    """The companies of a client that the filters let through, in the order that is asked for."""
    query = call.query
    client_id = queries.needed(query, "client_id")
    by, direction = queries.one_of(query, "sortBy", _ORDERS), queries.one_of(query, "sortDirection", ("asc", "desc"))
    passes = _filter(call)
    if not client_of(call.world, call.user, client_id, as_listed=True):
        return 200, {"companies": []}
    found = [(place, place.told(call)) for place in _places(call, client_id)]
    kept = [(_sorted_by(by, place, shown), shown) for place, shown in found if passes(place, shown)]
    valued = [(value, shown["id"], shown) for value, shown in kept if value is not None]
    valued.sort(key=lambda each: each[:2], reverse=direction == "desc")
    bare = sorted((shown for value, shown in kept if value is None), key=lambda each: str(each["id"]))
    if direction == "desc":
        bare.reverse()
    return 200, {"companies": [*(shown for _, _, shown in valued), *bare]}


def save(call: Call) -> Answer:
    """Post a row, new or over the one that there is of this name."""
    bodies.texts(call.body, ("industry", "country"))
    client_id = bodies.needed(call.body, "client_id")
    name = call.world.texts.plain(bodies.needed(call.body, "companyName"))
    if not client_of(call.world, call.user, client_id):
        raise unknown(call.world, "client")
    old = call.world.territory.rows.get(_key(client_id, name))
    row = old or call.new_row(_key(client_id, name), client_id=client_id, companyName=name)
    for field in ("industry", "country"):
        if field in call.body:
            row[field] = call.world.texts.plain(call.body[field] or "") or None
    row["updatedAt"] = call.world.clock.now()
    call.world.territory.put(row)
    call.world.territory.show_at_once(row)
    place = next(each for each in _places(call, client_id) if each.name == name)
    return 200 if old else 201, {"company": place.told(call)}


def _places(call: Call, client_id: str) -> list[_Place]:
    leads: dict[str, list[Row]] = {}
    for row in call.world.leads.seen():
        if row["client_id"] == client_id and row.get("companyName") and sees(call.world, call.user, row):
            leads.setdefault(row["companyName"], []).append(row)
    rows = of_company(call.user, call.world.territory.seen())
    posted = {row["companyName"]: row for row in rows if row["client_id"] == client_id}
    names = dict.fromkeys((*leads, *posted))
    return [_Place(client_id, name, leads.get(name, []), posted.get(name, {})) for name in names]


def _filter(call: Call) -> Callable[[_Place, Row], bool]:
    query = call.query
    least, most = queries.count(query, "minLeads"), queries.count(query, "maxLeads")
    first, last = queries.day(query, "startDate"), queries.day(query, "endDate")
    part, industry = query.get("search", "").casefold(), query.get("industry", "").casefold()

    def passes(place: _Place, shown: Row) -> bool:
        count, active = len(place.leads), day(place.active)
        if (least is not None and count < least) or (most is not None and count > most):
            return False
        if (first and active < first) or (last and active > last) or part not in place.name.casefold():
            return False
        return not industry or (shown.get("industry") or "").casefold() == industry

    return passes


def _sorted_by(by: str, place: _Place, shown: Row) -> Any:
    if by == "lastActivityDate":
        return shown.get(by, place.active)
    return place.name.casefold() if by == "companyName" else shown.get(by)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _key(client_id: str, name: str) -> str:
    return digest(f"{client_id}\0{name}")


OPERATIONS = (
    Operation("GET", "/territory-workbench/companies", list_companies, "jwt", lists="companies"),
    Operation("POST", "/territory-workbench/companies", save, "jwt"),
)
