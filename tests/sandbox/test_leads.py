from typing import Any

import pytest

from conformance.sandbox.lead_tables import LEAD_FIELDS
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, listed, listing, new_client, new_lead, new_leads

OPTIONAL = [field.name for field in LEAD_FIELDS.fields if not field.required]


def test_a_new_lead_is_listed_and_read_as_it_was_answered(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, email="ada@x.example", notes=" first\nprogrammer ")
    assert listed(sandbox, client) == [lead]
    assert by_id(sandbox, lead["id"]) == lead


def test_a_lead_belongs_to_its_client_its_maker_and_the_makers_company(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, by="member_a")
    expected = (client["client_id"], client["company_id"], sandbox.actor("member_a").user_id)
    assert (lead["client_id"], lead["company_id"], lead["owner"]) == expected


def test_every_field_is_kept_and_changed(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, **{name: f"old {name}" for name in OPTIONAL})
    assert {name: lead[name] for name in OPTIONAL} == {name: f"old {name}" for name in OPTIONAL}
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], **{name: f"new {name}" for name in OPTIONAL}})
    (after,) = listed(sandbox, client)
    assert {name: after[name] for name in OPTIONAL} == {name: f"new {name}" for name in OPTIONAL}


@pytest.mark.parametrize(
    "text", ["Zoë Ångström", "李小龍", "𝔘𝔫𝔦 👩‍💻", "O'Hara; DROP TABLE leads --", '<b>"x"</b>\n\t']
)
def test_texts_of_all_scripts_are_kept(sandbox: Sandbox, text: str) -> None:
    lead = new_lead(sandbox, new_client(sandbox), lastName=text, notes=text)
    assert by_id(sandbox, lead["id"]) == {**lead, "lastName": text.strip(), "notes": text.strip()}


@pytest.mark.parametrize("sent", ["owner", "company_id", "id", "createdAt", "updatedAt", "phone", "colour"])
def test_what_the_server_owns_or_does_not_know_is_not_taken(sandbox: Sandbox, sent: str) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, **{sent: "evil"})
    changed = sandbox.by("owner_a", "PUT", f"/api/enrich-leads/{lead['id']}", {sent: "evil"}).body["lead"]
    assert "evil" not in [*lead.values(), *changed.values(), *listed(sandbox, client)[0].values()]


@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_optional_field_without_a_value_counts_as_not_sent(sandbox: Sandbox, value: str | None) -> None:
    lead = new_lead(sandbox, new_client(sandbox), title=value, email=value)
    assert not {"title", "email"} & set(lead)


@pytest.mark.parametrize("value", [None, ""])
def test_an_update_clears_a_field_and_keeps_what_was_not_sent(sandbox: Sandbox, value: str | None) -> None:
    lead = new_lead(sandbox, new_client(sandbox), title="CEO", city="Lyon")
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "title": value})
    after = by_id(sandbox, lead["id"])
    assert after is not None
    assert ("title" in after, after["city"]) == (False, "Lyon")


@pytest.mark.parametrize(
    ("changes", "error_type"),
    [
        ({"client_id": None}, "missing_required_field"),
        ({"firstName": ""}, "missing_required_field"),
        ({"lastName": None}, "missing_required_field"),
        ({"firstName": 7}, "invalid_format"),
        ({"client_id": ["x"]}, "invalid_format"),
        ({"aiLeadScore": {"x": 1}}, "invalid_format"),
    ],
)
def test_a_lead_needs_a_client_both_names_and_texts(sandbox: Sandbox, changes: dict[str, Any], error_type: str) -> None:
    client = new_client(sandbox)
    body = {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron", **changes}
    answer = sandbox.by("owner_a", "POST", "/api/leads", body)
    assert (answer.status, answer.error_type, listed(sandbox, client)) == (400, error_type, [])


@pytest.mark.parametrize("field", ["firstName", "lastName"])
def test_an_update_cannot_take_a_name_away(sandbox: Sandbox, field: str) -> None:
    lead = new_lead(sandbox, new_client(sandbox))
    answer = sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "city": "Lyon", field: ""})
    assert (answer.status, by_id(sandbox, lead["id"])) == (400, lead)


def test_the_record_id_of_a_client_is_not_its_client_id(sandbox: Sandbox) -> None:
    body = {"client_id": new_client(sandbox)["id"], "firstName": "Ada", "lastName": "Byron"}
    assert sandbox.by("owner_a", "POST", "/api/leads", body).status == 404


