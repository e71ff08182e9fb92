"""Whether an address is one, and whether it takes mail."""

from tests.lgp.typed import Lgp


def test_an_address_is_validated(lgp: Lgp) -> None:
    told = lgp.done("email validate john.smith@example.com --json").json
    assert (told["email"], told["valid"]) == ("john.smith@example.com", True)


def test_a_text_that_is_no_address_is_told(lgp: Lgp) -> None:
    assert "valid   false" in lgp.done("email validate nonsense").out


def test_an_address_is_verified_unasked_with_yes(lgp: Lgp) -> None:
    told = lgp.done("email verify nobody@nowhere.invalid --yes --json").json
    assert (told["valid"], told["status"]) == (False, "undeliverable")


def test_an_address_is_verified_after_a_yes(lgp: Lgp) -> None:
    assert "valid" in lgp.done("email verify john.smith@example.com", typed="y\n", terminal=True).out


def test_nothing_is_verified_after_a_no(lgp: Lgp) -> None:
    ended = lgp("email verify john.smith@example.com", typed="n\n", terminal=True)
    assert (ended.code, ended.out.strip()) == (4, "")
    assert ended.err.endswith("lgp: nothing was done, since the answer was not yes\n")


def test_nothing_is_verified_where_nobody_can_say_yes(lgp: Lgp) -> None:
    ended = lgp("email verify john.smith@example.com")
    assert (ended.code, ended.out) == (4, "")


def test_json_has_no_envelope(lgp: Lgp) -> None:
    assert "success" not in lgp.done("email validate john.smith@example.com --json").json


def test_an_address_cannot_steer_the_terminal(lgp: Lgp) -> None:
    assert "\x1b" not in lgp.done("email validate", "\x1b[31m@example.com").out
