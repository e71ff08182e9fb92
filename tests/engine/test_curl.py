"""Curl lines: a person pastes them into a shell, sets the variables, and sends the very request."""

import subprocess

import pytest

from conformance.curl import curl_line
from conformance.exchange import Request
from conformance.redaction import Redactor

TOKEN = "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl"
URL = "http://127.0.0.1:8765/api/clients"


@pytest.fixture
def redactor() -> Redactor:
    known = Redactor()
    known.learn("owner_a.token", TOKEN)
    return known


def words(line: str) -> list[str]:
    """What a shell makes of the line, with the token's variable set."""
    script = f"""OWNER_A_TOKEN='{TOKEN}'; set -f; printf '%s\\0' {line}"""
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, timeout=10)
    return done.stdout.decode().split("\0")[:-1]


TRICKY = [
    "plain",
    'it\'s "quoted" and $HOME and `id` and $(id) and \\ and !history',
    "two\nlines\tand a tab",
    "*?[]{}~#;&|<>",
    "wörk – “ok”",
    "",
]


@pytest.mark.parametrize("text", TRICKY)
def test_a_shell_reads_back_exactly_what_was_sent(redactor: Redactor, text: str) -> None:
    request = Request("POST", URL, (("X-Note", text.replace("\n", " ")),), f"[{text} {TOKEN}]".encode())
    assert words(curl_line(request, redactor)) == [
        *("curl", "-sS", "-i", "-X", "POST"),
        *("-H", f"X-Note: {text.replace(chr(10), ' ')}"),
        *("--data-raw", f"[{text} {TOKEN}]"),
        URL,
    ]


def test_a_secret_stands_as_a_shell_variable(redactor: Redactor) -> None:
    line = curl_line(Request("GET", URL, (("Authorization", f"Bearer {TOKEN}"),)), redactor)
    assert "${OWNER_A_TOKEN}" in line
    assert TOKEN not in line


def test_only_variables_are_live_beside_a_secret(redactor: Redactor) -> None:
    line = curl_line(Request("GET", URL, (("Cookie", f"$(id)!`id`={TOKEN}"),)), redactor)
    assert words(line)[6] == f"Cookie: $(id)!`id`={TOKEN}"


def test_headers_that_curl_makes_itself_are_left_out(redactor: Redactor) -> None:
    headers = (("Host", "x"), ("User-Agent", "y"), ("Content-Length", "3"), ("X-Request-Id", "z"))
    assert words(curl_line(Request("GET", URL, headers), redactor))[5:] == ["-H", "X-Request-Id: z", URL]


@pytest.mark.parametrize("filler", range(3960, 4010, 7))
def test_a_long_body_is_cut_after_its_secrets_are_gone(redactor: Redactor, filler: int) -> None:
    line = curl_line(Request("POST", URL, body=("x" * filler + TOKEN + "y" * 900).encode()), redactor)
    assert "eyJ" not in line
    assert words(line)[6].endswith("…(cut)")


def test_a_body_with_a_url_like_a_pattern_is_sent_as_it_stands(redactor: Redactor) -> None:
    assert "--globoff" in words(curl_line(Request("GET", f"{URL}?x[]={{1,2}}"), redactor))


def test_a_path_with_dots_is_sent_as_it_stands(redactor: Redactor) -> None:
    assert "--path-as-is" in words(curl_line(Request("GET", "http://127.0.0.1:1/api/./clients"), redactor))
