"""A choice is made by its name and one of its values, and does what it says."""

import re
import string
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.second.choices import INFERRED, SETS, TOLERATED, Choices, described, with_changes
from tests.second.clock import Clock
from tests.second.inside import Inside, inside
from tests.second.tables import Table

Serve = Callable[..., Inside]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers of choices that are given as `name="value"`, on top of the inferred ones."""
    with ExitStack() as running:

        def start(**told: str) -> Inside:
            changes = [f"{name}={value}" for name, value in told.items()]
            return running.enter_context(inside(with_changes(INFERRED, changes)))

        yield start


def made(answer: httpx.Response, key: str) -> Any:
    """What an answer holds under its key, which must be one of success."""
    return answer.raise_for_status().json()[key]


def client(person: httpx.Client, name: str = "Alder", **more: str) -> Any:
    """A client that somebody makes."""
    return made(person.post("/clients", json={"clientName": name, **more}), "client")


def lead(person: httpx.Client, owned: Any, email: str = "ada@alder.example") -> httpx.Response:
    """What somebody is answered who makes a lead."""
    body = {"client_id": owned["client_id"], "firstName": "Ada", "lastName": "Byron", "email": email}
    return person.post("/leads", json=body)


def test_the_two_sets_differ_in_what_the_contract_leaves_open() -> None:
    assert INFERRED.unknown_client == "empty"
    assert TOLERATED.unknown_client == "404"


@pytest.mark.parametrize("change", ["nothing=1", "ids=roman", "prefilled=yes", "lag=long", "ids"])
def test_what_is_no_choice_is_refused(change: str) -> None:
    with pytest.raises(ValueError, match=r"no choice|is one of|could not convert"):
        with_changes(INFERRED, [change])


@pytest.mark.parametrize("chosen", SETS.values(), ids=list(SETS))
def test_a_change_leaves_the_other_choices_alone(chosen: Choices) -> None:
    assert with_changes(with_changes(chosen, ["created=200"]), [f"created={chosen.created}"]) == chosen


@pytest.mark.parametrize("chosen", SETS.values(), ids=list(SETS))
def test_each_value_of_a_set_can_be_asked_for(chosen: Choices) -> None:
    told = [f"{each.name}={str(getattr(chosen, each.name)).removesuffix('.0')}" for each in fields(Choices)]
    assert (
        with_changes(INFERRED, [each.replace("=True", "=true").replace("=False", "=false") for each in told]) == chosen
    )


def test_every_choice_is_told_with_what_leaves_it_open() -> None:
    assert "  rotates=true|false: a refresh may use the token up, or not" in described().splitlines()
    assert len(described().splitlines()) == len(fields(Choices))


def test_ids_are_counted_by_table(serve: Serve) -> None:
    owner = serve(ids="short-per-kind").person("owner_a")
    first = client(owner)
    assert (first["id"], made(lead(owner, first), "lead")["id"]) == ("1", "1")


def test_ids_are_counted_over_all_tables(serve: Serve) -> None:
    owner = serve(ids="short").person("owner_a")
    first = client(owner)
    assert int(made(lead(owner, first), "lead")["id"]) == int(first["id"]) + 1


def test_odd_ids_are_found_again_where_they_are_quoted(serve: Serve) -> None:
    owner = serve(ids="odd").person("owner_a")
    known = made(lead(owner, client(owner)), "lead")["id"]
    assert re.search(r"[/?'\"é ]", known)
    assert made(owner.get("/enrich-leads/" + quote(known, safe="")), "lead")["id"] == known


def test_json_escapes_letters_and_slashes(serve: Serve) -> None:
    owner = serve(json="slashes").person("owner_a")
    answer = owner.post("/clients", json={"clientName": "Zoë", "companyURL": "https://zoe.example"})
    assert b"Zo\\u00eb" in answer.content
    assert b"https:\\/\\/zoe.example" in answer.content


def test_text_is_stored_decomposed(serve: Serve) -> None:
    assert client(serve(unicode="NFD").person("owner_a"), "Zoë")["clientName"] == "Zoe\u0308"


def test_the_clock_is_wrong_by_the_skew(serve: Serve) -> None:
    right, wrong = (serve(skew=skew).person("owner_a").get("/clients") for skew in ("0", "-3600"))
    apart = parsedate_to_datetime(right.headers["date"]) - parsedate_to_datetime(wrong.headers["date"])
    assert 3500 < apart.total_seconds() < 3700


def test_a_list_lags_behind_a_create_that_is_read_by_id(serve: Serve) -> None:
    owner = serve(lag="3600").person("owner_a")
    known = client(owner)["id"]
    assert made(owner.get("/clients"), "clients") == []
    assert made(owner.get("/clients", params={"clientId": known}), "clients") != []


def test_within_the_lag_a_flapping_list_is_now_old_now_new(serve: Serve) -> None:
    owner = serve(lag="3600", flapping="true").person("owner_a")
    client(owner)
    assert {len(made(owner.get("/clients"), "clients")) for _ in range(64)} == {0, 1}


def test_what_is_shown_at_once_never_goes_back_to_what_was_queued(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = with_changes(INFERRED, ["lag=10"])
    clock = Clock(choices)
    table = Table(choices, clock)
    for moment, country in ((0.0, "old"), (5.0, "new")):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        row = {"id": "1", "country": country}
        table.put(row)
        table.show_at_once(row)
    monkeypatch.setattr(clock, "now", lambda: 12.0)
    assert [row["country"] for row in table.seen()] == ["new"]


@pytest.mark.parametrize(("view", "seen"), [("own", 0), ("company", 1)])
def test_what_a_member_sees_of_a_colleague(serve: Serve, view: str, seen: int) -> None:
    server = serve(member_view=view)
    client(server.person("owner_a"))
    assert len(made(server.person("member_a").get("/clients"), "clients")) == seen


@pytest.mark.parametrize(("choice", "status"), [("409", 409), ("upsert", 201)])
def test_an_email_twice_in_one_client(serve: Serve, choice: str, status: int) -> None:
    owner = serve(twins=choice).person("owner_a")
    owned = client(owner)
    lead(owner, owned)
    assert lead(owner, owned).status_code == status


@pytest.mark.parametrize(("choice", "status"), [("404", 404), ("403", 403)])
def test_an_unknown_id(serve: Serve, choice: str, status: int) -> None:
    owner = serve(unknown_id=choice).person("owner_a")
    assert owner.get("/enrich-leads/nobody").status_code == status


@pytest.mark.parametrize("choice", ["nextToken", "nextCursor", "cursor", "lastKey"])
def test_the_mark_of_the_search_history_has_its_name(serve: Serve, choice: str) -> None:
    owner = serve(history_mark=choice).person("owner_a")
    for name in ("one", "two"):
        made(owner.post("/search-history", json={"searchName": name}), "searchHistory")
    first = owner.get("/search-history", params={"limit": 1}).json()
    second = owner.get("/search-history", params={"limit": 1, "cursor": first[choice]}).json()
    assert [first["searchHistories"][0]["searchName"], second["searchHistories"][0]["searchName"]] == ["one", "two"]


@pytest.mark.parametrize("choice", ["400", "401"])
@pytest.mark.parametrize("field", ["username", "password"])
def test_a_login_that_lacks_a_field(serve: Serve, choice: str, field: str) -> None:
    server = serve(login_without_fields=choice)
    login = server.login("owner_a")
    del login[field]
    assert server.stranger().post("/auth", json=login).status_code == int(choice)


@pytest.mark.parametrize("choice", ["400", "401"])
def test_a_refresh_without_a_token(serve: Serve, choice: str) -> None:
    assert serve(login_without_fields=choice).stranger().post("/auth/refresh", json={}).status_code == int(choice)


def test_no_other_spelling_of_a_token_opens_anything(serve: Serve) -> None:
    server = serve()
    token = server.world.tokens.signed(server.user("owner_a"))
    letters = string.ascii_letters + string.digits + "-_"
    altered = [token + "==", *(token[:-1] + letter for letter in letters if letter != token[-1])]
    stranger = server.stranger()
    answers = [stranger.get("/clients", headers={"Authorization": f"Bearer {each}"}) for each in altered]
    assert {answer.status_code for answer in answers} == {401}


def test_no_other_spelling_of_a_page_mark_leads_on(serve: Serve) -> None:
    owner = serve(page_marks="json").person("owner_a")
    for name in ("Alder", "Birch"):
        client(owner, name)
    mark = made(owner.get("/clients", params={"limit": 1}), "nextToken")
    body, _, seal = mark.rpartition(" ")
    marks = [mark, f"{body} {seal.upper()}", f"{body}  {seal}"]
    answers = [owner.get("/clients", params={"limit": 1, "nextToken": each}) for each in marks]
    assert [answer.status_code for answer in answers] == [200, 400, 400]


@pytest.mark.parametrize(("choice", "status"), [("ignored", 200), ("400", 400), ("moves", 200)])
def test_an_update_that_names_a_client(serve: Serve, choice: str, status: int) -> None:
    owner = serve(client_in_put=choice).person("owner_a")
    old, new = client(owner), client(owner, "Birch")
    known = made(lead(owner, old), "lead")["id"]
    answer = owner.put("/leads", json={"id": known, "client_id": new["client_id"]})
    moved = made(owner.get(f"/enrich-leads/{known}"), "lead")["client_id"] == new["client_id"]
    assert (answer.status_code, moved) == (status, choice == "moves")


@pytest.mark.parametrize(("choice", "status"), [("true", 401), ("false", 200)])
def test_a_used_refresh_token(serve: Serve, choice: str, status: int) -> None:
    server = serve(rotates=choice)
    owner = server.person("owner_a")
    used = {"refreshToken": made(owner.post("/auth", json=server.login("owner_a")), "tokens")["refreshToken"]}
    made(owner.post("/auth/refresh", json=used), "tokens")
    assert owner.post("/auth/refresh", json=used).status_code == status


@pytest.mark.parametrize(("choice", "status"), [("true", 400), ("false", 401)])
def test_a_stranger_who_sends_no_json(serve: Serve, choice: str, status: int) -> None:
    assert serve(parses_first=choice).stranger().post("/clients", content=b"{").status_code == status


@pytest.mark.parametrize(("choice", "status"), [("400", 400), ("skipped", 200)])
def test_processing_where_nothing_is_configured(serve: Serve, choice: str, status: int) -> None:
    owner = serve(nothing_configured=choice).person("owner_a")
    known = made(lead(owner, client(owner)), "lead")["id"]
    assert owner.post("/leads/process/sdr", json={"leadId": known}).status_code == status


@pytest.mark.parametrize(("choice", "status"), [("404", 404), ("new", 200)])
def test_a_chat_in_a_thread_of_somebody_else(serve: Serve, choice: str, status: int) -> None:
    server = serve(unknown_thread=choice)
    begun = server.person("owner_a").post("/epsimo-chat", json={"message": "mine"}).json()["threadId"]
    answer = server.person("owner_b").post("/epsimo-chat", json={"message": "mine", "threadId": begun})
    assert (answer.status_code, answer.json().get("threadId") == begun) == (status, False)


@pytest.mark.parametrize(("choice", "status"), [("409", 409), ("goes", 200)])
def test_a_client_with_leads_is_deleted_without_purge(serve: Serve, choice: str, status: int) -> None:
    owner = serve(client_with_leads=choice).person("owner_a")
    owned = client(owner)
    lead(owner, owned)
    assert owner.delete("/clients", params={"id": owned["id"]}).status_code == status


@pytest.mark.parametrize(("choice", "number"), [("true", 2), ("false", 0)])
def test_a_company_holds_clients_at_the_start(serve: Serve, choice: str, number: int) -> None:
    assert len(made(serve(prefilled=choice).person("owner_a").get("/clients"), "clients")) == number
