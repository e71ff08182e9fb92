"""The people of every sandbox: who they are to their company, and at which tier."""

from dataclasses import dataclass

NEWCOMERS = 20


@dataclass(frozen=True)
class Part:
    """What an actor is, before a database gives it a name, a password and a key. `company`: the profile's word."""

    name: str
    company: str | None = None
    role: str | None = None
    tier: str = "premium"
    platform_admin: bool = False


@dataclass(frozen=True)
class Actor(Part):
    """An actor of one database, with what it takes to act as it."""

    username: str = ""
    password: str = ""
    user_id: str = ""
    api_key: str = ""


def _limit_parts(tier: str) -> tuple[Part, ...]:
    name = f"limit_{tier}"
    return (
        Part(name, name, "Owner", tier),
        Part(f"{name}_neighbour_a", name, "Member", tier),
        Part(f"{name}_neighbour_b", f"{name}_b", "Owner", tier),
    )


CAST: tuple[Part, ...] = (
    Part("owner_a", "a", "Owner"),
    Part("member_a", "a", "Member"),
    Part("admin_a", "a", "Admin"),
    Part("owner_b", "b", "Owner"),
    *(Part(f"newcomer_{number}") for number in range(1, NEWCOMERS + 1)),
    Part("platform_admin", "platform", "Owner", platform_admin=True),
    *_limit_parts("standard"),
    *_limit_parts("premium"),
)
"""An Owner stands before the other members of its company."""
