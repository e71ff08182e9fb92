"""The laws of walks at numbers of rows and page sizes that nobody chose: drawn by the run's seed."""

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as draw

from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.fixtures.types import Judge
from conformance.harness import Harness
from conformance.laws.pages import comes_to_an_end, exactly_once, goes_on, same_order, same_start, within_limit
from conformance.polling import Patience
from conformance.suites.e2e.pages.listings import Listing, Shelves
from conformance.walking import next_token

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.level("deep")]

EXAMPLES = 12
MOST_ROWS = 6
"""Leads that one example adds at most."""


@pytest.mark.requirement("LG-PAGE-001", "LG-PAGE-009", "LG-PAGE-010", "LG-PAGE-012", "LG-PAGE-013")
@pytest.mark.parametrize(
    "operation",
    [pytest.param(each, marks=pytest.mark.operation(each)) for each in ("listLeads", "bulkEnrichLeads")],
)
def test_any_number_of_leads_is_walked_alike_at_any_two_sizes(
    harness: Harness, shelves: Shelves, patience: Patience, operation: str, judge: Judge
) -> None:
    client = shelves.client()
    company = client.row.get("company_id")
    own = {"listLeads": {"client_id": client.client_id}}
    query = own.get(operation, {"companyId": company, "clientId": client.client_id})
    listing = Listing(harness.contract[operation], shelves.reader(operation), query, (), "email", company, False)
    key, emails = listing.style.rows, set[str]()

    def grown(number: int) -> None:
        """Let the client have so many leads more, and all of them be seen, and stay so."""
        emails.update(str(row["email"]) for row in (shelves.leads("a", *[client] * number) if number else ()))

        def whole() -> Exchange:
            return listing.page(listing.style.maximum)

        wait = patience.settled if number else patience.until
        seen = wait(whole, lambda page: len(page.rows(key)) == len(emails))
        needed(seen, expected=len(emails), actual=len(seen.rows(key)), what="a listing of all leads")

    @hypothesis.seed(harness.context.seed)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(more=draw.integers(0, MOST_ROWS), sizes=draw.tuples(draw.integers(1, 40), draw.integers(1, 40)))
    def each(more: int, sizes: tuple[int, int]) -> None:
        grown(more)
        small, large = sorted(sizes)
        one, other = (listing.walked(size, rows=max(1, len(emails))) for size in (small, large))
        for size, shown in ((small, one), (large, other)):
            judge("LG-PAGE-001", shown.pages, within_limit(shown.pages, key, size))
            judge("LG-PAGE-009", shown.pages, exactly_once(shown, emails, "email"))
            judge("LG-PAGE-010", shown.pages, comes_to_an_end(shown))
        judge("LG-PAGE-012", [*one.pages, *other.pages], same_order(one, other))
        judge("LG-PAGE-012", [one.pages[0], other.pages[0]], same_start(one.pages[0], other.pages[0], key))
        token = next_token(one.pages[0])
        resumed = other.pages[0] if token is None else listing.page(large, token)
        judge("LG-PAGE-013", [*one.pages, resumed], goes_on(one, resumed, 0 if token is None else 1))

    each()
