"""Origins: which URLs name a target, and which of them is the public production service."""

import pytest

from conformance.origin import Origin


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://127.0.0.1:8765/", "http://127.0.0.1:8765"),
        ("http://127.0.0.1:8765/api", "http://127.0.0.1:8765"),
        ("https://Staging.Example.com/api/", "https://staging.example.com"),
        ("https://staging.example.com:443", "https://staging.example.com"),
        ("http://staging.example.com:80", "http://staging.example.com"),
        ("https://staging.example.com:80", "https://staging.example.com:80"),
        ("  https://staging.example.com  ", "https://staging.example.com"),
        ("http://[::1]:8765", "http://[::1]:8765"),
    ],
)
def test_a_base_url_is_an_origin_with_or_without_api(url: str, text: str) -> None:
    assert Origin.parse(url).text == text


@pytest.mark.parametrize(
    "url",
    [
        "",
        "staging.example.com",
        "ftp://staging.example.com",
        "http://",
        "http://[::1",
        "http://staging.example.com:port",
        "http://staging.example.com:99999",
        "http://staging.example.com/v2",
        "http://staging.example.com/api/clients",
        "http://staging.example.com?x=1",
        "http://staging.example.com#x",
        "http://user@staging.example.com",
        "https://ｌast.leadgenius.app",
    ],
)
def test_what_is_no_origin_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Origin.parse(url)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://staging.example.com:99999", "the port of a base URL is a number up to 65535"),
        ("http://staging.example.com:port", "the port of a base URL is a number up to 65535"),
        ("http://[staging", "the host of a base URL cannot be read"),
    ],
)
def test_a_port_and_a_host_that_cannot_be_read_are_told_in_our_own_words(url: str, told: str) -> None:
    with pytest.raises(ValueError, match="a base URL") as caught:
        Origin.parse(url)
    assert str(caught.value) == told


@pytest.mark.parametrize("url", ["http://user:hunter2-hunter2@x.example", "ftp://user:hunter2-hunter2@x.example"])
def test_a_password_in_a_refused_url_is_not_repeated(url: str) -> None:
    with pytest.raises(ValueError, match="base URL") as caught:
        Origin.parse(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://last.leadgenius.app",
        "https://last.leadgenius.app/api",
        "https://LAST.LeadGenius.app",
        "https://last.leadgenius.app.",
        "http://last.leadgenius.app:8443",
    ],
)
def test_the_public_production_origin_is_known_by_any_spelling(url: str) -> None:
    assert Origin.parse(url).is_production


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8765", "https://staging.leadgenius.app", "https://last.leadgenius.app.example.com"]
)
def test_other_origins_are_not_production(url: str) -> None:
    assert not Origin.parse(url).is_production


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        ("https://staging.example.com/api/webhook/1?secret=2", True),
        ("https://STAGING.example.com.:443/", True),
        ("http://staging.example.com/", False),
        ("https://staging.example.com:8443/", False),
        ("https://staging.example.com.evil.example/", False),
        ("https://evil.example/staging.example.com", False),
        ("/api/webhook/1", False),
        ("http://[::1", False),
        ("https://staging.example.com:port/", False),
    ],
)
def test_an_origin_owns_only_urls_of_its_scheme_host_and_port(url: str, owned: bool) -> None:
    assert Origin.parse("https://staging.example.com").owns(url) is owned
