"""Users and companies."""

import hmac
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Literal

from tests.second.clock import Clock
from tests.second.ids import Ids
from tests.second.tables import Row

Role = Literal["Owner", "Admin", "Member"]
Tier = Literal["standard", "premium"]


@dataclass
class Window:
    """How much of a budget is used up until when (seconds since 1970)."""

    end: int = 0
    used: int = 0


@dataclass
class User:
    """Somebody who may log in. Without a company, `company` is empty and `role` is None."""

    id: str
    label: str
    username: str
    password: str
    key: str
    tier: Tier
    admin: bool
    company: str = ""
    role: Role | None = None
    window: Window = field(default_factory=Window)

    @property
    def leads_company(self) -> bool:
        """Whether this is an Owner or an Admin."""
        return self.role in ("Owner", "Admin")


class People:
    """All users by their id, name and keys, and the companies."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self.users: dict[str, User] = {}
        self.companies: dict[str, Row] = {}
        self._names: dict[str, User] = {}
        self._keys: dict[str, str] = {}
        self._ids = ids
        self._clock = clock

    def new_company(self, name: str, owner: str) -> Row:
        """A company of this name; `owner` is the id of its Owner."""
        now = self._clock.now()
        identifier = self._ids.new("company", f"Org:{secrets.token_hex(3)}+{self._ids.serial()}")
        row: Row = {"id": identifier, "name": name, "owner": owner, "createdAt": now, "updatedAt": now}
        self.companies[identifier] = row
        return row

    def new_user(
        self, label: str, *, company: str = "", role: Role | None = None, tier: Tier = "standard", admin: bool = False
    ) -> User:
        """A user with a password and an API key, in a company or in none."""
        user = User(
            id=str(uuid.uuid4()),
            label=label,
            username=f"{label}.{secrets.token_hex(2)}@people.example",
            password="Pw-" + secrets.token_urlsafe(9),
            key="",
            tier=tier,
            admin=admin,
            company=company,
            role=role,
        )
        user.key = self.new_key(user)
        self.users[user.id] = user
        self._names[user.username] = user
        return user

    def new_key(self, user: User) -> str:
        """One more API key of a user."""
        key = "lgp_" + secrets.token_urlsafe(24)
        self._keys[key] = user.id
        return key

    def with_password(self, username: str, password: str) -> User | None:
        """Who has this name and this password."""
        user = self._names.get(username.strip().lower())
        if user and hmac.compare_digest(user.password.encode(), password.encode("utf-8", "surrogatepass")):
            return user
        return None

    def with_key(self, key: str, identifier: str) -> User | None:
        """Who has this API key, if it is whom the caller says to be."""
        holder = self._keys.get(key, "")
        if not identifier or not hmac.compare_digest(holder.encode(), identifier.encode("utf-8", "surrogateescape")):
            return None
        return self.users[holder]
