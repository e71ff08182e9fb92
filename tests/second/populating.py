"""Who is there when the server starts, what two companies hold, and the profile that tells the harness."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tests.second import limits, scraping, settings
from tests.second.clients import new_client
from tests.second.operations import Call
from tests.second.people import Role, Tier, User
from tests.second.tables import Row
from tests.second.world import World

NEWCOMERS = 9
TASK_BOUND, ANSWER_BOUND = 15, 10
_STANDING = {
    "url": {"enrichment2": "https://service.example/2"},
    "agent": {"enrichment2AgentId": "agent-2"},
    "sdr-ai": {"message2AgentId": "agent-m2"},
}


@dataclass(frozen=True)
class Population:
    """The people that the harness may be: all of them, and those of the companies `a` and `b` by the company."""

    world: World
    users: tuple[User, ...]
    companies: dict[str, Row]

    @property
    def owner(self) -> User:
        """The Owner of the company `a`."""
        return self.world.people.users[self.companies["a"]["owner"]]


def populated(world: World) -> Population:
    """Let people in: two companies with everybody that a whole run asks for, newcomers, and a platform admin."""
    companies = {"a": world.people.new_company("Alder & Co", ""), "b": world.people.new_company("Birch Ltd", "")}
    users: list[User] = []

    # whoever spends no budget on purpose has the large one: runs are paced by it
    def let_in(label: str, company: str = "", role: Role | None = None, tier: Tier = "premium") -> User:
        identifier = companies[company]["id"] if company else ""
        user = world.people.new_user(label, company=identifier, role=role, tier=tier, admin=label == "platform_admin")
        users.append(user)
        return user

    for company in companies:
        companies[company]["owner"] = let_in(f"owner_{company}", company, "Owner").id
        let_in(f"admin_{company}", company, "Admin")
        let_in(f"member_{company}", company, "Member")
    let_in("member_a2", "a", "Member")
    tiers: tuple[Tier, ...] = ("standard", "premium")
    for tier in tiers:
        let_in(f"limit_{tier}", "a", "Member", tier)
        for company in companies:
            let_in(f"limit_{tier}_neighbour_{company}", company, "Member", tier)
    for number in range(1, NEWCOMERS + 1):
        let_in(f"newcomer_{number}")
    let_in("platform_admin")
    population = Population(world, tuple(users), companies)
    if world.choices.prefilled:
        for row in companies.values():
            _fill(world, world.people.users[row["owner"]])
    return population


def profile(population: Population) -> str:
    """The profile (TOML) that lets the harness do everything to this server."""
    world, names = population.world, {row["id"]: name for name, row in population.companies.items()}
    bounds = {"consistency": world.choices.lag * 2, "task": TASK_BOUND, "answer": ANSWER_BOUND}
    lines = [
        f"base_url = {_text(world.origin)}",
        'allow = ["permanent", "singleton", "billable"]',
        'scope = ["all"]',
        _table("bounds", bounds),
        _table("limits", {"window": world.choices.window, **limits.BUDGETS}),
        *(_table(f"companies.{name}", {"disposable": True, "exclusive": True}) for name in population.companies),
    ]
    for user in population.users:
        place = {"company": names[user.company], "role": user.role} if user.company else {}
        secrets = {"username": user.username, "password": user.password, "user_id": user.id, "api_key": user.key}
        lines.append(_table(f"actors.{user.label}", {**place, "tier": user.tier, **secrets}))
    lines.append(_table("credentials", world.tokens.unusable(population.owner)))
    return "\n".join(lines) + "\n"


def _fill(world: World, owner: User) -> None:
    """What a company in use holds: two clients with source leads, and settings."""
    call = Call(world, owner, {}, {}, {})
    for name in ("Standing one", "Standing two"):
        scraping.found(call, new_client(call, name)["client_id"], 3)
    for kind, values in _STANDING.items():
        settings.write(world, owner.company, kind, dict(values))


def _table(name: str, values: Mapping[str, object]) -> str:
    return "\n".join((f"\n[{name}]", *(f"{key} = {_text(value)}" for key, value in values.items())))


def _text(value: object) -> str:
    """A value as TOML has it; JSON's form is the same for text, numbers and truth."""
    return json.dumps(value, ensure_ascii=False)
