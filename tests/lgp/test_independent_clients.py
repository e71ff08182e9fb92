"""Conversations of the API's public clients, which know nothing of this project: plain HTTP, from login to clean-up.

They log in with `POST /auth`, then send both cookies and the bearer token of the same person, say JSON of every
request, even of one without a body, and take a login's answer with or without a `user`.
"""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from conformance import launcher, profile
from conformance.profile import ActorProfile, Profile

PATIENCE = 20.0
LOOK_AGAIN = 0.05

ENDS = ("COMPLETED", "FAILED", "CANCELED", "CRASHED")


class Client:
    """A program of somebody else's: what it knows of the service, it has from the answers."""

    def __init__(self, base_url: str) -> None:
        self.http = httpx.Client(base_url=f"{base_url}/api", headers={"Content-Type": "application/json"}, timeout=30)
        self.user: dict[str, Any] = {}
        self.refresh_token = ""

    def log_in(self, person: ActorProfile) -> httpx.Response:
        """Log in, and remember the tokens as a public client does."""
        return self._tokens("/auth", {"username": person.username, "password": person.secret("password")})

    def refresh(self) -> httpx.Response:
        """Get new tokens for the refresh token, and use them from then on."""
        return self._tokens("/auth/refresh", {"refreshToken": self.refresh_token})

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """The body of a right answer to a question; its `Content-Type` header speaks of a body that there is not."""
        return self._right(self.http.get(path, params=query), 200)

    def post(self, path: str, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
        """The body of a right answer to something new."""
        return self._right(self.http.post(path, json=body), status)

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The body of a right answer to a change."""
        return self._right(self.http.put(path, json=body), 200)

    def delete(self, path: str, body: dict[str, Any] | None = None, **query: str) -> dict[str, Any]:
        """The body of a right answer to a removal, by query or by a body of ids."""
        return self._right(self.http.request("DELETE", path, params=query, json=body), 200)

    def walk(self, path: str, rows: str, **query: str) -> list[dict[str, Any]]:
        """All rows of a listing, page after page, until there is no token."""
        found: list[dict[str, Any]] = []
        token: str | None = ""
        while token is not None:
            page = self.get(path, **query, **({"nextToken": token} if token else {}))
            found += page[rows]
            token = page.get("nextToken")
        return found

    def _tokens(self, path: str, body: dict[str, Any]) -> httpx.Response:
        answer = self.http.post(path, json=body)
        if answer.status_code == 200:
            told = answer.json()
            tokens = told["tokens"]
            self.user = told.get("user") or {}
            self.refresh_token = tokens.get("refreshToken") or self.refresh_token
            self.http.headers["Authorization"] = f"Bearer {tokens['accessToken']}"
            self.http.headers["Cookie"] = f"accessToken={tokens['accessToken']}; idToken={tokens['idToken']}"
        return answer

    @staticmethod
    def _right(answer: httpx.Response, status: int) -> dict[str, Any]:
        assert answer.status_code == status, answer.text
        body: dict[str, Any] = answer.json()
        assert body["success"] is True
        return body


@pytest.fixture(scope="module", params=["login-with-a-user", "login-is-bare"])
def service(request: pytest.FixtureRequest) -> Iterator[Profile]:
    """A sandbox of these conversations, whose login tells of the user, and one whose login does not."""
    variants = ["--variant", request.param] if request.param == "login-is-bare" else []
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=3), "--rate", "premium=100000", *variants]) as file:
        yield profile.read(file)


@pytest.fixture
def person(service: Profile) -> ActorProfile:
    """Who the clients log in as."""
    return service.actors["owner_a"]


@pytest.fixture
def stranger(service: Profile) -> Iterator[Client]:
    """A client that has not logged in."""
    client = Client(service.base_url)
    yield client
    client.http.close()


@pytest.fixture
def client(stranger: Client, person: ActorProfile) -> Client:
    """A client that has logged in."""
    assert stranger.log_in(person).status_code == 200
    return stranger


def lead(client_id: str, number: int, **fields: str) -> dict[str, str]:
    """A lead as clients send it."""
    name = f"Smith {number}"
    email = f"{number}@{client_id}.example"
    return {"client_id": client_id, "firstName": "John", "lastName": name, "email": email, **fields}


def test_a_login_is_enough_to_see_ones_company(stranger: Client, person: ActorProfile) -> None:
    answer = stranger.log_in(person)
    assert answer.json()["success"] is True
    assert answer.json()["tokens"]["expiresIn"] == 3600
    assert stranger.user.get("sub", person.user_id) == person.user_id  # there or not, it is no other
    assert stranger.get("/company")["company"]["owner"] == person.user_id


def test_a_mistyped_password_is_told_and_the_right_one_still_works(stranger: Client, person: ActorProfile) -> None:
    refused = stranger.http.post("/auth", json={"username": person.username, "password": "mistyped"})
    told = refused.json()
    assert (refused.status_code, told["success"]) == (401, False)
    assert (bool(told["error"]), bool(told["errorType"])) == (True, True)
    assert stranger.http.get("/clients").status_code == 401
    assert stranger.log_in(person).status_code == 200
    assert stranger.get("/clients")["clients"] is not None


def test_a_client_is_made_shown_renamed_and_deleted(client: Client, person: ActorProfile) -> None:
    sent = {"clientName": "Acme Corp", "companyURL": "https://acme.com", "description": "Enterprise"}
    made = client.post("/clients", sent)["client"]
    assert {name: made[name] for name in sent} == sent
    assert (made["owner"], made["id"] == made["client_id"]) == (person.user_id, False)
    assert [row["id"] for row in client.get("/clients", clientId=made["id"])["clients"]] == [made["id"]]
    client.put("/clients", {"id": made["id"], "clientName": "Acme Inc"})
    shown = client.get("/clients", clientId=made["id"])["clients"][0]
    assert (shown["clientName"], shown["companyURL"]) == ("Acme Inc", "https://acme.com")
    client.delete("/clients", id=made["id"])
    assert made["id"] not in [row["id"] for row in client.walk("/clients", "clients")]


def test_one_lead_is_made_found_changed_and_deleted(client: Client) -> None:
    owner = client.post("/clients", {"clientName": "One lead"})["client"]
    sent = lead(owner["client_id"], 1, title="VP Engineering", linkedinUrl="https://linkedin.com/in/johnsmith")
    made = client.post("/leads", sent)["lead"]
    listed = client.get("/leads", client_id=owner["client_id"], limit="100")
    assert ([row["id"] for row in listed["leads"]], listed["total"]) == ([made["id"]], 1)
    assert [row["id"] for row in client.get("/find-lead", email=sent["email"])["leads"]] == [made["id"]]
    changed = client.put("/leads", {"id": made["id"], "title": "CTO", "notes": "Updated via API"})["lead"]
    assert (changed["title"], changed["lastName"]) == ("CTO", "Smith 1")
    shown = client.get(f"/enrich-leads/{made['id']}")["lead"]
    assert (shown["notes"], shown["linkedinUrl"]) == ("Updated via API", sent["linkedinUrl"])
    client.delete("/leads", id=made["id"])
    assert client.http.get(f"/enrich-leads/{made['id']}").status_code == 404
    client.delete("/clients", id=owner["id"])


def test_a_batch_is_stored_walked_changed_and_deleted(client: Client) -> None:
    owner = client.post("/clients", {"clientName": "Batch"})["client"]
    rows = [lead(owner["client_id"], number) for number in range(25)]
    told = client.post("/leads", {"leads": rows})
    assert (told["created"], told["skipped"]) == (25, [])
    walked = client.walk("/leads", "leads", client_id=owner["client_id"], limit="10")
    ids = [row["id"] for row in walked]
    assert len(set(ids)) == len(ids) == 25
    assert {row["email"] for row in walked} == {row["email"] for row in rows}
    assert client.put("/leads", {"leads": [{"id": id, "notes": "seen"} for id in ids[:5]]})["updated"] == 5
    notes = [row.get("notes") for row in client.walk("/leads", "leads", client_id=owner["client_id"])]
    assert notes.count("seen") == 5
    assert client.delete("/leads", {"ids": ids[:20]})["deleted"] == 20
    assert client.get("/leads", client_id=owner["client_id"])["total"] == 5
    client.delete("/clients", id=owner["id"], purge="true")
    assert client.http.get(f"/enrich-leads/{ids[-1]}").status_code == 404


def test_a_batch_with_a_bad_row_keeps_the_others_and_names_it(client: Client) -> None:
    owner = client.post("/clients", {"clientName": "Bad row"})["client"]
    good, bad = lead(owner["client_id"], 1), {**lead(owner["client_id"], 2), "lastName": ""}
    told = client.post("/leads", {"leads": [good, bad]})
    assert (told["created"], told["skipped"]) == (1, [bad["email"]])
    kept = client.walk("/leads", "leads", client_id=owner["client_id"])
    assert [row["email"] for row in kept] == [good["email"]]
    client.delete("/leads", {"ids": [row["id"] for row in kept]})
    client.delete("/clients", id=owner["id"])


def test_a_script_without_a_browser_lists_in_bulk_by_a_key_that_it_made(
    client: Client, service: Profile, person: ActorProfile
) -> None:
    owner = client.post("/clients", {"clientName": "Bulk"})["client"]
    client.post("/leads", {"leads": [lead(owner["client_id"], number) for number in range(12)]})
    company = client.get("/company")["company"]["id"]
    key = client.post("/agent-api-keys", {"name": "Extraction", "description": "Nightly"}, 200)["apiKey"]
    assert key.startswith("lgp_")
    assert client.http.get("/enrich-leads/list", params={"companyId": company}).status_code == 401
    script = Client(service.base_url)
    script.http.headers.update({"x-api-key": key, "x-user-id": person.user_id or ""})
    asked = {"companyId": company, "clientId": owner["client_id"], "limit": "5", "fields": "id,email"}
    rows = script.walk("/enrich-leads/list", "leads", **asked)
    assert len({row["id"] for row in rows}) == len(rows) == 12
    assert {name for row in rows for name in row} == {"id", "email"}
    assert script.get("/leads", client_id=owner["client_id"])["total"] == 12
    script.http.close()
    client.delete("/clients", id=owner["id"], purge="true")


def test_the_source_leads_are_listed_in_bulk_too(client: Client, person: ActorProfile) -> None:
    company = client.get("/company")["company"]["id"]
    client.http.headers.update({"x-api-key": person.secret("api_key") or "", "x-user-id": person.user_id or ""})
    rows = client.walk("/source-leads/list", "leads", companyId=company)
    assert {row["company_id"] for row in rows} == {company}
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_bug_and_a_wish_are_reported_without_an_address(client: Client) -> None:
    for path, one, many in (("bugs", "bug", "bugs"), ("enhancements", "enhancement", "enhancements")):
        sent = {"description": f"About {path}", "userEmail": None}
        answer = client.http.post(f"/maintenance/{path}", json=sent)
        assert answer.status_code in (200, 201)
        made = answer.json()[one]
        assert made["id"] in [row["id"] for row in client.get(f"/maintenance/{path}")[many]]


def test_a_campaign_is_made_and_listed(client: Client) -> None:
    made = client.post("/campaigns", {"name": "Q3 Expansion"})
    rows = client.walk("/campaigns", "campaigns")
    assert [row["name"] for row in rows if row["id"] == made["id"]] == ["Q3 Expansion"]


def test_the_pipeline_counts_the_leads_that_were_made_today(client: Client) -> None:
    owner = client.post("/clients", {"clientName": "Pipeline"})["client"]
    before = client.get("/analytics/pipeline")["total"]
    made = client.post("/leads", lead(owner["client_id"], 1, status="qualified"))["lead"]
    after = client.get("/analytics/pipeline")
    assert after["total"] == before + 1
    assert sum(each["count"] for each in after["stages"]) == after["total"]
    client.delete("/leads", id=made["id"])
    client.delete("/clients", id=owner["id"])


def test_an_enrichment_is_started_and_followed_to_its_end(client: Client) -> None:
    owner = client.post("/clients", {"clientName": "Enriched"})["client"]
    made = client.post("/leads", lead(owner["client_id"], 1))["lead"]
    job = client.post("/enrichment/trigger", {"leadIds": [made["id"]]}, 200)["jobId"]
    due = time.monotonic() + PATIENCE
    state = ""
    while not state.upper().startswith(ENDS) and time.monotonic() < due:
        state = client.get("/trigger-task-status", runId=job)["status"]
        time.sleep(LOOK_AGAIN)  # as any client polls a run, within the bound above
    assert state.upper().startswith("COMPLETED")
    client.delete("/clients", id=owner["id"], purge="true")


def test_new_tokens_are_the_same_persons_and_go_on_with_the_work(client: Client, person: ActorProfile) -> None:
    owner = client.post("/clients", {"clientName": "Refreshed"})["client"]
    before = client.http.headers["Authorization"]
    assert client.refresh().status_code == 200
    assert client.http.headers["Authorization"] != before
    made = client.post("/leads", lead(owner["client_id"], 1))["lead"]
    assert made["owner"] == person.user_id
    assert client.refresh().status_code == 200  # by the token that the first refresh gave
    client.delete("/leads", id=made["id"])
    client.delete("/clients", id=owner["id"])


@pytest.mark.parametrize("left_out", ["Authorization", "Cookie"])
def test_cookies_and_bearer_each_go_on_without_the_other(client: Client, left_out: str) -> None:
    owner = client.post("/clients", {"clientName": "Either"})["client"]
    del client.http.headers[left_out]
    assert [row["id"] for row in client.get("/clients", clientId=owner["id"])["clients"]] == [owner["id"]]
    client.delete("/clients", id=owner["id"])


def test_every_answer_tells_what_remains_of_the_window(client: Client) -> None:
    first, second = client.http.get("/clients"), client.http.get("/company")
    limits = [int(answer.headers["X-RateLimit-Limit"]) for answer in (first, second)]
    remaining = [int(answer.headers["X-RateLimit-Remaining"]) for answer in (first, second)]
    assert limits[0] == limits[1]
    assert all(0 <= each < limits[0] for each in remaining)
    assert int(second.headers["X-RateLimit-Reset"]) >= time.time() - 1


def test_what_is_not_there_is_told_in_the_form_of_errors(client: Client) -> None:
    answer = client.http.get("/enrich-leads/nothing-of-that-id")
    told = answer.json()
    assert (answer.status_code, told["success"], told["errorType"]) == (404, False, "not_found")
    assert {"error", "details", "recommendation"} <= set(told)
