from conformance.sandbox.defects import pages_defaults
from conformance.sandbox.resources.clients import Clients
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import new_client


def clients_without_a_limit(sandbox: Sandbox) -> bool:
    """Whether more than a hundred are shown at once."""
    made = new_client(sandbox)
    for number in range(100):
        sandbox.application.resource(Clients).clients.insert(
            company_id=made["company_id"],
            owner=made["owner"],
            fields={"clientName": "Acme"},
            client_id=f"client-{number}",
        )
    return len(sandbox.by("owner_a", "GET", "/api/clients").body["clients"]) > 100


@probes(Probe(pages_defaults.ClientsDefaultLimitIsMaximum, clients_without_a_limit, False, True))
def test_a_listing_shows_more_at_once_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
