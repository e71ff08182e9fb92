"""A server that sends a secret back, or a command in the name of a run, gets neither to the screen nor into a shell."""

import json
import shlex
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from tests.cli.servers import Answer, answering, say
from tests.lgp.typed import Lgp

KEY = "lgp_supersecretkey123456"
RUN = f"{KEY} x`; touch /tmp/owned; echo `"
HIDDEN = RUN.replace(KEY, "<secret:you.api_key>")


@pytest.fixture
def status() -> str:
    """The status that the server tells of a run."""
    return "RUNNING"


@pytest.fixture
def echoed(stranger: Lgp, monkeypatch: pytest.MonkeyPatch, status: str) -> Iterator[Lgp]:
    """`lgp` by an API key, at a server that names the key wherever it may name something."""
    client = {"id": "1", "client_id": KEY, "clientName": f"{'x' * 45}{KEY}"}
    by_path: dict[str, dict[str, object]] = {
        "/api/leads/process/enrich": {"triggered": [], "skipped": [], "runIds": [RUN]},
        "/api/trigger-task-status": {"status": status},
        "/api/enrichment/trigger": {"jobId": RUN},
        "/api/leads": {"deleted": 0, "skipped": [RUN]},
        "/api/clients": {"clients": [client]},
    }

    def answer(handler: BaseHTTPRequestHandler) -> None:
        told = by_path.get(handler.path.split("?")[0], {})
        say(handler, Answer(200, json.dumps({"success": True, **told}).encode()))

    with answering(answer) as server:
        monkeypatch.setenv("LGP_BASE_URL", server.origin)
        monkeypatch.setenv("LGP_API_KEY", KEY)
        monkeypatch.setenv("LGP_USER_ID", "somebody")
        yield stranger


@pytest.mark.parametrize(
    "line",
    [
        "process enrich lead_1 --yes",
        "process enrich lead_1 --yes --wait --timeout 0",
        "process enrich lead_1 --yes --wait --timeout 0 --json",
        "leads enrich --ids lead_1 --yes",
        "leads delete lead_1 --yes",
        "clients delete 1",
    ],
)
def test_no_part_of_a_key_that_a_server_sends_back_is_shown(echoed: Lgp, line: str) -> None:
    ended = echoed(line, terminal=True, typed="n\n")
    assert KEY[:8] not in ended.out + ended.err
    assert "<secret:you.api_key>" in ended.err


@pytest.mark.parametrize("status", ["FAILED"])
def test_a_key_that_names_a_run_that_failed_is_not_shown(echoed: Lgp) -> None:
    ended = echoed("process enrich lead_1 --yes --wait --timeout 5")
    assert (ended.code, KEY in ended.err) == (1, False)
    assert ended.err.splitlines()[-1] == f"lgp: 1 of 1 run did not complete: {HIDDEN} FAILED"


@pytest.mark.parametrize(
    "line",
    [
        "process enrich lead_1 --yes",
        "process enrich lead_1 --yes --wait --timeout 0",
        "leads enrich --ids lead_1 --yes",
    ],
)
def test_a_command_to_copy_holds_the_name_of_a_run_as_one_word(echoed: Lgp, line: str) -> None:
    told = echoed(line).err.splitlines()[-1]
    assert f"`{shlex.join(['lgp', 'tasks', 'wait', HIDDEN])}`" in told
