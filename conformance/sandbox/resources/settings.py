"""The settings that steer processing: services, agents of copyright processes, agents of SDR fields."""

from conformance.sandbox.call import Answer, Call
from conformance.sandbox.company_settings import SECRET, CompanySettings
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.lead_tables import ENRICHMENTS, SDR_FIELDS
from conformance.sandbox.operations import JWT, operation
from conformance.sandbox.seed import Seeding
from conformance.sandbox.services import SERVICES
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object


class UrlSettings(CompanySettings):
    """`/settings/url`: the services that enrich leads, each with its key."""

    table = Table("url_settings", unique=(("company_id",),), lagging=False)
    fields = FieldTable(*(Field(f"{name}{suffix}") for name in SERVICES for suffix in ("", SECRET)))
    configurable = SERVICES

    @operation("getUrlSettings", "GET", "/api/settings/url", takes=JWT)
    def get(self, call: Call) -> Answer:
        """The company's services."""
        return self.read(call)

    @operation("createUrlSettings", "POST", "/api/settings/url", takes=JWT)
    def create(self, call: Call) -> Answer:
        """Set services for the first time."""
        return self.make(call)

    @operation("updateUrlSettings", "PUT", "/api/settings/url", takes=JWT)
    def update(self, call: Call) -> Answer:
        """Change services."""
        return self.change(call)

    def drawn(self, seeding: Seeding, name: str) -> Object:
        """A service's URL, and mostly a key."""
        domain = seeding.business()[1]
        fields: Object = {name: f"https://{domain}/{name.lower()}"}
        if seeding.rng.random() < 0.7:
            fields[f"{name}{SECRET}"] = f"sk-{seeding.rng.getrandbits(96):024x}"
        return fields


class AgentSettings(CompanySettings):
    """`/settings/agent`: the agents of the ten copyright processes."""

    table = Table("agent_settings", unique=(("company_id",),), lagging=False)
    configurable = ("projectId", *(f"{name}AgentId" for name in ENRICHMENTS))
    fields = FieldTable(*(Field(name) for name in configurable))

    @operation("getAgentSettings", "GET", "/api/settings/agent", takes=JWT)
    def get(self, call: Call) -> Answer:
        """The company's agents."""
        return self.read(call)

    @operation("createAgentSettings", "POST", "/api/settings/agent", takes=JWT)
    def create(self, call: Call) -> Answer:
        """Set agents for the first time."""
        return self.make(call)

    @operation("updateAgentSettings", "PUT", "/api/settings/agent", takes=JWT)
    def update(self, call: Call) -> Answer:
        """Change agents."""
        return self.change(call)


class SdrSettings(CompanySettings):
    """`/settings/sdr-ai`: an agent for each SDR field."""

    table = Table("sdr_settings", unique=(("company_id",),), lagging=False)
    configurable = ("projectId", *(f"{name}AgentId" for name in SDR_FIELDS))
    fields = FieldTable(*(Field(name) for name in configurable))

    @operation("getSdrSettings", "GET", "/api/settings/sdr-ai", takes=JWT)
    def get(self, call: Call) -> Answer:
        """The company's agents of SDR fields."""
        return self.read(call)

    @operation("createSdrSettings", "POST", "/api/settings/sdr-ai", takes=JWT)
    def create(self, call: Call) -> Answer:
        """Set agents of SDR fields for the first time."""
        return self.make(call)

    @operation("updateSdrSettings", "PUT", "/api/settings/sdr-ai", takes=JWT)
    def update(self, call: Call) -> Answer:
        """Change agents of SDR fields."""
        return self.change(call)
