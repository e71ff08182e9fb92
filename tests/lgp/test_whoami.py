"""Who somebody is to the service."""

from conformance.profile import Profile
from tests.lgp.typed import Lgp


def test_it_tells_the_user_the_service_and_the_company(lgp: Lgp, known: Profile) -> None:
    told = lgp.done("whoami --json").json
    assert (told["user_id"], told["email"]) == (known.actors["owner_a"].user_id, known.actors["owner_a"].username)
    assert (told["base_url"], told["role"], told["api_key"]) == (known.base_url, "Owner", "no")


def test_somebody_without_a_login_is_told_how_to_log_in(stranger: Lgp, known: Profile) -> None:
    ended = stranger(f"--base-url {known.base_url} whoami")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "lgp: GET /company needs a login. Log in with `lgp auth --email YOU`\n"
