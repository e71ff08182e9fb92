"""What should be there: a client and a lead as the model has them, with the values that were last sent."""

from dataclasses import dataclass, field
from typing import Any, Literal

from conformance.exchange import Exchange

Row = dict[str, Any]

How = Literal["alone", "batch"]
"""Whether a call named one record, or a list of them."""


@dataclass
class KnownClient:
    """A client of a sequence; `fields` are the values last sent, `made_by` its create."""

    id: str
    client_id: str
    fields: Row
    made_by: Exchange


@dataclass
class KnownLead:
    """A lead of a sequence; `fields` are the values last sent, and `born` says how it was made.

    `changed` gives the fields that updates have sent, and `calls` the writes that made it what it is.
    """

    id: str
    client: int
    fields: Row
    born: How
    calls: list[Exchange]
    changed: set[str] = field(default_factory=set)

    @property
    def email(self) -> str:
        """The e-mail address, which tells it in every view."""
        return str(self.fields["email"])
