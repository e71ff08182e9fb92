"""The process around the application: its socket, its signals, its clean end."""

import contextlib
import os
import signal
import socket
import threading
from collections.abc import Generator
from pathlib import Path
from types import FrameType

import uvicorn

from conformance.sandbox import profile
from conformance.sandbox.application import Application
from conformance.sandbox.options import Command

HOST = "127.0.0.1"
IDLE_SECONDS = 75
GRACE_SECONDS = 3


class Server(uvicorn.Server):
    """Says where it listens once it does, and where its profile lies; a signal is a wish to stop, not a failure."""

    def __init__(self, config: uvicorn.Config, base_url: str, profile_out: Path | None) -> None:
        super().__init__(config)
        self.base_url = base_url
        self.profile_out = profile_out

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections, then announce it."""
        await super().startup(sockets)
        # Who started us may have stopped listening to what we print.
        with contextlib.suppress(OSError):
            print(f"LeadGenius sandbox on {self.base_url}", flush=True)
            if self.profile_out is not None:
                print(f"its profile, with all actors and their secrets, is {self.profile_out}", flush=True)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Stop cleanly on SIGTERM and SIGINT, whose default would make the exit code a failure."""
        previous = {number: signal.signal(number, self.stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Finish the open requests and end."""
        self.should_exit = True

    def stop_with_stdin(self) -> None:
        """End when standard input closes: whoever holds its other end is gone."""

        def watch() -> None:
            # Unbuffered: a reader that waits inside sys.stdin would block the interpreter's own end.
            with contextlib.suppress(OSError):
                while os.read(0, 4096):
                    pass
            self.stop()

        threading.Thread(target=watch, daemon=True).start()


def listening(port: int) -> socket.socket:
    """A socket that listens on the port. Raises OSError where it is in use."""
    # With the protocol named, asyncio sets TCP_NODELAY on what it accepts; without, answers wait for delayed ACKs.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def serve(application: Application, command: Command, listener: socket.socket) -> None:
    """Serve until told to stop; the profile is written before the first request is taken. Raises OSError for it."""
    base_url = f"http://{HOST}:{listener.getsockname()[1]}"
    if command.profile_out is not None:
        profile.written(application, base_url, command.profile_out)
    config = uvicorn.Config(
        application,
        loop="asyncio",
        http="auto",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = Server(config, base_url, command.profile_out)
    if command.stop_with_stdin:
        server.stop_with_stdin()
    server.run(sockets=[listener])
