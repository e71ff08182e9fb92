import uuid
from typing import Any

from conformance.sandbox.defects import envelope_requests, routes_requests
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import new_client, new_lead


def status_of_broken_json(sandbox: Sandbox) -> int:
    pairs = [(name.encode(), value.encode()) for name, value in sandbox.bearer("owner_a").items()]
    return sandbox.raw("POST", "/api/clients", b"{", pairs).status


def status_of_update(**changes: Any) -> Any:
    def look(sandbox: Sandbox) -> int:
        return sandbox.by("owner_a", "PUT", "/api/clients", {"id": new_client(sandbox)["id"], **changes}).status

    return look


def statuses_of_nameless_updates(sandbox: Sandbox) -> list[int]:
    """Of an unknown id, of one with another field beside the name, and of a known one."""
    unknown, known = str(uuid.uuid4()), new_client(sandbox)["id"]
    bodies = ({"id": unknown}, {"id": unknown, "description": "x"}, {"id": known})
    return [sandbox.by("owner_a", "PUT", "/api/clients", {"clientName": "", **each}).status for each in bodies]


def status_of_unknown_parameter(sandbox: Sandbox) -> int:
    return sandbox.by("owner_a", "GET", "/api/campaigns?strange=1").status


def status_of_typed_read(sandbox: Sandbox) -> int:
    return sandbox.by("owner_a", "GET", "/api/find-lead?email=nobody@x.example").status


def null_as_made(sandbox: Sandbox) -> Any:
    return new_client(sandbox, description=None).get("description")


def added_by_a_refused_campaign(sandbox: Sandbox) -> int:
    def number() -> int:
        return len(sandbox.by("owner_a", "GET", "/api/campaigns").body["campaigns"])

    before = number()
    assert sandbox.by("owner_a", "POST", "/api/campaigns", {"name": "x", "campaignType": {}}).status == 400
    return number() - before


def status_by_key(sandbox: Sandbox) -> int:
    body = {"id": new_lead(sandbox, new_client(sandbox))["id"], "title": "x"}
    return sandbox.send("PUT", "/api/leads", body, sandbox.key("owner_a")).status


@probes(
    Probe(envelope_requests.BrokenJsonIs422, status_of_broken_json, 400, 422),
    Probe(envelope_requests.OddTypesMadeText, status_of_update(description={"x": "y"}), 400, 200),
    Probe(envelope_requests.UnknownParameterRefused, status_of_unknown_parameter, 200, 400),
    Probe(envelope_requests.EmptyBodyOfReadParsed, status_of_typed_read, 200, 400),
    Probe(envelope_requests.NullMadeText, null_as_made, None, "null"),
    Probe(routes_requests.RefusedWriteKept, added_by_a_refused_campaign, 0, 1),
    Probe(envelope_requests.TwoMistakesAre410, statuses_of_nameless_updates, [400, 400, 400], [410, 410, 400]),
    Probe(envelope_requests.KeyIsForbidden, status_by_key, 200, 403),
)
def test_a_request_is_misread_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
