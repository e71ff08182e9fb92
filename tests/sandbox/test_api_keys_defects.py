from conformance.sandbox.defects import api_keys_answers
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.test_api_keys import clients


def key(sandbox: Sandbox, by: str = "owner_a") -> str:
    made: str = sandbox.by(by, "POST", "/api/agent-api-keys", {"name": "CI"}).body["apiKey"]
    return made


def form(sandbox: Sandbox) -> tuple[bool, int]:
    """Whether a new key begins like one, and what it gets."""
    made = key(sandbox)
    return made.startswith("lgp_"), clients(sandbox, made, "owner_a").status


@probes(
    Probe(api_keys_answers.ApiKeyWithoutPrefix, form, (True, 200), (False, 200)),
    Probe(
        api_keys_answers.ApiKeySharedInCompany,
        lambda sandbox: key(sandbox) == key(sandbox, "member_a"),
        False,
        True,
    ),
)
def test_what_goes_wrong_with_new_keys_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
