"""The yardstick: a bare Starlette route that answers with one JSON document, served as the sandbox is."""

import json
import os
import socket
import sys
import threading
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def main() -> None:
    """Serve the JSON file that the first argument names, until standard input closes."""
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))

    async def answer(_request: Request) -> JSONResponse:
        return JSONResponse(document)

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    config = uvicorn.Config(Starlette(routes=[Route("/", answer)]), loop="asyncio", log_config=None, access_log=False)
    server = uvicorn.Server(config)

    def watch() -> None:
        while os.read(0, 4096):
            pass
        server.should_exit = True

    threading.Thread(target=watch, daemon=True).start()
    print(f"bare route on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
