import re
from typing import Any

from conformance.sandbox.defects import envelope_form, envelope_leaks, envelope_properties, routes_successes
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox

ADDRESS = "/api/clients"


def error_keys(sandbox: Sandbox) -> Any:
    return sorted(sandbox.by("owner_a", "POST", ADDRESS, {}).body)


def deleting_nothing(sandbox: Sandbox) -> Any:
    answer = sandbox.by("owner_a", "DELETE", f"{ADDRESS}?id=none")
    return answer.status, answer.error_type


def content_type_of_error(sandbox: Sandbox) -> Any:
    return sandbox.by("owner_a", "GET", "/api/leads").headers["content-type"]


def broken_json(sandbox: Sandbox) -> Any:
    answer = sandbox.raw("PUT", ADDRESS, b"{", [(k.encode(), v.encode()) for k, v in sandbox.bearer("owner_a").items()])
    return answer.status, answer.error_type


def a_client(sandbox: Sandbox, actor: str = "owner_a") -> Any:
    return sandbox.by(actor, "POST", ADDRESS, {"clientName": "Hidden"}).body["client"]


def updated_has_client_id(sandbox: Sandbox) -> Any:
    answer = sandbox.by("owner_a", "PUT", ADDRESS, {"id": a_client(sandbox)["id"], "clientName": "After"})
    return answer.status, "client_id" in answer.body["client"]


def type_of_total(sandbox: Sandbox) -> Any:
    return type(sandbox.by("owner_a", "GET", "/api/analytics/pipeline").body["total"])


def owner_is_uuid(sandbox: Sandbox) -> Any:
    lead = {"client_id": a_client(sandbox)["client_id"], "firstName": "A", "lastName": "B"}
    id = sandbox.by("owner_a", "POST", "/api/leads", lead).body["lead"]["id"]
    owner = sandbox.by("owner_a", "GET", f"/api/enrich-leads/{id}").body["lead"]["owner"]
    return re.fullmatch(r"[0-9a-f-]{36}", owner) is not None


def time_ends_in_z(sandbox: Sandbox) -> Any:
    return a_client(sandbox)["createdAt"].endswith("Z")


def refusal_names_foreign(sandbox: Sandbox) -> Any:
    answer = sandbox.by("owner_a", "PUT", ADDRESS, {"id": a_client(sandbox, "owner_b")["id"]})
    return answer.status, "Hidden" in answer.content.decode()


def login_shows_password(sandbox: Sandbox) -> Any:
    actor = sandbox.actor("owner_a")
    answer = sandbox.send("POST", "/api/auth", {"username": actor.username, "password": actor.password})
    return answer.status, actor.password in answer.content.decode()


@probes(
    Probe(
        envelope_form.ErrorWithoutRecommendation,
        error_keys,
        ["details", "error", "errorType", "recommendation", "success"],
        ["details", "error", "errorType", "success"],
    ),
    Probe(envelope_form.UnknownClientIs410, deleting_nothing, (404, "not_found"), (410, "gone")),
    Probe(envelope_form.ErrorCalledHtml, content_type_of_error, "application/json", "text/html; charset=utf-8"),
    Probe(envelope_form.BrokenJsonBreaksServer, broken_json, (400, "invalid_format"), (500, "internal_error")),
    Probe(envelope_properties.UpdatedClientWithoutClientId, updated_has_client_id, (200, True), (200, False)),
    Probe(envelope_properties.PipelineTotalIsText, type_of_total, int, str),
    Probe(routes_successes.OwnerIsAName, owner_is_uuid, True, False),
    Probe(routes_successes.TimesLocal, time_ends_in_z, True, False),
    Probe(envelope_leaks.RefusalNamesForeignRecord, refusal_names_foreign, (404, False), (404, True)),
    Probe(envelope_leaks.LoginShowsPassword, login_shows_password, (200, False), (200, True)),
)
def test_an_envelope_defect_shows_and_a_sound_sandbox_does_not(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
