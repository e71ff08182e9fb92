"""`lgp settings`: the services and agents that process the company's leads."""

from typing import Annotated, Literal

import typer

from conformance.errors import UsageError
from conformance.lgp import answers, completing, documented, given
from conformance.lgp.command import AsJson, Lgp, group, opened

Kind = Literal["url", "agent", "sdr-ai"]

_OPERATIONS: dict[Kind, str] = {"url": "UrlSettings", "agent": "AgentSettings", "sdr-ai": "SdrSettings"}

OfKind = Annotated[Kind, typer.Argument(metavar="KIND", help="url, agent or sdr-ai.")]


def _names(context: typer.Context, incomplete: str) -> list[str]:
    """The names of the kind that stands before; without an equals sign, behind which a shell would put a blank."""
    kind = context.params.get("kind")
    return completing.fields(f"update{_OPERATIONS[kind]}", incomplete) if kind in _OPERATIONS else []


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "settings", "Show and change what leads are processed with.")
    verbs.command("get", help="Show settings.")(get)
    verbs.command("set", help="Change settings, or make them where there are none; nothing deletes them.")(change)


def get(context: typer.Context, kind: OfKind, as_json: AsJson = False) -> None:
    """Print the settings of a kind; an empty record where there are none."""
    with opened(context, as_json=as_json) as lgp:
        answer = lgp.session.ask(f"get{_OPERATIONS[kind]}", absent=True)
        is_none = answer.status == 404 or answer.at("settings") is None
        known = {} if is_none else answers.record(answer, "settings")
        if not known:
            lgp.show.note(f"there are no {kind} settings yet: `lgp settings set {kind} NAME=VALUE` makes them")
        lgp.show.record(known)


def change(
    context: typer.Context,
    kind: OfKind,
    settings: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME=VALUE",
            help="NAME= clears one; NAME=- reads a line of standard input.",
            autocompletion=_names,
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Print the settings as they are then; what is not named stays as it is."""
    with opened(context, as_json=as_json) as lgp:
        body = _body(lgp, kind, settings)
        answer = lgp.session.ask(f"update{_OPERATIONS[kind]}", json=body, absent=True)
        if not answer.succeeded:
            answer = lgp.session.ask(f"create{_OPERATIONS[kind]}", json=body)
        lgp.show.record(answers.record(answer, "settings"))


def _body(lgp: Lgp, kind: Kind, settings: list[str]) -> dict[str, str]:
    """The settings by name; UsageError, before anything is read, where one has no documented name."""
    names = documented.fields(lgp.session.contract, f"update{_OPERATIONS[kind]}")
    pairs = [given.pair(each) for each in settings]
    names_given = [name for name, _ in pairs]
    if twice := next((each for each in names_given if names_given.count(each) > 1), None):
        raise UsageError(f"{twice} is given twice", "Give each setting one value")
    for name, _ in pairs:
        documented.require(name, names, f"{kind} setting")
    body = {name: given.from_input(name) if value == given.FROM_INPUT else value for name, value in pairs}
    for name, value in pairs:
        if name in lgp.session.contract.secret_names:
            lgp.session.redactor.learn(f"your.{name}", body[name])
            if value not in ("", given.FROM_INPUT):
                lgp.show.note(f"a key on the command line can be read by others: pipe it in with {name}=-")
    return body
