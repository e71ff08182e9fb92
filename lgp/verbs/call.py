"""`lgp call`: any request, as its answer comes."""

import json
import sys
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

import typer

from conformance import streams
from conformance.errors import UsageError
from conformance.exchange import ABSENT, Exchange, Json
from conformance.lgp import answers, given, paths, standard_input
from conformance.lgp.command import AsJson, Lgp, Yes, opened
from conformance.lgp.refusals import ApiRefused, refused

_AS_TYPED = "/%:@&=+$,;?~!*'()"
"""What stands for itself in a path with a query, percent signs of somebody who has quoted it already included."""

_ABSENT = (404, 405)
"""How services answer what is none of their operations."""

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("call", help="Send any request: `lgp call GET /clients`.")(call)


def call(
    context: typer.Context,
    method: Annotated[str, typer.Argument(metavar="METHOD", help="GET, POST, PUT or DELETE.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The path under /api, with its query.")],
    data: Annotated[
        str | None, typer.Option(metavar="JSON|@FILE|-", help="The body: JSON, a file's, or standard input's.")
    ] = None,
    show_secrets: Annotated[
        bool, typer.Option("--show-secrets", help="Print the tokens and keys that the answer holds.")
    ] = False,
    yes: Yes = False,
    as_json: AsJson = False,  # what a server answers is JSON in any case
) -> None:
    """Print the body of the answer; exit code 1 where it is no 2xx."""
    if method.upper() not in _METHODS:
        raise UsageError(f"there is no method {method}", f"Take one of {', '.join(_METHODS)}")
    under, query = _place(path)
    body = _body(data)
    with opened(context, as_json=as_json, yes=yes) as lgp:
        answer = _sent(lgp, method.upper(), under, query, body, show_secrets=show_secrets)
        answers.require_whole(answer)
        text = _text(answer)
        if show_secrets:
            streams.print_surely(text)
        else:
            sys.stdout.write(lgp.session.redactor.text(text))
            if lgp.session.redactor.hides(text):
                lgp.show.note("secrets of the answer are not shown: --show-secrets prints them")
        if not answer.succeeded:
            raise _refused(lgp, answer, under)


def _place(path: str) -> tuple[str, str]:
    """The path under /api, and the query; UsageError where PATH names another place."""
    try:
        parts = urlsplit(path)
    except ValueError as error:
        raise UsageError("PATH cannot be read", "Give one under /api, such as /clients") from error
    if parts.scheme or parts.netloc:
        raise UsageError("PATH is under /api, such as /clients", "Name the service with --base-url, before the verb")
    under = f"/{parts.path.lstrip('/')}"
    return under.removeprefix("/api") if under.startswith("/api/") else under, parts.query


def _sent(lgp: Lgp, method: str, under: str, query: str, body: Json, *, show_secrets: bool) -> Exchange:
    target = quote(f"/api{under}{f'?{query}' if query else ''}", safe=_AS_TYPED)
    operation = paths.operation(lgp.session.contract, method, under)
    if operation is not None and operation.creates == "api-key" and not show_secrets:
        raise UsageError(
            f"{method} {under} shows the key that it makes this once",
            "Add --show-secrets, or make one with `lgp generate-key`",
        )
    if method == "DELETE":
        lgp.confirm(f"send DELETE {under}, which deletes")
    elif operation is not None and "billable" in operation.effects:
        lgp.confirm(f"send {method} {under}, which is billed")
    return lgp.session.sent(method, target, body, operation)


def _refused(lgp: Lgp, answer: Exchange, under: str) -> ApiRefused:
    """The error of an answer; of what is no operation of the API, with those that were perhaps meant."""
    error = refused(answer, lgp.session.redactor)
    if answer.operation is None and answer.status in _ABSENT:
        error.remedy = paths.remedy(lgp.session.contract, under)
    return error


def _body(data: str | None) -> Json:
    """The body that --data names; UsageError where it is no JSON."""
    if data is None:
        return ABSENT
    try:
        text = (
            standard_input.whole("--data -")
            if data == "-"
            else Path(data[1:]).read_text("utf-8")
            if data[:1] == "@"
            else data
        )
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--data {data} cannot be read", "Name a file with JSON in it") from error
    return given.json_value("--data", text)


def _text(answer: Exchange) -> str:
    """The answer's body: JSON indented and in ASCII, so that nothing in it steers a terminal; another text likewise."""
    if not answer.response.body:
        return ""
    value = answer.response.body.decode("utf-8", "replace") if answer.json is ABSENT else answer.json
    return f"{json.dumps(value, indent=2)}\n"
