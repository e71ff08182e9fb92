"""Mistakes of one route: what it answers goes wrong with the defect alone, and only there."""

from collections.abc import Callable
from typing import Any

import pytest

from conformance.sandbox.defects import (
    routes_credentials,
    routes_errors,
    routes_leads,
    routes_limits,
    routes_pages,
    routes_requests,
    routes_settings,
    routes_successes,
    routes_walls,
)
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.lead_calls import listing, new_client

CLIENTS, CAMPAIGNS = "/api/clients", "/api/campaigns"
Look = Callable[[Sandbox], Any]


def got(path: str, tell: Callable[[Answer], Any], by: str = "owner_a") -> Look:
    return lambda sandbox: tell(sandbox.by(by, "GET", path))


def status(answer: Answer) -> int:
    return answer.status


def anonymous(sandbox: Sandbox) -> tuple[int, str | None]:
    answer = sandbox.send("GET", CLIENTS)
    return answer.status, answer.error_type


def bad_token(sandbox: Sandbox) -> int:
    return sandbox.send("GET", CLIENTS, headers={"authorization": "Bearer x"}).status


def by_cookie(sandbox: Sandbox) -> int:
    token = sandbox.login("owner_a")["accessToken"]
    return sandbox.send("GET", CLIENTS, headers={"cookie": f"accessToken={token}"}).status


def of_several_companies(answer: Answer) -> bool:
    return len({row["company_id"] for row in answer.body["campaigns"]}) > 1


def rate_headers(answer: Answer) -> bool:
    return "x-ratelimit-limit" in answer.headers


def null_kept(sandbox: Sandbox) -> Any:
    sandbox.by("owner_a", "PUT", "/api/settings/url", {"enrichment1": None})
    return sandbox.by("owner_a", "GET", "/api/settings/url").body["settings"].get("enrichment1")


def doubled(answer: Answer) -> int:
    ids = [row["id"] for row in answer.body["clients"]]
    return len(ids) - len(set(ids))


def lost_in_a_walk(sandbox: Sandbox) -> int:
    """How many clients no page of a walk shows."""
    every = {row["id"] for row in sandbox.by("owner_a", "GET", CLIENTS).body["clients"]}
    path: str | None = f"{CLIENTS}?limit=3"
    while path:
        page = sandbox.by("owner_a", "GET", path).body
        every -= {row["id"] for row in page["clients"]}
        path = f"{CLIENTS}?limit=3&nextToken={page['nextToken']}" if page.get("nextToken") else None
    return len(every)


def batch_of_501(sandbox: Sandbox) -> tuple[int, Any, int]:
    """The status of a batch, what it counts as created, and the total of its client's leads."""
    client = new_client(sandbox)
    row = {"client_id": client["client_id"], "firstName": "A", "lastName": "B"}
    answer = sandbox.by("owner_a", "POST", "/api/leads", {"leads": [row] * 501})
    return answer.status, answer.body.get("created"), listing(sandbox, client)["total"]


UNREADABLE, STRANGE = "/api/clients?limit=x", "/api/clients?x=y"


@probes(
    Probe(routes_credentials.AnonymousIs404, anonymous, (401, "no_valid_credentials"), (404, "not_found")),
    Probe(routes_credentials.RefusalOfNoGroup, anonymous, (401, "no_valid_credentials"), (401, "unauthorized")),
    Probe(routes_credentials.BadTokenBreaksServer, bad_token, 401, 500),
    Probe(routes_credentials.CookieRefused, by_cookie, 200, 401),
    Probe(routes_errors.ErrorsBare, got(UNREADABLE, lambda answer: "success" in answer.body), True, False),
    Probe(routes_errors.ErrorsSaySuccess, got(UNREADABLE, lambda answer: answer.body["success"]), False, True),
    Probe(routes_errors.LimitBreaksServer, got(UNREADABLE, status), 400, 500),
    Probe(
        routes_requests.UnknownParameterEmpties, got(STRANGE, lambda answer: answer.body["clients"] == []), False, True
    ),
    Probe(routes_limits.ErrorsWithoutRateHeaders, got(UNREADABLE, rate_headers), True, False),
    Probe(routes_pages.FirstRowDoubled, got(f"{CLIENTS}?limit=2", doubled), 0, 1),
    Probe(routes_pages.FirstRowDoubled, lost_in_a_walk, 0, 0),
    Probe(routes_leads.BatchUnbounded, batch_of_501, (400, None, 0), (201, 501, 501)),
    Probe(routes_pages.LimitDoubled, got(f"{CLIENTS}?limit=1", lambda answer: len(answer.body["clients"])), 1, 2),
    Probe(routes_settings.SettingsNullMadeText, null_kept, None, "null"),
    Probe(routes_walls.ListOfAllCompanies, got(CAMPAIGNS, of_several_companies), False, True),
    Probe(routes_leads.UnknownLeadIs410, got("/api/enrich-leads/none", status), 404, 410),
)
def test_a_route_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


@pytest.mark.parametrize(
    ("defect", "told"),
    [(routes_successes.SuccessIs202, (202, True)), (routes_successes.ResourceUnderData, (200, False))],
)
def test_a_success_is_answered_otherwise_with_the_defect(
    build: Build, defect: type[Defect], told: tuple[int, bool]
) -> None:
    look = got(CLIENTS, lambda answer: (answer.status, "clients" in answer.body))
    assert (look(build()), look(build(defect("listClients")))) == ((200, True), told)


@pytest.mark.parametrize(
    ("defect", "path", "tell"),
    [
        (routes_errors.ErrorsBare, "/api/clients?limit=x", lambda answer: "success" in answer.body),
        (routes_successes.SuccessIs202, CLIENTS, status),
        (routes_successes.BodyCalledText, CLIENTS, lambda answer: answer.headers["content-type"]),
        (routes_limits.ErrorsWithoutRateHeaders, UNREADABLE, rate_headers),
    ],
)
def test_the_other_routes_stay_as_they_are(
    build: Build, defect: type[Defect], path: str, tell: Callable[[Answer], Any]
) -> None:
    look = got(path, tell)
    assert look(build(defect("listCampaigns"))) == look(build())
