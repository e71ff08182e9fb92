"""The state folder cannot be used."""

from pathlib import Path

import pytest

from tests.lgp.typed import Lgp


@pytest.mark.parametrize("damage", ["a file in place of the folder", "no database"])
def test_state_that_cannot_be_used_is_told_with_its_file(
    lgp: Lgp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str
) -> None:
    root = tmp_path / "state"
    monkeypatch.setattr("conformance.lgp.session.state_of", lambda _: root)
    if damage == "no database":
        root.mkdir()
        (root / "budget.sqlite").write_text("no database at all " * 100)
    else:
        root.write_text("")
    ended = lgp("clients list")
    assert (ended.code, f"{root / 'budget.sqlite'} cannot be used" in ended.err) == (2, True)
