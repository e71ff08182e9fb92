import pytest

from tests.sandbox.driver import Sandbox


def make_clients(sandbox: Sandbox, number: int, by: str = "owner_a") -> None:
    for index in range(number):
        assert sandbox.by(by, "POST", "/api/clients", {"clientName": f"Client {index}"}).status == 201


def walked(sandbox: Sandbox, limit: int) -> list[str]:
    ids: list[str] = []
    token = ""
    for _ in range(100):
        body = sandbox.by("owner_a", "GET", f"/api/clients?limit={limit}&nextToken={token}").body
        ids += [client["id"] for client in body["clients"]]
        token = body["nextToken"]
        if not token:
            return ids
    raise AssertionError("the walk does not end")


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_a_walk_shows_every_row_once_at_any_limit(sandbox: Sandbox, limit: int) -> None:
    make_clients(sandbox, 6)
    assert walked(sandbox, limit) == walked(sandbox, 1000)


def test_the_last_full_page_has_no_token(sandbox: Sandbox) -> None:
    number = len(walked(sandbox, 1000))
    assert sandbox.by("owner_a", "GET", f"/api/clients?limit={number}").body["nextToken"] is None


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "x", "1.5", "", "9" * 5000, "１"])
def test_a_limit_outside_its_range_is_refused(sandbox: Sandbox, limit: str) -> None:
    quoted = limit.encode().hex("%", 1) if limit == "１" else limit
    answer = sandbox.by("owner_a", "GET", f"/api/clients?limit={'%' + quoted if limit == '１' else quoted}")
    assert (answer.status, answer.error_type) == (400, "invalid_value")


def first_token(sandbox: Sandbox, by: str) -> str:
    make_clients(sandbox, 2, by)
    token: str = sandbox.by(by, "GET", "/api/clients?limit=1").body["nextToken"]
    return token


def test_a_damaged_token_is_refused(sandbox: Sandbox) -> None:
    token = first_token(sandbox, "owner_a")
    for damaged in (token[:-1], "A" + token, token[:4] + ("B" if token[4] == "A" else "A") + token[5:], "%00", "ü"):
        query = f"?nextToken={damaged}".encode().decode("latin-1")
        assert sandbox.by("owner_a", "GET", f"/api/clients{query}").status == 400, damaged


def test_the_token_of_another_tenant_is_refused(sandbox: Sandbox) -> None:
    token = first_token(sandbox, "owner_b")
    assert sandbox.by("owner_a", "GET", f"/api/clients?nextToken={token}").status == 400


def test_the_token_of_another_listing_is_refused(sandbox: Sandbox) -> None:
    token = first_token(sandbox, "owner_a")
    client = sandbox.by("owner_a", "GET", "/api/clients").body["clients"][0]
    assert sandbox.by("owner_a", "GET", f"/api/leads?client_id={client['client_id']}&nextToken={token}").status == 400
