"""One path over ASGI: reads the request, lets the dispatcher answer, sends the answer."""

import asyncio
from typing import TYPE_CHECKING

import orjson
from starlette.types import Receive, Scope, Send

from conformance.sandbox.call import Answer, Call
from conformance.sandbox.errors import MethodNotAllowed, NotFound
from conformance.sandbox.operations import Operation

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

MAXIMUM_BODY = 6 * 1024 * 1024
"""Bytes; a batch of 500 full leads has about one million."""

DRAINED = 64 * 1024 * 1024
"""Bytes of an oversize body that are read and dropped, so that its sender gets to read the 413."""


class Endpoint:
    """All methods of one path."""

    def __init__(self, application: "Application", operations: list[Operation]) -> None:
        self.application = application
        self.operations = {operation.method: operation for operation in operations}
        if "GET" in self.operations:
            self.operations["HEAD"] = self.operations["GET"]
        self.allow = ", ".join(sorted({*self.operations, "OPTIONS"})).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        raw, too_large = await _received(receive)
        method: str = scope["method"]
        operation = self.operations.get(method)
        if operation is not None:
            call = Call(
                method,
                scope["path"],
                headers=scope["headers"],
                query_string=scope["query_string"],
                path_parameters=scope["path_params"],
                raw=raw,
                too_large=too_large,
                now=self.application.clock(),
            )
            answer = self.application.dispatch.answer(operation, call)
        elif method == "OPTIONS":
            answer = Answer(204, None, [(b"allow", self.allow)])
        else:
            error = MethodNotAllowed("This path does not take that method.", {"allowed": self.allow.decode()})
            answer = Answer(error.status, error.envelope(), [(b"allow", self.allow)])
        if self.application.options.latency:
            await asyncio.sleep(self.application.options.latency)
        await sent(answer, send)


async def unknown_path(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a path that is no endpoint with 404."""
    if scope["type"] == "http":
        await _received(receive)
        error = NotFound("There is nothing at this path.", {"path": scope["path"]})
        await sent(Answer(error.status, error.envelope()), send)


async def sent(answer: Answer, send: Send) -> None:
    """Send an answer as JSON."""
    content = b"" if answer.body is None else orjson.dumps(answer.body)
    headers = list(answer.headers)
    if answer.body is not None:
        headers.append((b"content-length", b"%d" % len(content)))
        if not any(name == b"content-type" for name, _ in headers):
            headers.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def _received(receive: Receive) -> tuple[bytes, bool]:
    chunks: list[bytes] = []
    size = 0
    more = True
    while more and size <= DRAINED:
        message = await receive()
        if message["type"] != "http.request":
            break
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= MAXIMUM_BODY:
            chunks.append(chunk)
        more = message.get("more_body", False)
    too_large = size > MAXIMUM_BODY
    return (b"" if too_large else b"".join(chunks)), too_large
