"""What an operation is: a method and a path, who may call it, and the function that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tests.second.choices import Choices
from tests.second.identity import Kind
from tests.second.people import User
from tests.second.tables import Row
from tests.second.world import World

Takes = Literal["jwt", "key", "any", "open"]
"""The credentials that count; `open` is for operations of which the contract does not say it."""

Answer: TypeAlias = tuple[int, Row]
"""The status, and the body without `success`."""


@dataclass(frozen=True)
class Call:
    """One request of somebody who is known."""

    world: World
    user: User
    claims: Row
    query: Mapping[str, str]
    body: Row
    path_id: str = ""

    @property
    def choices(self) -> Choices:
        """What the server does where it is free."""
        return self.world.choices

    def new_row(self, identifier: str, **values: object) -> Row:
        """A record of the caller's, made now, in no table yet."""
        now = self.world.clock.now()
        own = {"owner": self.user.id, "company_id": self.user.company}
        return {"id": identifier, **values, **own, "createdAt": now, "updatedAt": now}


@dataclass(frozen=True)
class Operation:
    """One of the API's operations.

    Args:
        method: The HTTP method.
        path: The path below `/api`.
        answer: What answers a call.
        takes: The credentials that count.
        company: Whether the caller has to be in a company.
        lists: The key of the rows, where the operation is a list that may be empty for whoever is in no company.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    answer: Callable[[Call], Answer]
    takes: Takes = "open"
    company: bool = True
    lists: str | None = None

    def counting(self, choices: Choices) -> frozenset[Kind]:
        """The kinds of credentials that count."""
        if self.takes == "jwt" or (self.takes == "open" and not choices.keys_everywhere):
            return frozenset({"jwt"})
        return frozenset({"key"}) if self.takes == "key" else frozenset({"jwt", "key"})
