"""Small servers on 127.0.0.1 that answer every request in one wrong way."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

_PASSED_BACK = ("x-ratelimit", "retry-after")
_NOT_PASSED_ON = {"connection", "content-length", "host", "transfer-encoding"}


@dataclass(frozen=True)
class Answer:
    """What such a server always says."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


REFUSAL = b'{"success": false, "error": "no", "errorType": "authentication_error"}'


@dataclass
class Server:
    """A running server: its origin, and how many requests it has seen."""

    origin: str
    requests: int = 0


class _Listener(ThreadingHTTPServer):
    """Keeps quiet where whoever asked is gone."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client may hang up at any time; what else goes wrong is a defect of the test."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it came


@contextmanager
def answering(answer: Answer | Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Server]:
    """A server that always gives this answer, or does this to every request."""
    server = Server("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            server.requests += 1
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if callable(answer):
                self.body = body
                answer(self)
                return
            say(self, answer)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    listener = _Listener(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    server.origin = f"http://127.0.0.1:{listener.server_port}"
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


def say(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Send an answer."""
    handler.send_response(answer.status)
    handler.send_header("Content-Type", answer.content_type)
    handler.send_header("Content-Length", str(len(answer.body)))
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(answer.body)


def echo(handler: BaseHTTPRequestHandler) -> None:
    """Send back what came."""
    say(handler, Answer(200, getattr(handler, "body", b"")))


def close(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing and close."""
    handler.close_connection = True


def hang(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing for longer than anybody waits."""
    until = time.monotonic() + 60
    while time.monotonic() < until and not handler.wfile.closed:
        handler.rfile.read(1)
        return


@contextmanager
def relaying(target: str) -> Iterator[Callable[[BaseHTTPRequestHandler], None]]:
    """What passes a request on to a target, and its answer back."""
    with httpx.Client(base_url=target, trust_env=False) as behind:

        def relay(handler: BaseHTTPRequestHandler) -> None:
            headers = {name: value for name, value in handler.headers.items() if name.lower() not in _NOT_PASSED_ON}
            body: bytes = getattr(handler, "body", b"")
            came = behind.request(handler.command, handler.path, headers=headers, content=body)
            kept = {name: value for name, value in came.headers.items() if name.lower().startswith(_PASSED_BACK)}
            say(handler, Answer(came.status_code, came.content, came.headers["content-type"], kept))

        yield relay
