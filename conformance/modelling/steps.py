"""Steps: what is done to clients and leads, as data that can be kept, told, and done again on fresh records.

A sequence numbers its records itself (client 1, lead 3) and never names an id, so that it means the same on any target.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from conformance.exchange import Json

Fields = Mapping[str, str]
"""Values of a record by the names of its fields."""

Way = Literal["read", "find", "list", "update", "delete", "make", "rename", "purge"]
"""What another tenant tries."""


class _Step(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MakeClient(_Step):
    """A client is made, and looked at."""

    kind: Literal["make client"] = "make client"
    client: int

    def __str__(self) -> str:
        return f"POST /clients: client {self.client}"


class ChangeClient(_Step):
    """Some fields of a client are changed, and the whole client is looked at."""

    kind: Literal["change client"] = "change client"
    client: int
    changes: Fields

    def __str__(self) -> str:
        return f"PUT /clients: client {self.client} gets {_told(self.changes)}"


class RemoveClient(_Step):
    """A client is deleted, with its leads (`purge`) or, having none, alone, and looked for."""

    kind: Literal["remove client"] = "remove client"
    client: int
    purge: bool

    def __str__(self) -> str:
        return f"DELETE /clients{'?purge=true' if self.purge else ''}: client {self.client}"


class MakeLead(_Step):
    """A lead is made alone, and read; `fields` replace some of those that every lead has."""

    kind: Literal["make lead"] = "make lead"
    lead: int
    client: int
    fields: Fields = {}

    def __str__(self) -> str:
        return f"POST /leads: lead {self.lead} in client {self.client}{_with(self.fields)}"


class MakeBatch(_Step):
    """Leads are made in one call, listed, and one of them is read; `rows` replace fields of each."""

    kind: Literal["make batch"] = "make batch"
    client: int
    leads: tuple[int, ...]
    rows: tuple[Fields, ...]

    def __str__(self) -> str:
        each = (f"lead {lead}{_with(row)}" for lead, row in zip(self.leads, self.rows, strict=True))
        return f"POST /leads: a batch in client {self.client} of {', '.join(each)}"


class ChangeLead(_Step):
    """Some fields of a lead are changed, by PUT /leads or under the lead's own path, and the whole lead is read."""

    kind: Literal["change lead"] = "change lead"
    lead: int
    changes: Fields
    by_path: bool = False

    def __str__(self) -> str:
        path = "/enrich-leads/{id}" if self.by_path else "/leads"
        return f"PUT {path}: lead {self.lead} gets {_told(self.changes)}"


class ChangeBatch(_Step):
    """Several leads are changed in one call, each in its own fields, and read."""

    kind: Literal["change batch"] = "change batch"
    leads: tuple[int, ...]
    rows: tuple[Fields, ...]

    def __str__(self) -> str:
        each = (f"lead {lead} gets {_told(row)}" for lead, row in zip(self.leads, self.rows, strict=True))
        return f"PUT /leads: a batch, {', '.join(each)}"


class RemoveLead(_Step):
    """A lead is deleted, looked for, and the others of its client are listed."""

    kind: Literal["remove lead"] = "remove lead"
    lead: int

    def __str__(self) -> str:
        return f"DELETE /leads: lead {self.lead}"


class RemoveBatch(_Step):
    """Leads are deleted in one call, looked for, and the others of their clients are listed."""

    kind: Literal["remove batch"] = "remove batch"
    leads: tuple[int, ...]

    def __str__(self) -> str:
        return f"DELETE /leads: a batch, {', '.join(f'lead {each}' for each in self.leads)}"


class Look(_Step):
    """A lead that nobody touched just now is read."""

    kind: Literal["look"] = "look"
    lead: int

    def __str__(self) -> str:
        return f"GET /enrich-leads/{{id}}: lead {self.lead}"


class WalkPages(_Step):
    """The leads of a client are listed, page by page."""

    kind: Literal["walk"] = "walk"
    client: int
    limit: Annotated[int, Field(ge=1)]

    def __str__(self) -> str:
        return f"GET /leads: the pages of client {self.client}, {self.limit} rows each"


class Intrude(_Step):
    """Another company's owner tries a client, or a lead of it, that is not theirs; the owner looks after it."""

    kind: Literal["intrude"] = "intrude"
    way: Way
    client: int
    lead: int

    def __str__(self) -> str:
        return f"another company: {_INTRUSIONS[self.way].format(client=self.client, lead=self.lead)}"


Step = (
    MakeClient
    | ChangeClient
    | RemoveClient
    | MakeLead
    | MakeBatch
    | ChangeLead
    | ChangeBatch
    | RemoveLead
    | RemoveBatch
    | Look
    | WalkPages
    | Intrude
)

_INTRUSIONS: Mapping[Way, str] = {
    "read": "GET /enrich-leads/{{id}} of lead {lead}",
    "find": "GET /find-lead by the e-mail of lead {lead}",
    "list": "GET /leads of client {client}",
    "update": "PUT /leads of lead {lead}",
    "delete": "DELETE /leads of lead {lead}",
    "make": "POST /leads into client {client}",
    "rename": "PUT /clients of client {client}",
    "purge": "DELETE /clients?purge=true of client {client}",
}

_STEPS: TypeAdapter[tuple[Step, ...]] = TypeAdapter(tuple[Annotated[Step, Field(discriminator="kind")], ...])


def as_json(steps: Sequence[Step]) -> Json:
    """Steps as JSON data."""
    return [each.model_dump(mode="json") for each in steps]


def of_json(value: Json) -> tuple[Step, ...]:
    """The steps of JSON data; ValueError where it is none."""
    try:
        return _STEPS.validate_python(value)
    except ValidationError as error:
        raise ValueError(f"these are no steps: {error.error_count()} errors") from error


def _told(fields: Fields) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in fields.items())


def _with(fields: Fields) -> str:
    return f" with {_told(fields)}" if fields else ""
