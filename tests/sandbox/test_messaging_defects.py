from conformance.sandbox.defects.messaging_accounts import AccountsForPlatformAdmins
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen


@probes(
    Probe(
        AccountsForPlatformAdmins,
        lambda sandbox: sandbox.by("owner_a", "GET", "/api/unipile-accounts").status,
        200,
        403,
    ),
)
def test_accounts_are_hidden_from_an_owner_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
