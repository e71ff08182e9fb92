"""Profiles: what the harness may know of a target, as TOML (DESIGN, Words: Profile).

`references/profile.schema.json` is the published schema of these models.
"""

import os
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from conformance.errors import UsageError
from conformance.origin import Origin
from conformance.value_faults import first_fault

Consent = Literal["production", "permanent", "singleton", "billable"]
Scope = Literal["single-user", "core", "bulk", "admin", "limits", "processing", "billable", "all"]
SecretName = Literal["password", "token", "api_key"]
NegativeCredential = Literal[
    "expired", "not_yet_valid", "wrong_issuer", "wrong_audience", "federated", "rotated"
]  # what nobody can make from outside (DESIGN, Words: Actor)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bounds(_Part):
    """How long, in seconds, a view may lag behind a write, a task may run and an answer may take."""

    consistency: Annotated[float, Field(ge=0, le=300)] = 5
    task: Annotated[float, Field(gt=0, le=3600)] = 30
    answer: Annotated[float, Field(gt=0, le=120)] = 10


class Limits(_Part):
    """The target's rate limit: `window` in seconds, requests a window by tier."""

    window: Annotated[float, Field(gt=0, le=3600)] = 60
    standard: Annotated[int, Field(gt=0)] = 100
    premium: Annotated[int, Field(gt=0)] = 1000


class Company(_Part):
    """A company of the target: `disposable` may be filled for good, `exclusive` is used by nobody else."""

    disposable: bool = False
    exclusive: bool = False


class ActorProfile(_Part):
    """Somebody with credentials; a secret stands here itself or in the environment variable that `…_env` names."""

    company: str | None = None
    tier: Literal["standard", "premium"] = "standard"
    role: Literal["Owner", "Admin", "Member"] | None = None
    username: str | None = None
    password: Annotated[str | None, Field(repr=False)] = None
    password_env: str | None = None
    token_env: str | None = None
    user_id: str | None = None
    api_key: Annotated[str | None, Field(repr=False)] = None
    api_key_env: str | None = None

    @model_validator(mode="after")
    def _one_source_each(self) -> "ActorProfile":
        if self.password is not None and self.password_env is not None:
            raise ValueError("password and password_env exclude each other")
        if self.api_key is not None and self.api_key_env is not None:
            raise ValueError("api_key and api_key_env exclude each other")
        if (self.api_key or self.api_key_env) and not self.user_id:
            raise ValueError("an API key needs the user_id that it belongs to")
        return self

    def secret(self, name: SecretName) -> str | None:
        """The secret of that name, from the profile or its environment variable; UsageError where that is unset."""
        variable: str | None = getattr(self, f"{name}_env")
        if variable is None:
            return None if name == "token" else getattr(self, name)
        value = os.environ.get(variable)
        if not value:
            raise UsageError(f"the environment variable {variable} is not set", f"Set it to the {name} it stands for")
        return value


class Profile(_Part):
    """A target with its actors, and what the harness may do there."""

    base_url: str
    allow: tuple[Consent, ...] = ()
    scope: tuple[Scope, ...] = ("all",)
    bounds: Bounds = Bounds()
    limits: Limits = Limits()
    companies: dict[str, Company] = {}
    actors: dict[str, ActorProfile] = {}
    credentials: Annotated[dict[NegativeCredential, str], Field(repr=False)] = {}
    headers: Annotated[dict[str, str], Field(repr=False)] = {}
    ca_file: Path | None = None
    client_certificate: Path | None = None
    waivers: Path | None = None

    @field_validator("base_url")
    @classmethod
    def _an_origin(cls, value: str) -> str:
        return Origin.parse(value).text

    @model_validator(mode="after")
    def _companies_are_named(self) -> "Profile":
        for name, actor in self.actors.items():
            if actor.company is not None and actor.company not in self.companies:
                raise ValueError(f"actors.{name} is in company {actor.company!r}, which [companies] does not name")
        return self

    @property
    def origin(self) -> Origin:
        """Where the target is."""
        return Origin.parse(self.base_url)


def schema() -> dict[str, Any]:
    """The JSON Schema of a profile."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Profile.model_json_schema(),
        "title": "Profile of a target of the LeadGenius conformance harness",
    }


def consents(names: Collection[str]) -> tuple[Consent, ...]:
    """The consents of `--allow`; UsageError where one is unknown."""
    known: dict[str, Consent] = {each: each for each in get_args(Consent)}
    for name in names:
        if name not in known:
            raise UsageError(f"--allow takes no {name!r}", f"It takes {', '.join(known)}")
    return tuple(known[name] for name in names)


def read(path: Path) -> Profile:
    """The profile in a file; UsageError, naming the key and the remedy, where it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise UsageError(
            f"the profile {path} {reason}", "Write one with `conformance sandbox --profile-out`"
        ) from error
    try:
        return build(tomllib.loads(text), str(path))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the profile {path} is not TOML: {error}", "Mend that line") from error


def build(values: dict[str, Any], name: str) -> Profile:
    """A profile from parsed values; `name` is what an error calls it."""
    try:
        return Profile.model_validate(values)
    except ValidationError as error:
        raise UsageError(f"{name} {first_fault(error)}", "references/profile.schema.json tells the form") from error


def for_one_user(base_url: str, username: str, password: str) -> Profile:
    """The profile of `--base-url --username --password`: one owner, who claims what a single login proves."""
    return build(
        {
            "base_url": base_url,
            "scope": ["single-user"],
            "companies": {"a": {}},
            "actors": {"owner_a": {"company": "a", "username": username, "password": password}},
        },
        "--base-url",
    )
