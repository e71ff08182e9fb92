"""Redaction: a secret is found by its value, in every encoding, and no half of one is left at a cut."""

import base64
import html
import json
import shlex
from urllib.parse import quote, quote_plus

import pytest

from conformance.redaction import Redactor

SECRET = "p/ss wörd+\"'<&>\\"

ENCODINGS = {
    "plain": SECRET,
    "percent": quote(SECRET, safe=""),
    "percent with slashes": quote(SECRET),
    "percent in lower case": "p%2fss%20w%c3%b6rd%2b%22%27%3c%26%3e%5c",
    "form": quote_plus(SECRET),
    "HTML": html.escape(SECRET),
    "HTML with &#39;": html.escape(SECRET).replace("&#x27;", "&#39;"),
    "HTML text": html.escape(SECRET, quote=False),
    "JSON": json.dumps(SECRET),
    "JSON as it stands": json.dumps(SECRET, ensure_ascii=False),
    "JSON with escaped slashes": json.dumps(SECRET).replace("/", "\\/"),
    "Python": repr(SECRET),
    "a shell's word": shlex.quote(SECRET),
    "base64": base64.b64encode(SECRET.encode()).decode(),
    "base64 unpadded": base64.b64encode(SECRET.encode()).decode().rstrip("="),
    "base64 for URLs": base64.urlsafe_b64encode(SECRET.encode()).decode(),
    "hex": SECRET.encode().hex(),
    "HEX": SECRET.encode().hex().upper(),
}


@pytest.fixture
def redactor() -> Redactor:
    known = Redactor()
    known.learn("owner_a.password", SECRET)
    return known


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_secret_is_hidden_in_every_encoding(redactor: Redactor, encoding: str) -> None:
    hidden = redactor.text(f"before {ENCODINGS[encoding]} after")
    assert hidden.strip("=").replace('"', "").replace("'", "").replace("=", "") == (
        "before <secret:owner_a.password> after"
    )


def test_text_without_a_secret_stays_as_it_is(redactor: Redactor) -> None:
    assert redactor.text('{"ok": "p/ss"}') == '{"ok": "p/ss"}'


def test_the_longest_of_two_secrets_wins_where_one_holds_the_other() -> None:
    redactor = Redactor()
    redactor.learn("short", "abcdef")
    redactor.learn("long", "abcdef-ghijkl")
    assert redactor.text("abcdef-ghijkl abcdef") == "<secret:long> <secret:short>"


def test_a_secret_keeps_its_first_name() -> None:
    redactor = Redactor()
    redactor.learn("first", "abcdefgh")
    redactor.learn("second", "abcdefgh")
    assert redactor.text("abcdefgh") == "<secret:first>"


@pytest.mark.parametrize("value", [None, "", "abc12"])
def test_what_is_too_short_to_be_a_secret_hides_nothing(value: str | None) -> None:
    redactor = Redactor()
    redactor.learn("name", value)
    assert redactor.text("abc12 and more") == "abc12 and more"


@pytest.mark.parametrize("limit", range(1, 60, 7))
def test_a_body_is_cut_after_its_redaction(redactor: Redactor, limit: int) -> None:
    shown = redactor.body(f"xxxxx {SECRET} yyyyy".encode(), limit)
    assert shown == "xxxxx <secret:owner_a.password> yyyyy"[:limit]


def test_an_empty_body_is_none(redactor: Redactor) -> None:
    assert redactor.body(b"", 10) is None


def test_a_body_that_is_no_text_is_shown_as_far_as_it_goes(redactor: Redactor) -> None:
    assert redactor.body(b"\xff{}\x00", 10) == "\ufffd{}\x00"


@pytest.mark.parametrize("offset", range(990, 1004))
def test_a_long_sentence_is_cut_after_its_redaction(offset: int) -> None:
    redactor = Redactor()
    redactor.learn("token", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert "ABC" not in redactor.brief("x" * offset + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "y" * 500)


def test_a_long_sentence_says_how_long_it_was(redactor: Redactor) -> None:
    assert redactor.brief("x" * 1500).endswith("… (1500 characters)")


def test_headers_keep_their_names_and_lose_their_secrets(redactor: Redactor) -> None:
    assert redactor.headers((("Authorization", f"Bearer {SECRET}"), ("X-A", "1"))) == (
        ("Authorization", "Bearer <secret:owner_a.password>"),
        ("X-A", "1"),
    )


def test_pieces_alternate_between_plain_text_and_variables() -> None:
    redactor = Redactor()
    redactor.learn("owner_a.accessToken", "abcdefgh")
    redactor.learn("9.lives", "ijklmnop")
    assert redactor.pieces("a abcdefgh b ijklmnop") == [
        ("a ", False),
        ("${OWNER_A_ACCESSTOKEN}", True),
        (" b ", False),
        ("${_LIVES}", True),
    ]


def test_a_text_hides_a_secret_only_where_it_holds_one(redactor: Redactor) -> None:
    assert redactor.hides(f"x{SECRET}")
    assert not redactor.hides("x")
