"""An export without an API key, and where the company of a key comes from."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conformance import launcher, profile
from conformance.errors import UsageError
from conformance.lgp.part_file import PartFile, Position
from conformance.profile import Profile
from tests.cli.servers import Answer, answering, relaying
from tests.lgp.exports import Made, by_key, http, jsonl, made, stopped, table
from tests.lgp.typed import Lgp

WALKS = "there is no API key, so the leads are walked client by client; `lgp generate-key` makes one for bulk lists\n"


@pytest.fixture(scope="session")
def two(known: Profile) -> tuple[Made, Made]:
    """Two clients with leads."""
    return made(known, 5), made(known, 4, city="Lund")


@pytest.fixture(scope="session")
def other_ways() -> Iterator[Profile]:
    """A sandbox that does what others may do: a key opens little, rows hold more, or exactly what was asked."""
    variants = (
        "keys-only-where-stated",
        "extra-fields-everywhere",
        "bulk-fields-are-exact",
        "page-tokens-are-json",
        "hash-order",
        "no-token-on-the-last-page",
    )
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=2), "--variant", *variants]) as file:
        yield profile.read(file)


@pytest.fixture
def elsewhere(stranger: Lgp, other_ways: Profile, monkeypatch: pytest.MonkeyPatch) -> Lgp:
    """`lgp` there, by the API key of company A's owner."""
    by_key(monkeypatch, other_ways)
    return stranger


def logged_in(lgp: Lgp, there: Profile, monkeypatch: pytest.MonkeyPatch, origin: str = "") -> None:
    """Log in as company A's owner of another sandbox, or of one behind another origin."""
    person = there.actors["owner_a"]
    with monkeypatch.context() as patch:
        patch.setenv("LGP_PASSWORD", person.secret("password") or "")
        lgp.done(f"--base-url {origin or there.base_url} auth --email {person.username}")


def test_a_login_alone_walks_the_leads_of_each_client_and_says_so(lgp: Lgp, two: tuple[Made, Made]) -> None:
    ended = lgp.done("bulk export leads.jsonl --page-size 3")
    ids = [row["id"] for row in jsonl(lgp.home / "leads.jsonl")]
    assert ended.err.startswith(WALKS)
    assert two[0].leads | two[1].leads <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_login_alone_exports_one_client_by_either_id(lgp: Lgp, two: tuple[Made, Made]) -> None:
    told = lgp.done(f"bulk export leads.csv --client {two[1].id} --json").json
    assert {row["id"] for row in table(lgp.home / "leads.csv")} == two[1].leads
    assert told["operation"] == "listLeads"


def test_a_login_alone_keeps_the_chosen_fields(lgp: Lgp, two: tuple[Made, Made]) -> None:
    lgp.done(f"bulk export leads.jsonl --client {two[1].client_id} --fields city")
    assert {tuple(row.items())[1:] for row in jsonl(lgp.home / "leads.jsonl")} == {(("city", "Lund"),)}


