"""The two companies as this suite sees them: who looks, at whom, and what each sees of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from conformance.actors import Actor
from conformance.evidence import CannotTest, needed
from conformance.exchange import Exchange, Json, Purpose
from conformance.expectations import nonempty_string, success
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant, make_tenant
from conformance.harness import Harness
from conformance.laws.marks import shows
from conformance.polling import Patience


@dataclass(frozen=True)
class Sides:
    """The company that tries, and the one whose records it tries at."""

    looker: Tenant
    victim: Tenant


class Wall:
    """The companies of one process, with what is made in them at first need; the end of the run removes it.

    Nothing here compares a whole record of a tenant: its owner's successes change it.
    """

    def __init__(self, harness: Harness, naming: Naming, patience: Patience) -> None:
        self.harness = harness
        self._naming = naming
        self._patience = patience
        self._tenants: dict[str, Tenant] = {}
        self._lures: dict[str, TemporaryClient] = {}
        self._kept: dict[tuple[str, str, str], Exchange] = {}
        self._renewed: set[object] = set()

    def tenant(self, company: str) -> Tenant:
        """A company's owner with a client and a lead."""
        if company not in self._tenants:
            self._tenants[company] = make_tenant(self.harness.actor(f"owner_{company}"), self._naming)
        return self._tenants[company]

    def sides(self, direction: str) -> Sides:
        """The companies of a direction."""
        looker, victim = direction.lower().split(" at ")
        return Sides(self.tenant(looker), self.tenant(victim))

    def lure(self, tenant: Tenant) -> TemporaryClient:
        """A second client, for others to name: some servers take a link as a mere text, and what it says stays."""
        name = str(tenant.actor.name)
        if name not in self._lures:
            self._lures[name] = make_client(tenant.actor, self._naming)
        return self._lures[name]

    def lead_in_lure(self, tenant: Tenant) -> TemporaryLead:
        """The tenant's own lead there, at a company and a stage of a pipeline that no other lead has."""
        client, draw = self.lure(tenant), self.word
        made = self.kept(
            "createLeads",
            tenant,
            "",
            lambda: make_lead(tenant.actor, self._naming, client, companyName=draw(), status=draw()).made_by,
        )
        row = made.record("lead") or {}
        return TemporaryLead(str(row.get("id")), orjson.loads(made.request.body), row, made)

    def word(self) -> str:
        """A word that no other call gives, in any run, and that tells of no company."""
        return f"{self.harness.run.tag} {self._naming.unique()}"

    def kept(self, what: str, tenant: Tenant, more: str, send: Callable[[], Exchange]) -> Exchange:
        """An exchange of the tenant's that is sent once a process, and anew for a test that is repeated."""
        key, stage = (what, str(tenant.actor.name), more), self.harness.stage
        again = (key, stage.test) if stage.attempt > 1 else None
        if key not in self._kept or (again is not None and again not in self._renewed):
            self._kept[key] = send()
            self._renewed |= {again}
        return self._kept[key]

    def ask(self, tenant: Tenant, operation: str, values: Mapping[str, object], purpose: Purpose = "test") -> Exchange:
        """A read with its parameters, in the path or the query as the contract has them."""
        known = self.harness.contract.require(operation)
        path = {name: str(value) for name, value in values.items() if "{" + name + "}" in known.path}
        query = {name: value for name, value in values.items() if name not in path}
        may_ask(tenant.actor, operation, known.security)
        return tenant.actor.call(operation, path=path, query=query, purpose=purpose)

    def own(self, tenant: Tenant, operation: str, values: Mapping[str, object], proof: str | None) -> Exchange:
        """The control of a denial: the same by the tenant itself, as soon as it shows the proof."""

        def look() -> Exchange:
            return self.ask(tenant, operation, values, "control")

        return self.kept(
            operation,
            tenant,
            str(sorted(values.items())),
            lambda: self._patience.until(look, lambda page: holds(page, proof)),
        )

    def run(self, tenant: Tenant, operation: str = "triggerEnrichment", *, anew: bool = False) -> Exchange:
        """The start of a run of the tenant's, the same for all tests or one more; Unusable where none starts."""
        body: Json = (
            {"client_id": tenant.client.client_id, "maxLeads": 1}
            if operation == "startLeadScrape"
            else {"leadIds": [tenant.lead.id]}
        )

        def start() -> Exchange:
            begun = tenant.actor.call(operation, json=body, purpose="control")
            needed(begun, expected=success(), actual=begun.status, what="a run")
            needed(begun, expected=nonempty_string(), actual=run_id(begun), what="the id of a run")
            return begun

        return start() if anew else self.kept(operation, tenant, "", start)

    def search(self, tenant: Tenant) -> Exchange:
        """A search of the tenant's, linked to its client, with a value for every filter."""
        name = self._naming.tagged(tenant.actor.company or "a")
        fields = {"icpId": self.word(), "category": self.word(), **tenant.query}

        def made() -> Exchange:
            answer = tenant.actor.call("createSearchHistory", json={"searchName": name, **fields}, purpose="setup")
            needed(answer, expected=nonempty_string(), actual=answer.at("searchHistory.id"), what="a search")
            return answer

        return self.kept("createSearchHistory", tenant, "", made)


def may_ask(actor: Actor, operation: str, security: Sequence[frozenset[str]]) -> None:
    """Raise CannotTest where only an API key opens an operation, and the profile gives the actor none."""
    by_login = any(combination & {"cookieAuth", "bearerAuth"} for combination in security)
    if not by_login and not actor.has_key:
        raise CannotTest(
            f"the profile gives {actor.name} no API key, which {operation} needs",
            f"Add api_key and user_id to [actors.{actor.name}]",
        )


def holds(page: Exchange, proof: str | None) -> bool:
    """Whether a success shows the proof, or is one where there is none."""
    return page.succeeded and (proof is None or shows(page, proof))


def run_id(begun: Exchange) -> str:
    """The run that an answer tells of, or the empty string."""
    told = (begun.at(name) for name in ("runId", "jobId"))
    return next((each for each in told if isinstance(each, str)), "")
