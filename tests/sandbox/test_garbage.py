import pytest

from conformance.sandbox.endpoint import MAXIMUM_BODY
from tests.sandbox.driver import Answer, Sandbox

JSON = (b"content-type", b"application/json")
BODIES = {
    "empty": b"",
    "broken": b'{"clientName": "x"',
    "not an object": b'["clientName"]',
    "a number": b"1",
    "not utf-8": b'{"clientName": "\xff\xfe"}',
    "a lone surrogate": b'{"clientName": "\\ud800"}',
    "very deep": b'{"clientName":' * 5000 + b"1" + b"}" * 5000,
    "not a number": b'{"clientName": NaN}',
    "a huge number": b'{"clientName": ' + b"9" * 400 + b"}",
    "a wrong type": b'{"clientName": {"a": 1}}',
}


def post(sandbox: Sandbox, body: bytes, *headers: tuple[bytes, bytes]) -> Answer:
    authorization = sandbox.bearer("owner_a")["authorization"].encode()
    return sandbox.raw("POST", "/api/clients", body, [(b"authorization", authorization), *(headers or (JSON,))])


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_is_no_fitting_json_is_refused_in_the_envelope(sandbox: Sandbox, body: bytes) -> None:
    answer = post(sandbox, body)
    assert (answer.status, answer.error_type) == (400, "invalid_format")


def test_of_a_repeated_key_the_last_counts(sandbox: Sandbox) -> None:
    assert post(sandbox, b'{"clientName": "a", "clientName": "b"}').body["client"]["clientName"] == "b"


def test_any_character_is_kept(sandbox: Sandbox) -> None:
    name = "\x00 \u202e 𝄞 é ' ; DROP TABLE clients"
    client = sandbox.by("owner_a", "POST", "/api/clients", {"clientName": name}).body["client"]
    (found,) = sandbox.by("owner_a", "GET", f"/api/clients?clientId={client['id']}").body["clients"]
    assert found["clientName"] == name


def test_an_oversize_body_is_too_large(sandbox: Sandbox) -> None:
    answer = post(sandbox, b'{"clientName": "' + b"x" * MAXIMUM_BODY + b'"}')
    assert (answer.status, answer.error_type) == (413, "payload_too_large")


@pytest.mark.parametrize(
    "media", [b"text/plain", b"multipart/form-data; boundary=x", b"application/json; charset=utf-16"]
)
def test_a_body_that_says_it_is_not_json_is_unsupported(sandbox: Sandbox, media: bytes) -> None:
    answer = post(sandbox, b'{"clientName": "x"}', (b"content-type", media))
    assert (answer.status, answer.error_type) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "media", [b"application/json; charset=UTF-8", b"APPLICATION/JSON", b"application/problem+json"]
)
def test_json_may_be_named_in_several_ways(sandbox: Sandbox, media: bytes) -> None:
    assert post(sandbox, b'{"clientName": "x"}', (b"content-type", media)).status == 201


def test_errors_come_in_their_order(sandbox: Sandbox) -> None:
    stranger = sandbox.raw("POST", "/api/clients", b"x" * (MAXIMUM_BODY + 1), [(b"content-type", b"text/plain")])
    assert stranger.status == 401


@pytest.mark.parametrize(
    "token",
    ["a.b.c", "...", "\xff", "e30.e30.", "eyJhbGciOiJSUzI1NiIsImtpZCI6e319.e30.AA", "bnVsbA.bnVsbA.AA", "x" * 20_000],
)
def test_a_token_of_any_form_is_only_refused(sandbox: Sandbox, token: str) -> None:
    answers = [
        sandbox.send("GET", "/api/clients", headers={"authorization": f"Bearer {token}"}),
        sandbox.send("GET", "/api/clients", headers={"cookie": f"accessToken={token}; \xfe=; =;;"}),
    ]
    assert [answer.status for answer in answers] == [401, 401]


@pytest.mark.parametrize("query", ["%ff=%fe", "clientId=%00", "clientId=a&clientId=b", "&&=&", "a=" + "x" * 60_000])
def test_a_query_of_any_form_is_answered(sandbox: Sandbox, query: str) -> None:
    assert sandbox.by("owner_a", "GET", f"/api/clients?{query}").status == 200


def test_another_method_is_not_allowed_and_the_answer_says_which_are(sandbox: Sandbox) -> None:
    answer = sandbox.send("PATCH", "/api/clients")
    assert (answer.status, answer.error_type, answer.headers["allow"]) == (
        405,
        "method_not_allowed",
        "DELETE, GET, HEAD, OPTIONS, POST, PUT",
    )


def test_the_methods_can_be_asked_for(sandbox: Sandbox) -> None:
    answer = sandbox.send("OPTIONS", "/api/auth")
    assert (answer.status, answer.headers["allow"], answer.content) == (204, "OPTIONS, POST", b"")


@pytest.mark.parametrize("path", ["/", "/api", "/api/clients/", "/api/nothing", "/api/\ud83d"])
def test_an_unknown_path_is_not_found_in_the_envelope(sandbox: Sandbox, path: str) -> None:
    answer = sandbox.send("GET", path.encode("utf-8", "replace").decode())
    assert (answer.status, answer.body["success"]) == (404, False)
