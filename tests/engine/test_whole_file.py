"""A file is there whole, or as it was before."""

import os
import stat
from pathlib import Path

import pytest

from conformance.whole_file import write_whole


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_takes_the_place_of_the_former_one(tmp_path: Path, durable: bool) -> None:
    target = tmp_path / "kept.json"
    target.write_text("former")
    assert write_whole(target, "new é", durable=durable).read_text(encoding="utf-8") == "new é"
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_former_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "kept.json"
    target.write_text("former")

    def fails(_handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="no space"):
        write_whole(target, "new", durable=True)
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_text() == "former"


def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    written = write_whole(tmp_path / "secret", b"x", private=True)
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "kept.json", "new")
