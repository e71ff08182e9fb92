"""Files that appear whole or not at all, whatever ends the writing."""

import os
import uuid
from pathlib import Path


def write_whole(target: Path, content: str | bytes, *, private: bool = False, durable: bool = False) -> Path:
    """Write a file in a folder that is there, in place of what was at its path; gives the file.

    `private`: its owner's alone from its first byte on; `durable`: on the disk before it is at its path. OSError where
    it cannot be written; nothing is left then.
    """
    unfinished = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        with os.fdopen(os.open(unfinished, flags, 0o600 if private else 0o666), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
            if durable:
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target
