import math

from tests.sandbox.conftest import Build
from tests.sandbox.driver import START, Sandbox

RATES = {"standard": 3, "premium": 5}


def statuses(sandbox: Sandbox, by: str, number: int) -> list[int]:
    return [sandbox.by(by, "GET", "/api/clients").status for _ in range(number)]


def test_a_tier_allows_exactly_its_number_in_a_window(build: Build) -> None:
    sandbox = build(rates=RATES)
    seen = statuses(sandbox, "limit_standard", 4), statuses(sandbox, "limit_premium", 6)
    assert seen == ([200] * 3 + [429], [200] * 5 + [429])


def test_every_answer_to_a_known_caller_carries_the_budget(build: Build) -> None:
    sandbox = build(rates=RATES, window=10)
    remaining = []
    for path in ("/api/clients", "/api/clients?limit=0", "/api/clients"):
        answer = sandbox.by("limit_standard", "GET", path)
        remaining.append(answer.headers["x-ratelimit-remaining"])
        assert answer.headers["x-ratelimit-limit"] == "3"
        assert answer.headers["x-ratelimit-reset"] == str(math.ceil(START + 10))
    assert remaining == ["2", "1", "0"]


def test_all_kinds_of_credential_share_one_budget(build: Build) -> None:
    sandbox = build(rates=RATES)
    sandbox.by("limit_standard", "GET", "/api/clients")
    answer = sandbox.send("GET", "/api/clients", headers=sandbox.key("limit_standard"))
    assert answer.headers["x-ratelimit-remaining"] == "1"


def test_colleagues_and_strangers_have_budgets_of_their_own(build: Build) -> None:
    sandbox = build(rates=RATES)
    statuses(sandbox, "limit_standard", 4)
    seen = [statuses(sandbox, f"limit_standard_neighbour_{which}", 1) for which in "ab"]
    assert seen == [[200], [200]]


def test_a_refused_request_does_nothing(build: Build) -> None:
    sandbox = build(rates=RATES)
    before = len(sandbox.by("limit_standard", "GET", "/api/clients").body["clients"])
    statuses(sandbox, "limit_standard", 2)
    assert sandbox.by("limit_standard", "POST", "/api/clients", {"clientName": "x"}).status == 429
    sandbox.now += 60
    assert len(sandbox.by("limit_standard", "GET", "/api/clients").body["clients"]) == before


def test_a_refusal_says_how_long_to_wait_and_means_it(build: Build) -> None:
    sandbox = build(rates=RATES)
    statuses(sandbox, "limit_standard", 3)
    sandbox.now += 12.5
    refused = sandbox.by("limit_standard", "GET", "/api/clients")
    sandbox.now += int(refused.headers["retry-after"])
    assert (refused.error_type, statuses(sandbox, "limit_standard", 1)) == ("rate_limit_exceeded", [200])


def test_strangers_have_no_budget(sandbox: Sandbox) -> None:
    assert "x-ratelimit-limit" not in sandbox.send("GET", "/api/clients").headers


def test_a_login_costs_nothing(build: Build) -> None:
    sandbox = build(rates=RATES)
    for _ in range(5):
        sandbox.login("limit_standard")
    assert sandbox.by("limit_standard", "GET", "/api/clients").headers["x-ratelimit-remaining"] == "2"