def test_a_login_alone_makes_no_key(
    stranger: Lgp, known: Profile, two: tuple[Made, Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    with relaying(known.base_url) as relay:

        def counted(handler: BaseHTTPRequestHandler) -> None:
            asked.append(f"{handler.command} {urlsplit(handler.path).path}")
            relay(handler)

        with answering(counted) as server:
            logged_in(stranger, known, monkeypatch, server.origin)
            asked.clear()
            stranger.done(f"bulk export leads.jsonl --client {two[1].client_id} --page-size 2")
    assert set(asked) == {"GET /api/clients", "GET /api/leads"}


def test_a_login_that_ends_in_mid_export_says_that_rows_are_kept(
    lgp: Lgp, two: tuple[Made, Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = PartFile.add

    def add(part: PartFile, data: bytes, position: Position) -> None:
        keep(part, data, position)
        raise UsageError("the login has ended", "Log in again")

    monkeypatch.setattr(PartFile, "add", add)
    ended = lgp(f"bulk export leads.jsonl --client {two[0].client_id} --page-size 2")
    assert ended.code == 2
    assert "2 rows are kept in leads.jsonl.part; the same command goes on after them\n" in ended.err


def test_a_login_alone_has_no_source_leads(lgp: Lgp) -> None:
    ended = lgp("bulk export leads.jsonl --source")
    assert (ended.code, ended.out) == (2, "")
    assert "GET /source-leads/list needs an API key" in ended.err


def test_a_login_alone_takes_no_company(lgp: Lgp) -> None:
    ended = lgp("bulk export leads.jsonl --company x")
    assert (ended.code, ended.err.startswith("lgp: --company is of the bulk list")) == (2, True)


def test_a_login_alone_has_smaller_pages(lgp: Lgp) -> None:
    ended = lgp("bulk export leads.jsonl --page-size 1001")
    assert (ended.code, ended.err) == (2, "lgp: --page-size 1001 is no number of rows a page. Take 1 to 1000\n")


def test_somebody_without_login_and_key_is_told_how_to_get_in(stranger: Lgp, known: Profile) -> None:
    ended = stranger(f"--base-url {known.base_url} bulk export leads.jsonl")
    assert (ended.code, ended.out) == (2, "")
    assert f"Log in with `lgp --base-url {known.base_url} auth --email YOU`" in ended.err


def test_a_walk_goes_on_between_clients(lgp: Lgp, two: tuple[Made, Made], monkeypatch: pytest.MonkeyPatch) -> None:
    ended = stopped(lgp, monkeypatch, "bulk export leads.jsonl --page-size 2", after=4)
    lgp.done("bulk export leads.jsonl --page-size 2")
    ids = [row["id"] for row in jsonl(lgp.home / "leads.jsonl")]
    assert ended.code == 3
    assert two[0].leads | two[1].leads <= set(ids)
    assert len(ids) == len(set(ids))


def test_what_was_begun_with_a_login_is_not_gone_on_with_by_a_key(
    lgp: Lgp, two: tuple[Made, Made], known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(lgp, monkeypatch, f"bulk export leads.jsonl --client {two[0].client_id} --page-size 2", after=1)
    by_key(monkeypatch, known)
    ended = lgp(f"bulk export leads.jsonl --client {two[0].client_id} --page-size 2")
    assert (ended.code, "is of another export: its operation, company differ" in ended.err) == (2, True)


def test_a_key_beside_a_login_takes_the_bulk_list_of_the_logins_company(
    elsewhere: Lgp, other_ways: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged_in(elsewhere, other_ways, monkeypatch)
    told = elsewhere.done("bulk export leads.jsonl --json").json
    assert told["operation"] == "bulkEnrichLeads"


def test_a_profiles_actor_exports_by_its_key(stranger: Lgp, target: Path, two: tuple[Made, Made]) -> None:
    told = stranger.done(f"--profile {target} bulk export leads.jsonl --client {two[0].client_id} --json").json
    assert (told["operation"], told["rows"]) == ("bulkEnrichLeads", 5)


def test_a_key_that_does_not_tell_its_company_needs_it_named(elsewhere: Lgp) -> None:
    ended = elsewhere("bulk export leads.jsonl")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("lgp: the API key does not tell its company. Add --company ID")


def test_a_company_that_is_named_is_taken(elsewhere: Lgp, other_ways: Profile) -> None:
    with http(other_ways) as service:
        person = other_ways.actors["owner_a"]
        login = {"username": person.username, "password": person.secret("password")}
        token = service.post("/auth", json=login).json()["tokens"]["accessToken"]
        company = service.get("/company", headers={"Authorization": f"Bearer {token}"}).json()["company"]["id"]
    told = elsewhere.done(f"bulk export leads.jsonl --company {company} --json").json
    assert (told["operation"], told["rows"] > 0) == ("bulkEnrichLeads", True)


def test_a_company_of_others_is_refused_with_the_services_words(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_key(monkeypatch, known)
    ended = stranger("bulk export leads.jsonl --company somebody-elses")
    assert (ended.code, ended.out) == (1, "")
    assert "was answered 403, insufficient_permissions" in ended.err
    assert list(stranger.home.glob("*.part*")) == []
    assert not (stranger.home / "leads.jsonl").exists()


@pytest.fixture(scope="session")
def shown(other_ways: Profile) -> Made:
    """A client with leads, made with a login where a key may not make it."""
    person = other_ways.actors["owner_a"]
    with http(other_ways) as service:
        login = {"username": person.username, "password": person.secret("password")}
        token = service.post("/auth", json=login).json()["tokens"]["accessToken"]
        service.headers["Authorization"] = f"Bearer {token}"
        client = service.post("/clients", json={"clientName": "Shown"}).json()["client"]
        rows = [{"client_id": client["client_id"], "firstName": "Ada", "lastName": f"B {n}"} for n in range(7)]
        assert service.post("/leads", json={"leads": rows}).json()["created"] == 7
        leads = service.get("/leads", params={"client_id": client["client_id"]}).json()["leads"]
    return Made(client["client_id"], client["id"], frozenset(row["id"] for row in leads))


def test_a_lead_of_the_named_client_tells_the_company(elsewhere: Lgp, shown: Made) -> None:
    elsewhere.done(f"bulk export leads.jsonl --client {shown.client_id} --page-size 2")
    rows = jsonl(elsewhere.home / "leads.jsonl")
    assert sorted(row["id"] for row in rows) == sorted(shown.leads)


def test_rows_are_known_by_their_id_where_a_service_shows_it_only_if_asked(elsewhere: Lgp, shown: Made) -> None:
    elsewhere.done(f"bulk export leads.csv --client {shown.client_id} --fields lastName --page-size 3")
    rows = table(elsewhere.home / "leads.csv")
    assert {tuple(row) for row in rows} == {("id", "lastName")}
    assert {row["id"] for row in rows} == shown.leads


def company_of(there: Profile, lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of company A, as its owner's login tells it."""
    with monkeypatch.context() as patch:
        for name in ("LGP_API_KEY", "LGP_USER_ID"):
            patch.delenv(name)
        logged_in(lgp, there, monkeypatch)
        company: str = lgp.done("whoami --json").json["company_id"]
    (lgp.home / ".leadgenius_auth.json").unlink()
    return company


@pytest.mark.parametrize("word", ["id", "nosuchclient"])
def test_no_file_is_made_of_a_client_that_could_not_be_looked_up_and_has_no_leads(
    elsewhere: Lgp, other_ways: Profile, shown: Made, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    client, company = getattr(shown, word, word), company_of(other_ways, elsewhere, monkeypatch)
    ended = elsewhere(f"bulk export leads.jsonl --client {client} --company {company}")
    assert (ended.code, ended.out, list(elsewhere.home.glob("leads*"))) == (1, "", [])
    assert f"the API key may not look clients up, so that {client} is taken for a client_id\n" in ended.err
    assert f"lgp: no leads came for {client}, which may be no client. Give its client_id" in ended.err


def test_a_client_that_could_not_be_looked_up_is_exported_by_its_client_id(
    elsewhere: Lgp, other_ways: Profile, shown: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = company_of(other_ways, elsewhere, monkeypatch)
    elsewhere.done(f"bulk export leads.jsonl --client {shown.client_id} --company {company}")
    assert {row["id"] for row in jsonl(elsewhere.home / "leads.jsonl")} == shown.leads


@pytest.mark.parametrize("flags", ["", "--client x"])
def test_a_key_that_nobody_knows_is_told_as_such(elsewhere: Lgp, monkeypatch: pytest.MonkeyPatch, flags: str) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_mistyped")
    ended = elsewhere(f"bulk export leads.jsonl {flags}")
    assert (ended.code, ended.out) == (1, "")
    assert "was answered 401" in ended.err
    assert "See that the API key lives" in ended.err


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_fails_is_not_told_as_a_key_without_a_company(
    stranger: Lgp, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "somebody")
    with answering(Answer(status, b"{}", headers={"Retry-After": "100000"})) as server:
        ended = stranger(f"--base-url {server.origin} bulk export leads.jsonl")
    assert (ended.code, f"GET {server.origin}/api/clients was answered {status}" in ended.err) == (1, True)


@pytest.mark.parametrize("word", ["", " "])
def test_an_empty_client_is_not_taken_for_all(lgp: Lgp, word: str) -> None:
    ended = lgp("bulk export leads.jsonl --client", word)
    told = "lgp: --client names no client. Leave it out to export the leads of all\n"
    assert (ended.code, ended.err, list(lgp.home.glob("leads*"))) == (2, told, [])


@pytest.mark.parametrize("word", ["ALL", "DEFAULT"])
def test_two_words_name_every_client(lgp: Lgp, two: tuple[Made, Made], word: str) -> None:
    lgp.done(f"bulk export leads.jsonl --client {word}")
    assert two[0].leads | two[1].leads <= {row["id"] for row in jsonl(lgp.home / "leads.jsonl")}
