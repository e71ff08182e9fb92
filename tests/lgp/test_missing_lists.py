"""A service that succeeds without its list is none of this API's: that is never told as nothing found."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.cli.servers import Answer, answering, say
from tests.lgp.belongings import log_in
from tests.lgp.typed import Lgp

CLIENTS = {"success": True, "clients": [{"id": "1", "client_id": "acme", "clientName": "Acme"}]}

VERBS = {
    "clients list": "clients",
    "clients get acme": "clients",
    "leads list": "leads",
    "leads list --client acme": "leads",
    "leads find --full-name Ada": "leads",
    "leads find --email ada@engines.example": "leads",
    "campaigns list": "campaigns",
    "maintenance bugs list": "bugs",
    "maintenance enhancements list": "enhancements",
    "admin companies": "companies",
    "admin users": "users",
    "search-history list": "searchHistories",
    "search-history get 1": "searchHistories",
    "webhooks list": "webhooks",
    "territory list": "companies",
    "tasks recent": "runs",
    "pipeline": "stages",
}
"""The verbs that list, and the key of the list that each shows."""


@contextmanager
def a_service_that_says(said: dict[str, Any], line: str) -> Iterator[str]:
    """The origin of one that succeeds with this, but for its clients where the line lists something else."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        by_the_way = handler.path.startswith("/api/clients") and VERBS[line] != "clients"
        say(handler, Answer(200, json.dumps(CLIENTS if by_the_way else {"success": True, **said}).encode()))

    with answering(answer) as server:
        yield server.origin


@pytest.mark.parametrize("form", ["", " --json"])
@pytest.mark.parametrize("line", VERBS)
def test_a_success_without_its_list_is_no_empty_list(stranger: Lgp, line: str, form: str) -> None:
    with a_service_that_says({}, line) as origin:
        log_in(stranger, origin)
        ended = stranger(f"{line}{form}")
    told = f"succeeded, and its answer has no {VERBS[line]}. See with --base-url that it is the LeadGenius API\n"
    assert (ended.code, ended.out, ended.err.endswith(told)) == (3, "", True)


@pytest.mark.parametrize("line", [each for each in VERBS if " get " not in each])
def test_an_empty_list_is_nothing_found(stranger: Lgp, line: str) -> None:
    with a_service_that_says({VERBS[line]: []}, line) as origin:
        log_in(stranger, origin)
        assert stranger.done(line).out.splitlines()[-1].startswith("no ")
