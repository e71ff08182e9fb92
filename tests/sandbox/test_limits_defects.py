from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import limits_answers, limits_budgets, limits_counting
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import START, Answer, Sandbox

RATES: dict[str, Any] = {"rates": {"standard": 10, "premium": 12}}
USER = "limit_standard"


def spent(sandbox: Sandbox, number: int = 10, by: str = USER) -> list[int]:
    return [sandbox.by(by, "GET", "/api/clients").status for _ in range(number)]


def served(number: int) -> Callable[[Sandbox], int]:
    return lambda sandbox: spent(sandbox, number).count(200)


def after_spending(method: str, path: str, body: Any = None) -> Callable[[Sandbox], int]:
    def look(sandbox: Sandbox) -> int:
        spent(sandbox)
        return sandbox.by(USER, method, path, body).status

    return look


def by_key_after_spending(sandbox: Sandbox) -> int:
    spent(sandbox)
    return sandbox.send("GET", "/api/clients", headers=sandbox.key(USER)).status


def forwarded_after_spending(sandbox: Sandbox) -> int:
    spent(sandbox)
    return sandbox.send("GET", "/api/clients", headers={**sandbox.bearer(USER), "x-forwarded-for": "10.0.0.9"}).status


def neighbour_after_spending(actor: str, first: str = USER) -> Callable[[Sandbox], int]:
    def look(sandbox: Sandbox) -> int:
        spent(sandbox, 12, first)
        return sandbox.by(actor, "GET", "/api/clients").status

    return look


def refusal(sandbox: Sandbox) -> Answer:
    spent(sandbox)
    return sandbox.by(USER, "GET", "/api/clients")


def header(name: str) -> Callable[[Sandbox], str | None]:
    def look(sandbox: Sandbox) -> str | None:
        spent(sandbox, 1)
        return sandbox.by(USER, "GET", "/api/clients").headers.get(f"x-ratelimit-{name}")

    return look


def clients_after_refusal(sandbox: Sandbox) -> Any:
    before = len(sandbox.by(USER, "GET", "/api/clients").body["clients"])
    spent(sandbox, 9)
    status = sandbox.by(USER, "POST", "/api/clients", {"clientName": "x"}).status
    sandbox.now += 60
    return status, len(sandbox.by(USER, "GET", "/api/clients").body["clients"]) - before


def after_the_window(sandbox: Sandbox) -> int:
    spent(sandbox, 11)
    sandbox.now += 61
    return sandbox.by(USER, "GET", "/api/clients").status


def served_to_keys(sandbox: Sandbox) -> int:
    return [sandbox.send("GET", "/api/clients", headers=sandbox.key(USER)).status for _ in range(20)].count(200)


def served_to_premium(sandbox: Sandbox) -> int:
    return spent(sandbox, 20, "limit_premium").count(200)


def remaining(sandbox: Sandbox) -> int:
    return int(sandbox.by(USER, "GET", "/api/clients").headers["x-ratelimit-remaining"])


def fell_by_a_login(sandbox: Sandbox) -> int:
    before = remaining(sandbox)
    sandbox.login(USER)
    return before - remaining(sandbox)


def fell_by_an_event(sandbox: Sandbox) -> int:
    made = sandbox.by(USER, "POST", "/api/webhook-workbench", {"name": "x", "platform": "generic"})
    before = remaining(sandbox)
    path = "/api" + made.body["webhookUrl"].split("/api", 1)[1]
    assert sandbox.send("POST", path, {"event": "x"}).status == 200
    return before - remaining(sandbox)


LIST = ("GET", "/api/clients")
STRANGER = "limit_standard_neighbour_b"


@probes(
    Probe(limits_budgets.FiveTooMany, served(20), 10, 15, RATES),
    Probe(limits_budgets.OperationIsUnlimited, after_spending(*LIST), 429, 200, RATES),
    Probe(limits_budgets.KeysAreUnlimited, by_key_after_spending, 429, 200, RATES),
    Probe(limits_budgets.StandardIsNinety, served(20), 10, 9, RATES),
    Probe(limits_budgets.BudgetPerCredential, by_key_after_spending, 429, 200, RATES),
    Probe(limits_budgets.ColleaguesShareBudget, neighbour_after_spending("member_a", "owner_a"), 200, 429, RATES),
    Probe(limits_budgets.TenantsShareBudget, neighbour_after_spending(STRANGER), 200, 429, RATES),
    Probe(limits_budgets.ForwardedForRenewsBudget, forwarded_after_spending, 429, 200, RATES),
    Probe(limits_counting.KeysAreNotCounted, served_to_keys, 10, 20, RATES),
    Probe(limits_counting.PremiumIsNinety, served_to_premium, 12, 10, RATES),
    Probe(limits_counting.PremiumIsUnlimited, served_to_premium, 12, 20, RATES),
    Probe(limits_counting.RefusalIs503, lambda s: refusal(s).status, 429, 503, RATES),
    Probe(limits_counting.LoginsCount, fell_by_a_login, 1, 2, RATES),
    Probe(limits_counting.EventsCount, fell_by_an_event, 1, 2, RATES),
    Probe(limits_answers.RetryAfterMissing, lambda s: refusal(s).headers.get("retry-after"), "60", None, RATES),
    Probe(limits_answers.RetryAfterTooShort, lambda s: refusal(s).headers.get("retry-after"), "60", "1", RATES),
    Probe(limits_answers.RemainingStandsStill, header("remaining"), "8", "10", RATES),
    Probe(limits_answers.RateHeadersMissing, header("limit"), "10", None, RATES),
    Probe(limits_answers.LimitHeaderOfOtherTier, header("limit"), "10", "12", RATES),
    Probe(limits_answers.ResetIsADuration, header("reset"), str(int(START) + 60), "60", RATES),
    Probe(limits_answers.RefusedWriteHappens, clients_after_refusal, (429, 0), (429, 1), RATES),
    Probe(limits_answers.NoRecovery, after_the_window, 200, 429, RATES),
)
def test_budgets_go_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


def test_a_user_is_let_in_again_after_the_second_window(build: Build) -> None:
    sandbox = build(limits_answers.NoRecovery(), **RATES)
    spent(sandbox, 11)
    sandbox.now += 121
    assert sandbox.by(USER, "GET", "/api/clients").status == 200
