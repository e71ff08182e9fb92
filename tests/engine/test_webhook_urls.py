"""The parts of a webhook's URL, and the URL with one of them spoiled."""

import base64

import pytest

from conformance.webhook_urls import SEGMENT, altered, candidates, exchanged, parts, removed

QUERY = "http://host/api/webhook/7?secret=AbCz&source=x"
PATH = "http://host/api/webhook/7/AbCz"


def test_the_parts_are_the_last_segment_and_the_values_of_the_query() -> None:
    assert parts(QUERY) == {SEGMENT: "7", "query secret": "AbCz", "query source": "x"}
    assert parts(PATH) == {SEGMENT: "AbCz"}


@pytest.mark.parametrize("url", ["http://host/", "http://host", "http://host?a=&b"])
def test_what_is_empty_is_no_part(url: str) -> None:
    assert parts(url) == {}


def test_a_slash_at_the_end_of_the_path_is_no_segment() -> None:
    assert parts(f"{PATH}/") == {SEGMENT: "AbCz"}
    assert removed(f"{PATH}/", SEGMENT) == "http://host/api/webhook/7"


@pytest.mark.parametrize(
    ("url", "other", "expected"),
    [
        (QUERY, "http://host/api/webhook/8?secret=Other&source=x", ["query secret"]),
        (PATH, "http://host/api/webhook/8/Other", [SEGMENT]),
        (QUERY, QUERY, ["query secret", "query source"]),
        ("http://host/7", "http://host/8", [SEGMENT]),
        ("http://host/", QUERY, []),
    ],
    ids=["in the query", "in the path", "shared", "the id alone", "none"],
)
def test_a_secret_is_neither_the_id_nor_shared_where_there_is_a_choice(
    url: str, other: str, expected: list[str]
) -> None:
    assert candidates(url, "7", other) == expected


def test_an_altered_part_leaves_the_rest_as_it_was() -> None:
    assert altered(QUERY, "query secret") == "http://host/api/webhook/7?secret=AbCT&source=x"
    assert altered(PATH, SEGMENT) == "http://host/api/webhook/7/AbCT"


def test_an_exchanged_part_is_the_other_urls_part_of_that_name() -> None:
    other = "http://host/api/webhook/8?secret=Other&source=y"
    assert exchanged(QUERY, "query secret", other) == "http://host/api/webhook/7?secret=Other&source=x"
    assert exchanged(PATH, SEGMENT, "http://host/api/webhook/8/Other") == "http://host/api/webhook/7/Other"


def test_a_part_that_the_other_url_lacks_is_altered_instead() -> None:
    assert exchanged(QUERY, "query secret", PATH) == altered(QUERY, "query secret")


def test_a_part_that_would_make_it_the_other_url_is_altered_instead() -> None:
    assert exchanged("http://host/api/hook/AbCz", SEGMENT, "http://host/api/hook/Other") == "http://host/api/hook/AbCT"


def test_a_removed_part_leaves_the_rest_as_it_was() -> None:
    assert removed(QUERY, "query secret") == "http://host/api/webhook/7?source=x"
    assert removed(QUERY, "query source") == "http://host/api/webhook/7?secret=AbCz"
    assert removed(QUERY, SEGMENT) == "http://host/api/webhook?secret=AbCz&source=x"
    assert removed(PATH, SEGMENT) == "http://host/api/webhook/7"


@pytest.mark.parametrize("number", range(64))
def test_an_altered_base64_text_means_other_bytes(number: int) -> None:
    text = base64.urlsafe_b64encode(bytes([number * 4 + number % 4] * 16)).decode()
    changed = parts(altered(f"http://host/{text}", SEGMENT))[SEGMENT]
    assert base64.urlsafe_b64decode(changed) != base64.urlsafe_b64decode(text)


@pytest.mark.parametrize("digit", "0123456789abcdefABCDEF")
def test_an_altered_hex_text_is_another_number(digit: str) -> None:
    changed = parts(altered(f"http://host/12{digit}", SEGMENT))[SEGMENT]
    assert int(changed, 16) != int(f"12{digit}", 16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("AbCz==", "AbCT=="), ("AbCz%3D", "AbCT%3D"), ("Ab%2F", "Ab%27"), ("Ab~", "Abx"), ("=", "x=")],
)
def test_padding_and_escapes_stay_what_they_are(text: str, expected: str) -> None:
    assert altered(f"http://host/{text}", SEGMENT) == f"http://host/{expected}"
