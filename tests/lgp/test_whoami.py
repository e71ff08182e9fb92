"""Who somebody is to the service."""

import base64
import json

import pytest

from conformance.profile import Profile
from tests.cli.servers import Answer, answering
from tests.lgp.typed import Lgp


def test_it_tells_the_user_the_service_and_the_company(lgp: Lgp, known: Profile) -> None:
    told = lgp.done("whoami --json").json
    assert (told["user_id"], told["email"]) == (known.actors["owner_a"].user_id, known.actors["owner_a"].username)
    assert (told["base_url"], told["role"], told["api_key"]) == (known.base_url, "Owner", "no")


def test_somebody_without_a_login_is_told_how_to_log_in(stranger: Lgp, known: Profile) -> None:
    ended = stranger(f"--base-url {known.base_url} whoami")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "lgp: GET /company needs a login. Log in with `lgp auth --email YOU`\n"


@pytest.mark.parametrize("exp", ["1800000000000", "1e18", "NaN", "Infinity", "9" * 400], ids=lambda text: text[:16])
def test_an_expiry_that_no_calendar_has_is_left_out(stranger: Lgp, exp: str) -> None:
    payload = base64.urlsafe_b64encode(f'{{"sub": "u-1", "exp": {exp}}}'.encode()).rstrip(b"=").decode()
    with answering(Answer(200, b'{"success": true, "company": {"id": "c"}}')) as server:
        login = {"token": f"eyJhbGciOiJIUzI1NiJ9.{payload}.c2ln", "base_url": server.origin}
        (stranger.home / ".leadgenius_auth.json").write_text(json.dumps(login))
        told = stranger.done("whoami --json").json
    assert (told["user_id"], told["expires"]) == ("u-1", "")
