from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import pages_limits, pages_order, pages_tokens, pages_walks
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import listing, new_client, new_lead, new_leads

ENOUGH = 9
"""Pages after which a walk over five leads counts as endless."""


def sizes(limit: str, leads: int = 5) -> Callable[[Sandbox], Any]:
    def look(sandbox: Sandbox) -> Any:
        client = new_client(sandbox)
        table = Records(sandbox.application.store, LEADS)
        for _ in range(leads):
            table.insert(
                company_id=client["company_id"],
                owner=client["owner"],
                fields={"firstName": "A", "lastName": "B"},
                client_id=client["client_id"],
            )
        answer = sandbox.by("owner_a", "GET", f"/api/leads?client_id={client['client_id']}{limit}")
        return answer.body["count"] if answer.status == 200 else answer.status

    return look


def walked(sandbox: Sandbox) -> Any:
    """The last names on a walk over five leads, two a page; None for one that does not end."""
    client = new_client(sandbox)
    new_leads(sandbox, client, 5)
    new_lead(sandbox, new_client(sandbox), lastName="other")
    names: list[str] = []
    query = "&limit=2"
    for _ in range(ENOUGH):
        page = listing(sandbox, client, query=query)
        names += [lead["lastName"] for lead in page["leads"]]
        if not page["nextToken"]:
            return " ".join(names)
        query = f"&limit=2&nextToken={page['nextToken']}"
    return None


def walked_over_a_deletion(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    first, *_ = new_leads(sandbox, client, 4)
    page = listing(sandbox, client, query="&limit=2")
    sandbox.by("owner_a", "DELETE", f"/api/leads?id={first['id']}")
    return len(listing(sandbox, client, query=f"&nextToken={page['nextToken']}")["leads"])


def by_token(*, giver: str, damaged: bool = False) -> Callable[[Sandbox], Any]:
    """Whose clients a page by another's, or a damaged, token shows to A: its letter, or the status."""

    def look(sandbox: Sandbox) -> Any:
        for _ in range(2):
            new_client(sandbox, giver)
        token = sandbox.by(giver, "GET", "/api/clients?limit=1").body["nextToken"]
        if damaged:
            token = ("B" if token[0] == "A" else "A") + token[1:]
        answer = sandbox.by("owner_a", "GET", f"/api/clients?limit=1&nextToken={token}")
        if answer.status != 200:
            return answer.status
        companies = {id: name for name, id in sandbox.application.seeding.companies.items()}
        return "a" if companies[answer.body["clients"][0]["company_id"]] == "a" else "other"

    return look


def by_other_clients_token(sandbox: Sandbox) -> Any:
    client, other = new_client(sandbox), new_client(sandbox)
    new_leads(sandbox, other, 2)
    token = listing(sandbox, other, query="&limit=1")["nextToken"]
    return sandbox.by("owner_a", "GET", f"/api/leads?client_id={client['client_id']}&nextToken={token}").status


def searches_by_cursor(sandbox: Sandbox) -> Any:
    """The names on the two pages of two searches, one a page."""
    for name in ("first", "second"):
        sandbox.by("owner_a", "POST", "/api/search-history", {"searchName": name, "category": "c"})
    path = "/api/search-history?category=c&limit=1"
    page = sandbox.by("owner_a", "GET", path).body
    after = sandbox.by("owner_a", "GET", f"{path}&cursor={page['nextToken']}").body
    return [row["searchName"] for each in (page, after) for row in each["searchHistories"]]


def twice_by_token(order: str) -> Callable[[Sandbox], Any]:
    """The statuses and rows of the second page of two leads, asked for twice with parameters in an order."""

    def look(sandbox: Sandbox) -> Any:
        client = new_client(sandbox)
        new_leads(sandbox, client, 2)
        token = listing(sandbox, client, query="&limit=1")["nextToken"]
        query = order.format(client=client["client_id"], token=token)
        answers = [sandbox.by("owner_a", "GET", f"/api/leads?{query}") for _ in range(2)]
        return [each.body["leads"][0]["lastName"] if each.status == 200 else each.status for each in answers]

    return look


def walked_over_an_addition(sandbox: Sandbox) -> int:
    """How many of three leads a walk shows on its second page, when another is added after the first."""
    client = new_client(sandbox)
    new_leads(sandbox, client, 3)
    page = listing(sandbox, client, query="&limit=2")
    new_lead(sandbox, client, lastName="new")
    rest = listing(sandbox, client, query=f"&nextToken={page['nextToken']}")["leads"]
    return len([lead for lead in rest if lead["lastName"] != "new"])


STRAIGHT = "client_id={client}&limit=1&nextToken={token}"
TURNED = "nextToken={token}&limit=1&client_id={client}"
WALK = "L0 L1 L2 L3 L4"


@probes(
    Probe(pages_walks.PageRepeatsRow, walked, WALK, "L0 L1 L1 L2 L2 L3 L3 L4"),
    Probe(pages_walks.PageSkipsRow, walked, WALK, "L0 L1 L3 L4"),
    Probe(pages_walks.WalkNeverEnds, walked, WALK, None),
    Probe(pages_walks.WalkEndsEarly, walked, WALK, "L0 L1"),
    Probe(pages_walks.FilterLostOnPageTwo, walked, WALK, "L0 L1 L2 L3 L4 other"),
    Probe(pages_walks.PageByOffset, walked_over_a_deletion, 2, 1),
    Probe(pages_walks.LimitIgnored, sizes("&limit=2"), 2, 5),
    Probe(pages_walks.LimitOffByOne, sizes("&limit=2"), 2, 3),
    Probe(pages_limits.DefaultLimitIsMaximum, sizes("", 101), 100, 101),
    Probe(pages_limits.LimitUnbounded, sizes("&limit=1001"), 400, 5),
    Probe(pages_limits.LimitRefusedWith422, sizes("&limit=-1"), 400, 422),
    Probe(pages_tokens.DamagedTokenShowsStrangers, by_token(giver="owner_a", damaged=True), 400, "other"),
    Probe(pages_tokens.DamagedTokenBreaksServer, by_token(giver="owner_a", damaged=True), 400, 500),
    Probe(pages_tokens.DamagedTokenIgnored, by_token(giver="owner_a", damaged=True), 400, "a"),
    Probe(pages_tokens.ForeignTokenTaken, by_token(giver="owner_b"), 400, "other"),
    Probe(pages_order.SearchCursorNotRead, searches_by_cursor, ["first", "second"], ["first", "first"]),
    Probe(pages_order.PagesSortedAfterCutting, walked, WALK, "L1 L0 L3 L2 L4"),
    Probe(pages_order.TokenGoodOnce, twice_by_token(STRAIGHT), ["L1", "L1"], ["L1", 400]),
    Probe(pages_order.TokenBeforeLimitLost, twice_by_token(TURNED), ["L1", "L1"], ["L0", "L0"]),
    Probe(pages_order.NewestFirstByOffset, walked_over_an_addition, 1, 2),
    Probe(pages_tokens.OtherFiltersTokenTaken, by_other_clients_token, 400, 200),
)
def test_pages_go_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


def test_a_page_by_offset_is_sound_while_nothing_changes(build: Build) -> None:
    assert walked(build(pages_walks.PageByOffset())) == WALK
