"""The life of one lead in a client of its own, beside a batch of three; each step sent once for all tests.

Nothing else writes in that client, so that the laws of state may speak of its whole list and of its `total`.
"""

from collections.abc import Callable
from functools import cached_property, partial

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange, Purpose
from conformance.expectations import nonempty_string
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import Row, by_email, by_id, found, leads_walked
from conformance.walking import Walk, walk_until


class Life:
    """Each step is sent at first need, after all the steps before it."""

    def __init__(self, actor: Actor, naming: Naming, patience: Patience, make: Callable[[], TemporaryClient]) -> None:
        self.actor = actor
        self._naming = naming
        self._patience = patience
        self._make = make

    @cached_property
    def home(self) -> TemporaryClient:
        """The client that they live in."""
        return self._make()

    @cached_property
    def batch(self) -> list[dict[str, object]]:
        """What the batch sends: between two rows that have more, one that is like the single lead but for its own."""
        more: tuple[dict[str, object], ...] = (
            {"city": "Lima", "companyDomain": "alike.example"},
            {},
            {"phoneNumber": "+51 1 555 0100"},
        )
        return [self._drawn(**self._alike, **each) for each in more]

    @cached_property
    def sent(self) -> dict[str, object]:
        """What the single lead is made of."""
        return self._drawn(**self._alike)

    @cached_property
    def batched(self) -> Exchange:
        """POST of the batch."""
        return self.actor.call("createLeads", json={"leads": self.batch})

    @cached_property
    def before(self) -> Walk:
        """The list with the batch alone."""
        _ = self.batched
        emails = {str(row["email"]) for row in self.batch}
        return self._walked(lambda rows: emails <= by_email(rows).keys())

    @cached_property
    def made(self) -> Exchange:
        """POST of the single lead."""
        _ = self.before
        return self.actor.call("createLeads", json=self.sent)

    @cached_property
    def id(self) -> str:
        """Its id; Unusable where the target gives none."""
        id = self.made.at("lead.id")
        needed(self.made, expected=nonempty_string(), actual=id, what="a lead's id")
        return str(id)

    @cached_property
    def read(self) -> Exchange:
        """The lead by its id."""
        return by_id(self.actor, self.id)

    @cached_property
    def listing(self) -> Walk:
        """The list with the lead in it."""
        _ = self.read
        return self._walked(lambda rows: any(row.get("id") == self.id for row in rows))

    @cached_property
    def neighbour(self) -> Row:
        """The lead that is made next in the same client, and stays."""
        _ = self.listing
        made = self.actor.call("createLeads", json=self._drawn(), purpose="setup")
        needed(made, expected=nonempty_string(), actual=made.at("lead.id"), what="a lead")
        row: Row = made.at("lead")
        return row

    @cached_property
    def known(self) -> Exchange:
        """What GET /find-lead finds by its e-mail."""
        _ = self.neighbour
        return self._searched("control", lambda page: bool(found(page)))

    @cached_property
    def deleted(self) -> Exchange:
        """DELETE."""
        _ = self.known
        return self.actor.call("deleteLeads", query={"id": self.id})

    @cached_property
    def sought(self) -> Exchange:
        """The lead by its id, after its deletion."""
        _ = self.deleted
        return by_id(self.actor, self.id)

    @cached_property
    def after(self) -> Walk:
        """The list without it."""
        _ = self.sought
        there, gone = self.neighbour["id"], self.id
        return self._walked(lambda rows: there in _ids(rows) and gone not in _ids(rows))

    @cached_property
    def unknown(self) -> Exchange:
        """What GET /find-lead finds by its e-mail now."""
        _ = self.after
        return self._searched("test", lambda page: not found(page))

    def rows(self) -> list[Row]:
        """The rows of the batch, as they stand in the list when the lead is gone."""
        rows = by_email(self.after.rows)
        emails = [str(row["email"]) for row in self.batch]
        needed(self.after.pages[-1], expected=True, actual={*emails} <= rows.keys(), what="a batch of leads in a list")
        return [rows[each] for each in emails]

    @property
    def _alike(self) -> dict[str, object]:
        return {"firstName": "Zoë", "lastName": "Dvořák", "status": "qualified", "country": "Peru"}

    def _drawn(self, **fields: object) -> dict[str, object]:
        row = self._naming.lead(self.home.client_id, **fields)
        alike = {"companyName": "Alike Ltd", "linkedinUrl": f"https://www.linkedin.com/in/{self._naming.unique()}"}
        return row | alike

    def _searched(self, purpose: Purpose, holds: Callable[[Exchange], bool]) -> Exchange:
        query = {"email": self.sent["email"]}
        return self._patience.until(lambda: self.actor.call("findLead", query=query, purpose=purpose), holds)

    def _walked(self, holds: Callable[[list[Row]], bool]) -> Walk:
        def is_told(seen: Walk) -> bool:
            return holds(seen.rows) and seen.pages[0].at("total") == len(seen.rows)  # which may lag by itself

        return walk_until(self._patience, partial(leads_walked, self.actor, self.home), is_told)


def _ids(rows: list[Row]) -> set[object]:
    return {row.get("id") for row in rows}
