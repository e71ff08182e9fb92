"""The file of waivers: what it may hold, and one clear line for what it may not."""

from datetime import date
from pathlib import Path

import pytest

from conformance import catalogue, contract
from conformance.errors import UsageError
from conformance.waivers import Waiver, read

RIGHT = """
[[waiver]]
requirement = "LG-CLI-001"
operation = "createClient"
owner = "ada@example.com"
reason = "mended in 1.2"
expires = 2030-01-31
"""


def waivers(folder: Path, text: str) -> tuple[Waiver, ...]:
    file = folder / "waivers.toml"
    file.write_text(text, encoding="utf-8")
    return read(file, catalogue.load(), contract.load())


def test_a_waiver_is_read_with_its_day(tmp_path: Path) -> None:
    (found,) = waivers(tmp_path, RIGHT)
    assert (found.requirement, found.expires) == ("LG-CLI-001", date(2030, 1, 31))


def test_a_file_without_waivers_waives_nothing(tmp_path: Path) -> None:
    assert waivers(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (RIGHT.replace("LG-CLI-001", "LG-CLI-999"), "no requirement LG-CLI-999"),
        (RIGHT.replace("createClient", "makeClient"), "no operation makeClient"),
        (RIGHT.replace('owner = "ada@example.com"', ""), "waiver.0.owner"),
        (RIGHT.replace('"mended in 1.2"', '""'), "waiver.0.reason"),
        (RIGHT.replace("2030-01-31", '"soon"'), "waiver.0.expires"),
        (RIGHT + "for_ever = true\n", "waiver.0.for_ever"),
        ("[[waiver", "not TOML"),
    ],
)
def test_a_wrong_waiver_is_refused_by_name(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        waivers(tmp_path, wrong)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read(tmp_path / "none.toml", catalogue.load(), contract.load())
