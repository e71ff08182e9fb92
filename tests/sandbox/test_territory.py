import pytest

from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.territory_calls import Workbench


@pytest.fixture
def bench(sandbox: Sandbox) -> Workbench:
    return Workbench(sandbox)


@pytest.fixture
def three(bench: Workbench) -> Workbench:
    """One lead of Cedar, two of Anchor, three of bridge, each company's on a day of its own."""
    for company, number, day in (("Cedar", 1, 15), ("Anchor", 2, 16), ("bridge", 3, 17)):
        for index in range(number):
            at = f"2027-01-{day}T0{index}:00:00.000Z"
            bench.lead(company, at, aiLeadScore=str(10 * index), status="Qualified" if index else "new")
    return bench


def test_a_row_counts_the_leads_of_its_company(bench: Workbench) -> None:
    for fields in ({"status": "Qualified", "aiLeadScore": " 70 "}, {"status": "new", "aiLeadScore": "75.5"}, {}):
        bench.lead("Acme", **fields)
    bench.lead("Other")
    bench.lead(None)
    acme, other = bench.rows()
    assert (acme["totalLeads"], acme["qualifiedLeads"], acme["averageLeadScore"]) == (3, 1, 72.75)
    assert (other["totalLeads"], other["qualifiedLeads"], "averageLeadScore" in other) == (1, 0, False)


@pytest.mark.parametrize("text", ["high", "7e1", "0x1", "70%", "nan", "", "1_0"])
def test_only_decimal_numbers_are_scores(bench: Workbench, text: str) -> None:
    bench.lead("Acme", aiLeadScore=text)
    assert "averageLeadScore" not in bench.rows()[0]


def test_the_territory_follows_its_leads(bench: Workbench) -> None:
    leads = [bench.lead("Acme"), bench.lead("Acme"), bench.lead("Acme")]
    bench.leads.delete(leads[0])
    bench.leads.update(leads[1], {"companyName": "Moved"})
    assert [(row["companyName"], row["totalLeads"]) for row in bench.rows()] == [("Acme", 1), ("Moved", 1)]


def test_the_last_activity_is_the_latest_change_of_leads_and_post(bench: Workbench) -> None:
    lead = bench.lead("Acme")
    bench.sandbox.now += 10
    changed = bench.leads.update(lead, {"title": "CEO"})
    (first,) = bench.rows()
    bench.sandbox.now += 10
    saved = bench.save("Acme").body["company"]
    (second,) = bench.rows()
    assert first["lastActivityDate"] == changed.updated_at < second["lastActivityDate"] == saved["lastActivityDate"]


def test_a_post_and_the_leads_make_one_row_of_one_id(bench: Workbench) -> None:
    bench.lead("Acme", country="Spain")
    bench.sandbox.now += 1
    bench.lead("Acme", country="Kenya")
    (before,) = bench.rows()
    answer = bench.save("Acme", industry="Energy")
    (after,) = bench.rows()
    assert (answer.status, answer.body["company"]) == (201, after)
    assert after == {**before, "industry": "Energy", "lastActivityDate": after["lastActivityDate"]}
    assert after["country"] == "Kenya"


def test_a_post_without_leads_is_a_row_of_none(bench: Workbench) -> None:
    bench.save("Acme", industry="Energy", country="Spain")
    (row,) = bench.rows()
    assert (row["totalLeads"], row["industry"], row["country"]) == (0, "Energy", "Spain")


def test_a_second_post_updates_and_keeps_what_was_not_sent(bench: Workbench) -> None:
    first = bench.save("Acme", industry="Energy", country="Spain")
    second = bench.save("Acme", country="Kenya")
    (row,) = bench.rows()
    assert (second.status, second.body["company"]["id"]) == (200, first.body["company"]["id"])
    assert (row["industry"], row["country"]) == ("Energy", "Kenya")


@pytest.mark.parametrize("cleared", [None, ""])
def test_a_second_post_clears_with_nothing(bench: Workbench, cleared: str | None) -> None:
    bench.save("Acme", industry="Energy")
    bench.save("Acme", industry=cleared)
    assert "industry" not in bench.rows()[0]


def test_the_counts_cannot_be_written(bench: Workbench) -> None:
    bench.save("Acme", totalLeads=9, qualifiedLeads=9, averageLeadScore=9, lastActivityDate="2999-01-01T00:00:00Z")
    (row,) = bench.rows()
    assert (row["totalLeads"], row["qualifiedLeads"], "averageLeadScore" in row) == (0, 0, False)
    assert row["lastActivityDate"] < "2999"


@pytest.mark.parametrize("body", [{"companyName": "x"}, {"client_id": "x"}, {"client_id": "x", "companyName": " "}])
def test_a_post_needs_its_key(sandbox: Sandbox, body: dict[str, str]) -> None:
    answer = sandbox.by("owner_a", "POST", "/api/territory-workbench/companies", body)
    assert (answer.status, answer.error_type) == (400, "missing_required_field")