def test_the_id_alone_changes_nothing(sandbox: Sandbox) -> None:
    lead = new_lead(sandbox, new_client(sandbox), title="CEO")
    assert sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"]}).body["lead"] == lead


def test_a_change_moves_updated_at_alone_of_the_times(sandbox: Sandbox) -> None:
    lead = new_lead(sandbox, new_client(sandbox))
    after = sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "city": "Lyon"}).body["lead"]
    assert after["createdAt"] == lead["createdAt"]
    assert after["updatedAt"] > lead["updatedAt"]


def test_a_lead_stays_with_its_client(sandbox: Sandbox) -> None:
    first, second = new_client(sandbox), new_client(sandbox)
    lead = new_lead(sandbox, first)
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "client_id": second["client_id"], "city": "Lyon"})
    assert [len(listed(sandbox, client)) for client in (first, second)] == [1, 0]


def test_a_deleted_lead_is_gone_and_the_others_stay(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    first, second = new_lead(sandbox, client), new_lead(sandbox, client)
    assert sandbox.by("owner_a", "DELETE", f"/api/leads?id={first['id']}").status == 200
    assert (by_id(sandbox, first["id"]), listed(sandbox, client)) == (None, [second])
    assert sandbox.by("owner_a", "DELETE", f"/api/leads?id={first['id']}").status == 404


def test_the_total_is_that_of_the_whole_list_on_every_page(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    new_leads(sandbox, client, 5)
    first = listing(sandbox, client, query="&limit=2")
    last = listing(
        sandbox, client, query=f"&limit=4&nextToken={listing(sandbox, client, query='&limit=4')['nextToken']}"
    )
    assert [(page["total"], page["count"], len(page["leads"])) for page in (first, last)] == [(5, 2, 2), (5, 1, 1)]


def test_a_list_needs_a_client_id(sandbox: Sandbox) -> None:
    assert sandbox.by("owner_a", "GET", "/api/leads").error_type == "missing_required_field"


@pytest.mark.parametrize("second", ["ada@x.example", "ADA@x.Example"])
def test_an_e_mail_stands_once_in_a_client_in_any_letter_case(sandbox: Sandbox, second: str) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, email="ada@x.example")
    body = {"client_id": client["client_id"], "firstName": "B", "lastName": "C", "email": second}
    answer = sandbox.by("owner_a", "POST", "/api/leads", body)
    assert (answer.status, answer.error_type, listed(sandbox, client)) == (409, "already_exists", [lead])


def test_a_lead_cannot_take_the_e_mail_of_another_but_keeps_its_own(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    new_lead(sandbox, client, email="ada@x.example")
    lead = new_lead(sandbox, client, email="bob@x.example")
    statuses = [
        sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "email": email}).status
        for email in ("ada@x.example", "Bob@x.example")
    ]
    assert statuses == [409, 200]


def test_clients_and_companies_may_share_an_e_mail(sandbox: Sandbox) -> None:
    makers = ("owner_a", "owner_a", "owner_b")
    made = [new_lead(sandbox, new_client(sandbox, by), by, email="ada@x.example") for by in makers]
    assert (len({each["id"] for each in made}), {each["email"] for each in made}) == (3, {"ada@x.example"})


def test_a_lead_outlives_its_client_for_those_who_know_its_id(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}")
    assert (by_id(sandbox, lead["id"]), listed(sandbox, client)) == (lead, [])
    assert sandbox.by("owner_a", "DELETE", f"/api/leads?id={lead['id']}").status == 200


def test_a_purged_client_takes_its_leads_along(sandbox: Sandbox) -> None:
    client, other = new_client(sandbox), new_client(sandbox)
    lead, kept = new_lead(sandbox, client), new_lead(sandbox, other)
    answer = sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true")
    assert (answer.body["deletedLeads"], by_id(sandbox, lead["id"])) == (1, None)
    assert by_id(sandbox, kept["id"]) == kept


def test_a_list_follows_after_the_lag_and_a_read_by_id_at_once(build: Build) -> None:
    sandbox = build(lag=2.0)
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    assert (listed(sandbox, client), by_id(sandbox, lead["id"])) == ([], lead)
    sandbox.now += 2.1
    assert listed(sandbox, client) == [lead]


def test_a_duplicate_is_seen_before_the_list_shows_it(build: Build) -> None:
    sandbox = build(lag=2.0)
    client = new_client(sandbox)
    new_lead(sandbox, client, email="ada@x.example")
    body = {"client_id": client["client_id"], "firstName": "B", "lastName": "C", "email": "ada@x.example"}
    assert sandbox.by("owner_a", "POST", "/api/leads", body).status == 409
