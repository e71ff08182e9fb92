"""A secret that is to be seen once is shown as it is, and nothing else that is secret."""

import json

import pytest

from conformance.lgp.showing import Show
from conformance.redaction import Redactor

RECORD = {"apiKey": "lgp_of-the-answer", "echo": "token-of-somebody"}


@pytest.fixture
def redactor() -> Redactor:
    """One that knows both."""
    known = Redactor()
    known.learn("the.key", RECORD["apiKey"])
    known.learn("the.token", RECORD["echo"])
    return known


def test_people_get_the_secret_alone(redactor: Redactor, capsys: pytest.CaptureFixture[str]) -> None:
    Show(redactor, as_json=False).once(RECORD, "apiKey")
    assert capsys.readouterr().out == "lgp_of-the-answer\n"


def test_a_program_gets_the_record_with_no_other_secret(redactor: Redactor, capsys: pytest.CaptureFixture[str]) -> None:
    Show(redactor, as_json=True).once(RECORD, "apiKey")
    told = json.loads(capsys.readouterr().out)
    assert told == {"apiKey": "lgp_of-the-answer", "echo": "<secret:the.token>"}


@pytest.mark.parametrize("as_json", [False, True])
def test_a_secret_cannot_steer_the_terminal(
    redactor: Redactor, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    Show(redactor, as_json=as_json).once({"apiKey": "lgp_\x1b[31m"}, "apiKey")
    assert "\x1b" not in capsys.readouterr().out
