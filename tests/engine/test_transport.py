"""The transport: one answer within a bound of time and of bytes, with nothing added and nothing followed."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from conformance.errors import Unsendable, UsageError
from conformance.exchange import Request, Response
from conformance.transport import HttpTransport, TransportFault
from tests.engine.sockets import Answer, Loopback, always, http

WITHIN = 0.4
CAP = 100_000


@pytest.fixture(scope="module")
def transport() -> Iterator[HttpTransport]:
    made = HttpTransport(largest=CAP)
    yield made
    made.close()


def get(transport: HttpTransport, server: Loopback, **more: str) -> Response:
    headers = tuple(more.items())
    return transport.send(Request("GET", f"{server.url}/api/clients", headers), within=WITHIN)


def fault(transport: HttpTransport, answer: Answer) -> TransportFault:
    with Loopback(answer) as server, pytest.raises(TransportFault) as caught:
        get(transport, server)
    return caught.value


def drip(data: bytes) -> Answer:
    """Sends a byte every 50 ms: always alive, never done."""

    def answer(connection: socket.socket, _request: bytes, stopped: Event) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            if stopped.wait(0.05):
                return

    return answer


def hang(_connection: socket.socket, _request: bytes, stopped: Event) -> None:
    stopped.wait(10)


def close(connection: socket.socket, _request: bytes, _stopped: Event) -> None:
    connection.close()


def slow(connection: socket.socket, _request: bytes, stopped: Event) -> None:
    stopped.wait(WITHIN / 2)
    connection.sendall(http())


def short(connection: socket.socket, _request: bytes, _stopped: Event) -> None:
    connection.sendall(http(200, b"{}", length=100))
    connection.close()


def test_an_answer_comes_back_as_it_was_sent(transport: HttpTransport) -> None:
    sent = http(418, b'{"a": 1}', [("X-A", "1"), ("X-a", "2"), ("Content-Type", "text/odd")])
    with Loopback(always(sent)) as server:
        answer = get(transport, server)
    assert (answer.status, answer.body, answer.truncated) == (418, b'{"a": 1}', False)
    assert [value for name, value in answer.headers if name.lower() == "x-a"] == ["1", "2"]


@pytest.mark.parametrize(
    "data",
    [b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000, http(200, b"x" * 1000), b"HTTP/1.1 100 Continue\r\n\r\n" * 100],
    ids=["header", "body", "endless 100 Continue"],
)
def test_a_drip_of_bytes_ends_with_the_bound(transport: HttpTransport, data: bytes) -> None:
    begun = time.monotonic()
    caught = fault(transport, drip(data))
    assert (caught.processed, caught.reason) == (True, f"no whole answer within {WITHIN} s")
    assert time.monotonic() - begun < WITHIN + 2


def test_a_server_that_hangs_ends_with_the_bound(transport: HttpTransport) -> None:
    caught = fault(transport, hang)
    assert (caught.processed, caught.reason) == (True, f"no whole answer within {WITHIN} s")


@pytest.mark.parametrize(
    "answer",
    [
        close,
        always(b"garbage\r\n\r\n"),
        always(b"\x16\x03\x01\x02\x00"),
        always(b"HTTP/1.1 abc OK\r\n\r\n"),
        always(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n"),
        always(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        always(http(200, b"not gzip", [("Content-Encoding", "gzip")])),
    ],
    ids=["closes", "garbage", "TLS", "no status", "giant head", "bad chunk", "bad gzip"],
)
def test_what_is_no_answer_is_a_fault_that_may_have_been_processed(transport: HttpTransport, answer: Answer) -> None:
    assert fault(transport, answer).processed


def test_a_body_shorter_than_it_says_is_a_fault(transport: HttpTransport) -> None:
    assert fault(transport, short).processed


def test_a_refused_connection_cannot_have_been_processed(transport: HttpTransport) -> None:
    with Loopback(always(http())) as server:
        gone = server.url
    with pytest.raises(TransportFault, match="connection failed") as caught:
        transport.send(Request("POST", gone), within=WITHIN)
    assert not caught.value.processed


def test_a_giant_body_is_cut_at_the_cap(transport: HttpTransport) -> None:
    with Loopback(always(http(200, b"x" * (CAP * 20)))) as server:
        answer = get(transport, server)
    assert (len(answer.body), answer.truncated) == (CAP, True)


def test_a_bomb_is_cut_at_the_cap(transport: HttpTransport) -> None:
    bomb = http(200, gzip.compress(b"\0" * (CAP * 200)), [("Content-Encoding", "gzip")])
    with Loopback(always(bomb)) as server:
        answer = get(transport, server)
    assert (len(answer.body), answer.truncated) == (CAP, True)


def test_a_body_at_the_cap_is_whole(transport: HttpTransport) -> None:
    with Loopback(always(http(200, b"x" * CAP))) as server:
        answer = get(transport, server)
    assert (len(answer.body), answer.truncated) == (CAP, False)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(transport: HttpTransport, status: int) -> None:
    with Loopback(always(http())) as other:
        with Loopback(always(http(status, b"", [("Location", f"{other.url}/elsewhere")]))) as server:
            answer = get(transport, server)
        assert (answer.status, other.requests) == (status, [])


def test_a_cookie_that_the_target_sets_is_not_sent_back(transport: HttpTransport) -> None:
    with Loopback(always(http(200, b"{}", [("Set-Cookie", "accessToken=stolen; Path=/")]))) as server:
        get(transport, server)
        get(transport, server)
        assert [b"stolen" in request for request in server.requests] == [False, False]


def test_nothing_of_the_environment_is_used(transport: HttpTransport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with Loopback(always(http())) as server:
        assert get(transport, server).status == 200


def test_only_the_headers_given_are_sent_with_host_and_length(transport: HttpTransport) -> None:
    with Loopback(always(http())) as server:
        get(transport, server, Accept="application/json")
        names = [line.split(b":")[0].lower() for line in server.requests[0].split(b"\r\n")[1:] if line]
    assert sorted(names) == [b"accept", b"host"]


@pytest.mark.parametrize(
    "target", [b"/api//clients", b"/api/clients/", b"/API/Clients", b"/api/./clients?a=%zz&b=[1]", b"/api/x%2e%2e%2fy"]
)
def test_a_raw_target_leaves_byte_for_byte(transport: HttpTransport, target: bytes) -> None:
    with Loopback(always(http())) as server:
        transport.send(Request("GET", f"{server.url}{target.decode()}"), within=WITHIN, target=target)
        assert server.requests[0].startswith(b"GET " + target + b" HTTP/1.1\r\n")


def test_duplicate_headers_all_leave_in_their_order(transport: HttpTransport) -> None:
    headers = (("Authorization", "Bearer one"), ("authorization", "Bearer two"))
    with Loopback(always(http())) as server:
        transport.send(Request("GET", f"{server.url}/", headers), within=WITHIN)
        sent = [line.split(b" ")[-1] for line in server.requests[0].split(b"\r\n") if b"Bearer" in line]
    assert sent == [b"one", b"two"]


def test_a_body_leaves_as_the_exact_bytes(transport: HttpTransport) -> None:
    body = b'{"a": "\xff\x00", broken'
    with Loopback(always(http())) as server:
        transport.send(Request("POST", f"{server.url}/", (), body), within=WITHIN)
        assert server.requests[0].partition(b"\r\n\r\n")[2] == body


def test_a_header_beyond_ascii_leaves_as_utf_8(transport: HttpTransport) -> None:
    with Loopback(always(http())) as server:
        transport.send(Request("GET", f"{server.url}/", (("x-api-key", "lgp_ü"),)), within=WITHIN)
        assert "x-api-key: lgp_ü".encode() in server.requests[0]


@pytest.mark.parametrize("value", ["two\r\nlines", "nul\x00"])
def test_what_http_cannot_say_is_not_sent(transport: HttpTransport, value: str) -> None:
    with Loopback(always(http())) as server, pytest.raises(Unsendable, match="cannot be sent"):
        transport.send(Request("GET", f"{server.url}/", (("X-A", value),)), within=WITHIN)


def test_the_bound_begins_anew_with_every_request(transport: HttpTransport) -> None:
    with Loopback(slow) as server:
        assert [get(transport, server).status for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize(
    "build",
    [lambda file: HttpTransport(ca_file=file), lambda file: HttpTransport(client_certificate=file)],
    ids=["ca_file", "client_certificate"],
)
def test_a_certificate_that_cannot_be_read_is_named(tmp_path: Path, build: Callable[[Path], HttpTransport]) -> None:
    file = tmp_path / "broken.pem"
    file.write_text("no certificate")
    with pytest.raises(UsageError, match=r"broken\.pem cannot be used"):
        build(file)


@pytest.mark.parametrize(
    "location", ["mailto:x@y", "http:login", "https://xn--a.com/", "https://${host}:${port}/x", "https://h:port/login"]
)
def test_where_a_redirect_leads_is_nothing_to_choke_on(transport: HttpTransport, location: str) -> None:
    with Loopback(always(http(302, b"", [("Location", location)]))) as server:
        answer = get(transport, server)
    assert (answer.status, answer.header("location")) == (302, location)
