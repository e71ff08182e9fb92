"""Profiles: what the harness may know of a target, as TOML (ARCHITECTURE: Words, Profile).

`references/profile.schema.json` is the published schema of these models.
"""

import os
import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from conformance import levels
from conformance.errors import UsageError
from conformance.origin import Origin
from conformance.redaction import SHORTEST
from conformance.value_faults import first_fault

Consent = Literal["production", "permanent", "singleton", "billable"]
Scope = Literal["single-user", "core", "bulk", "admin", "limits", "processing", "billable", "all"]
SecretName = Literal["password", "token", "api_key"]
NegativeCredential = Literal[
    "expired", "not_yet_valid", "wrong_issuer", "wrong_audience", "federated", "rotated"
]  # what nobody can make from outside (ARCHITECTURE: Words, Actor)

NEGATIVE_CREDENTIALS: dict[NegativeCredential, str] = {
    "expired": "an access token of owner_a's that the service signed and whose time is over",
    "not_yet_valid": "an access token of owner_a's that the service signed and whose `nbf` lies in the future",
    "wrong_issuer": "an access token of owner_a's that is well signed and whose `iss` is another",
    "wrong_audience": "an access token of owner_a's that is well signed and made for another app (`aud`, `client_id`)",
    "federated": "a token that a federated identity provider of the service signed, such as Google",
    "rotated": "a refresh token of owner_a's in whose place a refresh has given another, tried beside one of the run's",
}
"""What each of them is, for whoever fills in a profile: whole tokens, none of which opens anything."""

_COMPANYLESS = re.compile(r"newcomer_\d+|platform_admin")
"""The actors who may have no company."""


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

    def of(self, tier: Literal["standard", "premium"]) -> int:
        """Requests a window of a tier."""
        return self.premium if tier == "premium" else self.standard


class Company(_Part):
    """A company of the target: `disposable` may be filled for good, `exclusive` is used by nobody else."""

    disposable: bool = False
    exclusive: bool = False


class ActorProfile(_Part):
    """Somebody with credentials; a secret stands here itself or in the environment variable that `…_env` names."""

    company: Annotated[str | None, Field(description="One of [companies]; nobody without a company has one.")] = None
    tier: Annotated[
        Literal["standard", "premium"], Field(description="Whose rate is theirs, of those under [limits].")
    ] = "standard"
    role: Annotated[
        Literal["Owner", "Admin", "Member"] | None,
        Field(description="The role in the company, which doctor compares with the target's answer."),
    ] = None
    username: str | None = None
    password: Annotated[str | None, Field(repr=False)] = None
    password_env: str | None = None
    token_env: Annotated[
        str | None, Field(description="An environment variable with an access token, for who has no password.")
    ] = None
    user_id: Annotated[str | None, Field(description="The `sub` of their tokens; an API key needs it.")] = None
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
        """The secret of that name, from the profile or its environment variable.

        UsageError where the variable is unset, and for what is too short to be found again in what is written.
        """
        variable: str | None = getattr(self, f"{name}_env")
        value: str | None = os.environ.get(variable) if variable else None if name == "token" else getattr(self, name)
        if variable and not value:
            raise UsageError(f"the environment variable {variable} is not set", f"Set it to the {name} it stands for")
        if value and len(value) < SHORTEST:
            whose = f"of {self.username} " if self.username else ""
            raise UsageError(
                f"the {name} {whose}has fewer than {SHORTEST} characters: no report could be kept free of it",
                "Give them a longer one",
            )
        return value


class Profile(_Part):
    """A target with its actors, and what the harness may do there."""

    base_url: Annotated[str, Field(description="The target's origin, with or without /api.")]
    allow: Annotated[
        tuple[Consent, ...],
        Field(
            description="Effects that you consent to: permanent (nothing deletes it), singleton (settings and the "
            "company's name, put back after), billable (costs money), production (the public origin)."
        ),
    ] = ()
    scope: tuple[Scope, ...] = ("all",)
    bounds: Bounds = Bounds()
    limits: Limits = Limits()
    companies: Annotated[
        dict[str, Company], Field(description="The companies of the actors; `a` and `b` are two that share nothing.")
    ] = {}
    actors: Annotated[
        dict[str, ActorProfile],
        Field(
            description="Who acts, by the names that the scopes need. owner_a, admin_a and member_a are the Owner, an "
            "Admin and a Member of company a, owner_b is the Owner of company b, newcomer_1, newcomer_2 and so on have "
            "no company (a run lets some found one, which nothing undoes), platform_admin may read the admin lists. "
            "The limit_ ones are used by nothing else: limit_standard_neighbour_a is in the company of limit_standard, "
            "limit_standard_neighbour_b in another, and so with limit_premium."
        ),
    ] = {}
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

    def require_companies(self) -> None:
        """Insist that everybody who may have a company names it; UsageError otherwise.

        Nobody could say whether what they make lands in a company that others share.
        """
        for name, actor in self.actors.items():
            if actor.company is None and not _COMPANYLESS.fullmatch(name):
                raise UsageError(f"actors.{name} names no company", "Add company, one of [companies], to it")


def schema() -> dict[str, Any]:
    """The JSON Schema of a profile, which says what each scope needs and what each negative credential is."""
    model = Profile.model_json_schema()
    model["properties"]["scope"]["description"] = f"What to prove. {' '.join(map(_scope, levels.load().scopes))}"
    model["properties"]["credentials"] |= {
        "description": "Tokens that must be refused and that only the service or its identity provider can make. "
        "Each is optional: what refuses one that is not here is not tested, but for rotated.",
        "properties": {name: {"type": "string", "description": text} for name, text in NEGATIVE_CREDENTIALS.items()},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model,
        "title": "Profile of a target of the LeadGenius conformance harness",
    }


def _scope(name: str) -> str:
    """What a scope is about and whom it needs, those of the scopes that it takes along not told again."""
    scope = levels.load().scopes[name]
    needs = list(scope.needs)
    if scope.newcomers > 1:
        needs = [each for each in needs if each != "newcomer_1"] + [f"up to {scope.newcomers} newcomers"]
    parts = [f"{name}: {scope.about}"]
    needs += scope.credentials
    parts += [f"Needs {', '.join(needs)}."] if needs else []
    parts += [f"Takes {', '.join(scope.extends)} along."] if scope.extends else []
    return " ".join(parts)


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
