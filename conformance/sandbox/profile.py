"""The profile of a running sandbox: all its actors, as a TOML file that only its owner can read."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from conformance.sandbox.actors import Actor
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

TASK_BOUND = 30
ANSWER_BOUND = 10
YEARS = 10 * 365 * 86_400


def written(application: "Application", base_url: str, path: Path) -> None:
    """Write the profile in one step, so that nobody reads half of it. Raises OSError where that is impossible."""
    with application.store.transaction():
        text = rendered(application, base_url)
    # The temporary file is made readable by its owner alone.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:  # whatever it is, it is raised again
        Path(name).unlink(missing_ok=True)
        raise


def rendered(application: "Application", base_url: str) -> str:
    """The profile's text."""
    options = application.options
    lines = [
        f"base_url = {_quoted(base_url)}",
        'allow = ["permanent", "singleton", "billable"]',
        'scope = ["all"]',
        f"bounds = {{consistency = {_number(2 * options.lag)}, task = {TASK_BOUND}, answer = {ANSWER_BOUND}}}",
        f"limits = {{window = {_number(options.window)}, "
        + ", ".join(f"{tier} = {rate}" for tier, rate in options.rates.items())
        + "}",
    ]
    for company in application.seeding.companies:
        lines += ["", f"[companies.{company}]", "disposable = true", "exclusive = true"]
    for actor in application.seeding.actors.values():
        lines += ["", f"[actors.{actor.name}]", *_actor(actor)]
    lines += ["", "[credentials]"]
    lines += [f"{name} = {_quoted(token)}" for name, token in negative_credentials(application).items()]
    return "\n".join(lines) + "\n"


def negative_credentials(application: "Application") -> dict[str, str]:
    """Credentials of `owner_a` that must be refused and that only the identity provider can make."""
    tokens, now = application.tokens, application.clock()
    actor = application.seeding.actors["owner_a"]
    claims = tokens.access_claims(actor.user_id, actor.username, platform_admin=False, now=now)
    past = int(now) - 2 * tokens.seconds
    expired: Object = {**claims, "iat": past, "auth_time": past, "exp": past + tokens.seconds}
    not_yet: Object = {**claims, "nbf": int(now) + YEARS, "exp": int(now) + YEARS + tokens.seconds}
    rotated = tokens.new_refresh_token(actor.user_id, now)
    tokens.use_up(tokens.digest(rotated), now)
    return {
        "expired": tokens.signed(expired),
        "not_yet_valid": tokens.signed(not_yet),
        "wrong_issuer": tokens.signed({**claims, "iss": f"{tokens.issuer}0"}),
        "wrong_audience": tokens.signed({**claims, "client_id": f"{tokens.audience}0"}),
        "federated": tokens.signed({**claims, "iss": tokens.federated_issuer}, tokens.federated_key),
        "rotated": rotated,
    }


def _actor(actor: Actor) -> list[str]:
    values = {
        "company": actor.company,
        "role": actor.role,
        "tier": actor.tier,
        "username": actor.username,
        "password": actor.password,
        "user_id": actor.user_id,
        "api_key": actor.api_key,
    }
    return [f"{name} = {_quoted(value)}" for name, value in values.items() if value]


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string.
    return orjson.dumps(text).decode()


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
