from conformance.sandbox.variants.credentials_strict import (
    FirstBadCredentialStops,
    KeysOnlyWhereStated,
    KindNotTakenIs403,
)
from tests.sandbox.conftest import Build


def test_a_bad_credential_is_refused_above_a_good_one(build: Build) -> None:
    sandbox = build(FirstBadCredentialStops())
    headers = {"cookie": "accessToken=nonsense", **sandbox.bearer("owner_a")}
    assert sandbox.send("GET", "/api/clients", headers=headers).status == 401
    assert sandbox.send("GET", "/api/clients", headers=sandbox.bearer("owner_a")).status == 200
    assert sandbox.send("GET", "/api/clients").status == 401


def test_a_kind_that_is_not_taken_is_forbidden_where_it_is_good(build: Build) -> None:
    sandbox = build(KindNotTakenIs403())
    assert sandbox.send("GET", "/api/company", headers=sandbox.key("owner_a")).status == 403
    assert sandbox.send("GET", "/api/company", headers={"x-api-key": "lgp_x", "x-user-id": "x"}).status == 401
    assert sandbox.send("GET", "/api/company").status == 401


def test_keys_open_what_is_stated_alone(build: Build) -> None:
    sandbox = build(KeysOnlyWhereStated())
    paths = ("/api/webhook-workbench", "/api/clients")
    assert [sandbox.send("GET", path, headers=sandbox.key("owner_a")).status for path in paths] == [200, 401]
