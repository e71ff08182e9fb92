"""Numbers are printed and kept as the API gave them."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from conformance.profile import Profile
from tests.cli.servers import Answer, answering, say
from tests.lgp.exports import by_key
from tests.lgp.typed import Lgp

LARGE = "123456789012345678901234567890"
LEAD = f'{{"id": "lead-1", "score": {LARGE}, "share": 0.25}}'


@pytest.fixture
def lgp(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lgp]:
    """`lgp` at a service that has one lead."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = f'{{"success": true, "lead": {LEAD}, "leads": [{LEAD}], "nextToken": null}}'
        say(handler, Answer(200, body.encode()))

    by_key(monkeypatch, known)
    with answering(answer) as server:
        monkeypatch.setenv("LGP_BASE_URL", server.origin)
        yield stranger


@pytest.mark.parametrize("line", ["leads get lead-1", "leads get lead-1 --json", "call GET /enrich-leads/lead-1"])
def test_a_large_number_is_printed_with_all_its_digits(lgp: Lgp, line: str) -> None:
    assert LARGE in lgp.done(line).out


def test_a_large_number_is_exported_with_all_its_digits(lgp: Lgp) -> None:
    lgp.done("bulk export leads.jsonl --company company-1")
    row = '{"id":"lead-1","score":%s,"share":0.25}\n'
    assert (lgp.home / "leads.jsonl").read_text() == row % LARGE
