"""Secrets by value: in which forms they are found, and by which name."""

from conformance.checks._secrets import Secrets, forms


def test_a_text_stands_in_json_as_it_is_or_escaped_with_or_without_its_slashes() -> None:
    assert forms('a"b/é') == {'a"b/é'.encode(), b'a\\"b/\\u00e9', b'a\\"b\\/\\u00e9'}


def test_a_text_that_no_encoding_holds_has_forms_all_the_same() -> None:
    assert forms("half \ud83d") == {b"half ?", b"half \\ud83d"}


def test_a_form_that_two_secrets_share_shows_the_one_that_was_kept_first() -> None:
    secrets = Secrets()
    secrets.keep("the first", 'open"sesame')
    secrets.keep("the second", 'open\\"sesame')
    assert secrets.shown_in(b'{"note": "open\\"sesame"}', []) == "the first"


def test_a_secret_alone_in_its_form_is_told_from_one_that_looks_alike() -> None:
    secrets = Secrets()
    secrets.keep("the first", 'open"sesame')
    secrets.keep("the second", 'open\\"sesame')
    assert secrets.shown_in(b'{"note": "open\\\\\\"sesame"}', []) == "the second"
