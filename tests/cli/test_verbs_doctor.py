"""`conformance doctor`: what is as a run needs it, and what to mend."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from itertools import islice
from pathlib import Path

import httpx
import pytest

from conformance import launcher
from conformance.exits import Exit
from conformance.profile import read
from tests.cli.servers import Answer, answering, relaying, say
from tests.proof.runs import conformance


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> "subprocess.CompletedProcess[str]":
    """What doctor says of the embedded sandbox."""
    home = tmp_path_factory.mktemp("doctor")
    return conformance("doctor", state=home, cwd=home)


def test_the_embedded_sandbox_is_as_a_run_needs_it(embedded: "subprocess.CompletedProcess[str]") -> None:
    lines = embedded.stdout.splitlines()
    assert embedded.returncode == Exit.CONFORMANT, embedded.stdout + embedded.stderr
    assert [line for line in lines[:-1] if not line.startswith("ok ")] == []
    assert lines[-1] == "everything is as a run needs it"


def test_every_login_key_company_and_limit_is_looked_at(embedded: "subprocess.CompletedProcess[str]") -> None:
    for what in ("catalogue ", "contract ", "target "):
        assert what in embedded.stdout
    whole = (
        "logs in; GET /company answers 200, role Member; X-RateLimit-Limit is 1000; GET /leads by API key answers 200"
    )
    assert f"ok    {'member_a':<34} {whole}" in embedded.stdout.splitlines()


def test_newcomers_who_are_alike_are_told_together_and_that_their_refusals_are_right(
    embedded: "subprocess.CompletedProcess[str]",
) -> None:
    (line,) = [line for line in embedded.stdout.splitlines() if " each logs in" in line]
    assert line.startswith("ok    20 newcomers ")
    assert "GET /company answers 404, as it should without a company" in line
    assert "GET /leads by API key answers 403, as it should without a company" in line
    assert "newcomer_" not in embedded.stdout


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[Callable[[int], "subprocess.CompletedProcess[str]"]]:
    """What doctor says once some more newcomers of a sandbox have founded companies."""
    with launcher.sandbox() as file, httpx.Client(base_url=read(file).base_url) as client:
        waiting = (each for name, each in read(file).actors.items() if name.startswith("newcomer_"))

        def doctor(newcomers: int) -> "subprocess.CompletedProcess[str]":
            for number, each in enumerate(islice(waiting, newcomers)):
                login = {"username": each.username, "password": each.password}
                token = client.post("/api/auth", json=login).json()["tokens"]["accessToken"]
                body = {"name": f"Founded {number}"}
                made = client.post("/api/company", json=body, headers={"Authorization": f"Bearer {token}"})
                assert made.is_success, made.text
            return conformance("doctor", "--profile", str(file), state=tmp_path)

        yield doctor


def test_newcomers_with_a_company_by_now_are_fine_while_enough_are_left(
    founded: Callable[[int], "subprocess.CompletedProcess[str]"],
) -> None:
    ran = founded(7)
    (line,) = [line for line in ran.stdout.splitlines() if line.split()[1] == "newcomers"]
    assert ran.returncode == Exit.CONFORMANT, ran.stdout
    assert "13 of 20 still without a company; a run takes up to " in line
    assert "ok    7 newcomers " in ran.stdout


def test_scopes_effects_credentials_and_visibility_are_told(embedded: "subprocess.CompletedProcess[str]") -> None:
    for what in ("scope core", "effects", "negative credentials", "members see their colleagues' clients"):
        assert what in embedded.stdout


WRONG = {
    "password": ('password = "{}"', "owner_a", "refused the login"),
    "api_key": ('api_key = "{}"', "owner_a API key", "Check api_key and user_id"),
}


@pytest.mark.parametrize("secret", WRONG)
def test_a_wrong_secret_is_told_by_whose_it_is_and_what_to_check(tmp_path: Path, secret: str) -> None:
    form, whose, remedy = WRONG[secret]
    wrong = tmp_path / "wrong.toml"
    with launcher.sandbox() as right:
        lines = right.read_text(encoding="utf-8").splitlines()
        actor = lines.index("[actors.owner_a]")
        where = next(n for n, line in enumerate(lines) if n > actor and line.startswith(f"{secret} "))
        lines[where] = form.format("certainly-not-this-one")
        wrong.write_text("\n".join(lines), encoding="utf-8")
        ran = conformance("doctor", "--profile", str(wrong), state=tmp_path)
    mend = [line for line in ran.stdout.splitlines() if line.startswith("MEND")]
    assert ran.returncode == Exit.INCOMPLETE, ran.stdout + ran.stderr
    assert any(f"  {whose} " in line and remedy in line for line in mend), ran.stdout
    assert "certainly-not-this-one" not in ran.stdout + ran.stderr


def test_what_a_target_sends_forges_no_line_and_shows_no_secret(tmp_path: Path) -> None:
    tokens: list[str] = []

    def forge(handler: BaseHTTPRequestHandler) -> None:
        if handler.path != "/api/company":
            relay(handler)
            return
        tokens.extend(re.findall(r"(?:Bearer |accessToken=)([^;]+)", str(handler.headers)))
        role = f"\x1b[31mOwner\nMEND  fake {tokens[-1]}"
        say(handler, Answer(200, json.dumps({"success": True, "company": {"role": role}}).encode()))

    with (
        launcher.sandbox() as file,
        relaying(read(file).origin.text) as relay,
        answering(forge) as server,
    ):
        told = conformance("doctor", "--profile", str(file), "--base-url", server.origin, state=tmp_path).stdout
    assert "\\x1b[31mOwner MEND fake" in told
    assert "\x1b" not in told
    assert [line for line in told.splitlines() if line.startswith("MEND  fake")] == []
    assert [token for token in tokens if token.strip() in told] == []
    assert tokens


def test_a_target_that_is_away_is_the_one_thing_to_mend(tmp_path: Path) -> None:
    with launcher.sandbox() as file:
        kept = tmp_path / "profile.toml"
        kept.write_bytes(file.read_bytes())
    ran = conformance("doctor", "--profile", str(kept), state=tmp_path)
    assert ran.returncode == Exit.INCOMPLETE
    assert ran.stdout.splitlines()[-1] == "1 to mend"
    assert "does not answer" in ran.stdout
