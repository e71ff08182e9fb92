"""The sandbox as users start it."""

import json
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 30


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "conformance.sandbox", *arguments]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One run that is expected to end by itself."""
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=PATIENCE, check=False)


class Process:
    """A running sandbox; it ends with the `with` block at the latest."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.profile_path = folder / "profile.toml"
        options = ("--port", "0", "--profile-out", str(self.profile_path), "--stop-with-stdin", *arguments)
        self.process = subprocess.Popen(
            command(*options), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.announced = self.process.stdout.readline().strip()
        self.base_url = self.announced.rpartition(" ")[2]

    def __enter__(self) -> "Process":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close_stdin()
        try:
            self.ended()
        finally:
            self.process.kill()
            for stream in (self.process.stdout, self.process.stderr):
                if stream:
                    stream.close()

    def close_stdin(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    def ended(self) -> int:
        """The exit code, once there is one."""
        return self.process.wait(timeout=PATIENCE)

    @property
    def port(self) -> int:
        return int(self.base_url.rpartition(":")[2])

    def profile(self) -> dict[str, Any]:
        return tomllib.loads(self.profile_path.read_text(encoding="utf-8"))

    def send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        request = urllib.request.Request(
            self.base_url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **(headers or {})},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def key(self, actor: str) -> dict[str, str]:
        found = self.profile()["actors"][actor]
        return {"x-api-key": found["api_key"], "x-user-id": found["user_id"]}
