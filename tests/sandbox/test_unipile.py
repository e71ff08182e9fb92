import pytest

from tests.sandbox.driver import Sandbox

PATH = "/api/unipile-accounts"


def test_an_account_has_an_id_a_name_and_a_type(sandbox: Sandbox) -> None:
    accounts = sandbox.by("owner_a", "GET", PATH).body["accounts"]
    assert accounts
    assert all(sorted(account) == ["id", "name", "type"] for account in accounts)


def test_a_company_sees_the_same_accounts_and_no_other_company_does(sandbox: Sandbox) -> None:
    seen = {
        actor: {account["id"] for account in sandbox.by(actor, "GET", PATH).body["accounts"]}
        for actor in ("owner_a", "member_a", "owner_b")
    }
    assert seen["owner_a"] == seen["member_a"]
    assert seen["owner_a"].isdisjoint(seen["owner_b"])


@pytest.mark.parametrize("kind", ["key", "bearer"])
def test_a_key_and_a_token_show_them(sandbox: Sandbox, kind: str) -> None:
    headers = sandbox.key("owner_a") if kind == "key" else sandbox.bearer("owner_a")
    assert sandbox.send("GET", PATH, headers=headers).status == 200


def test_a_founded_company_has_none_yet(sandbox: Sandbox) -> None:
    sandbox.by("newcomer_1", "POST", "/api/company", {"name": "Fresh"})
    assert sandbox.by("newcomer_1", "GET", PATH).body["accounts"] == []