def test_a_foreign_client_looks_like_an_unknown_one(bench: Workbench) -> None:
    bench.lead("Acme")
    foreign = bench.save("Acme", by="owner_b")
    read = bench.ask(by="owner_b")
    bench.client["client_id"] = "unknown"
    unknown = bench.save("Acme", by="owner_b")
    assert (foreign.status, foreign.body, read.body) == (404, unknown.body, bench.ask(by="owner_b").body)


def test_a_member_does_not_change_what_a_colleague_saved(bench: Workbench) -> None:
    bench.save("Acme", industry="Energy")
    answer = bench.save("Acme", by="member_a", industry="Media")
    assert (answer.status, answer.error_type, bench.rows()[0]["industry"]) == (403, "owner_mismatch", "Energy")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("&minLeads=2", ["Anchor", "bridge"]),
        ("&maxLeads=2", ["Anchor", "Cedar"]),
        ("&minLeads=2&maxLeads=2", ["Anchor"]),
        ("&minLeads=4", []),
        ("&maxLeads=0", []),
        ("&search=ANCH", ["Anchor"]),
        ("&search=BRIDGE", ["bridge"]),
        ("&search=zzz", []),
        ("&startDate=2027-01-16", ["Anchor", "bridge"]),
        ("&endDate=2027-01-16", ["Anchor", "Cedar"]),
        ("&startDate=2027-01-16&endDate=2027-01-16", ["Anchor"]),
        ("&startDate=2027-01-16&minLeads=3&search=b", ["bridge"]),
        ("&industry=Energy", []),
    ],
)
def test_a_filter_leaves_exactly_the_rows_that_meet_it(three: Workbench, query: str, names: list[str]) -> None:
    assert three.names(query) == names


def test_industry_is_that_of_the_post(three: Workbench) -> None:
    three.save("Cedar", industry="Energy")
    three.save("Anchor", industry="Media")
    assert (three.names("&industry=Energy"), three.names("&industry=energy")) == (["Cedar"], [])


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("companyName", ["Anchor", "Cedar", "bridge"]),
        ("totalLeads", ["Cedar", "Anchor", "bridge"]),
        ("qualifiedLeads", ["Cedar", "Anchor", "bridge"]),
        ("averageLeadScore", ["Cedar", "Anchor", "bridge"]),
        ("lastActivityDate", ["Cedar", "Anchor", "bridge"]),
    ],
)
def test_the_order_is_by_its_key_and_descending_is_its_reverse(three: Workbench, key: str, names: list[str]) -> None:
    ascending, descending = (three.names(f"&sortBy={key}&sortDirection={way}") for way in ("asc", "desc"))
    assert (ascending, descending) == (names, names[::-1])


@pytest.mark.parametrize("key", ["totalLeads", "qualifiedLeads", "averageLeadScore"])
def test_rows_of_equal_value_come_by_id_in_the_same_direction(bench: Workbench, key: str) -> None:
    for company in ("A", "B", "C", "D"):
        bench.lead(company)
    ascending, descending = (bench.rows(f"&sortBy={key}&sortDirection={way}") for way in ("asc", "desc"))
    assert [row["id"] for row in ascending] == sorted(row["id"] for row in ascending)
    assert descending == ascending[::-1]


@pytest.mark.parametrize(
    "query",
    [
        "&sortBy=colour",
        "&sortDirection=up",
        "&minLeads=-1",
        "&maxLeads=x",
        "&minLeads=1.5",
        "&minLeads=",
        "&minLeads=3&maxLeads=2",
        "&startDate=yesterday",
        "&startDate=2027-02-30",
        "&endDate=20270101",
        "&startDate=2027-01-02&endDate=2027-01-01",
    ],
)
def test_a_value_outside_its_form_is_refused(bench: Workbench, query: str) -> None:
    answer = bench.ask(query)
    assert (answer.status, answer.error_type) == (400, "invalid_value")


def test_a_territory_is_asked_for_by_client(sandbox: Sandbox) -> None:
    answer = sandbox.by("owner_a", "GET", "/api/territory-workbench/companies")
    assert (answer.status, answer.error_type) == (400, "missing_required_field")


def test_the_territory_follows_when_the_lag_is_over(build: Build) -> None:
    bench = Workbench(build(lag=5))
    bench.lead("Acme")
    bench.save("Posted")
    before = bench.names()
    bench.sandbox.now += 5
    assert (before, bench.names()) == ([], ["Acme", "Posted"])


def test_a_key_is_not_taken(bench: Workbench) -> None:
    path = f"/api/territory-workbench/companies?client_id={bench.client['client_id']}"
    assert bench.sandbox.send("GET", path, headers=bench.sandbox.key("owner_a")).status == 401
