import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from conformance.outcome.model import RunOutcome
from conformance.reports import html
from tests.outcome.building import Journal, requirement
from tests.reports.outcomes import HOSTILE, covered, generated, hostile, ordinary, waived_too_long


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts and styles."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline: dict[str, str] = {}
        self._inside = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style"):
            self.inline[self._inside] = self.inline.get(self._inside, "") + data

    def count(self, tag: str) -> int:
        """How many elements of a kind there are."""
        return sum(name == tag for name, _ in self.elements)


PAGES = [
    pytest.param(ordinary(), id="ordinary"),
    pytest.param(covered(), id="covered"),
    pytest.param(generated(), id="generated"),
    pytest.param(hostile(), id="hostile"),
]


@pytest.mark.parametrize("outcome", PAGES)
def test_the_page_has_its_own_script_and_no_other(outcome: RunOutcome) -> None:
    page = Page(html.render(outcome))
    assert (page.count("script"), page.count("img"), page.count("iframe")) == (1, 0, 0)


@pytest.mark.parametrize("outcome", PAGES)
def test_the_page_loads_nothing(outcome: RunOutcome) -> None:
    addresses = [
        value or ""
        for _, attributes in Page(html.render(outcome)).elements
        for name, value in attributes.items()
        if name in ("src", "href", "action", "data", "srcset", "poster")
    ]
    assert [each for each in addresses if not each.startswith("#")] == []


@pytest.mark.parametrize("outcome", PAGES)
def test_no_element_carries_a_style_or_a_handler(outcome: RunOutcome) -> None:
    elements = Page(html.render(outcome)).elements
    assert [name for _, each in elements for name in each if name == "style" or name.startswith("on")] == []


def test_hostile_text_makes_no_element() -> None:
    harmless, dangerous = Page(html.render(hostile("words"))), Page(html.render(hostile(HOSTILE)))
    assert [name for name, _ in dangerous.elements] == [name for name, _ in harmless.elements]


@pytest.mark.parametrize("kind", ["script", "style"])
def test_the_policy_allows_the_inline_parts_by_their_hash_and_nothing_else(kind: str) -> None:
    page = Page(html.render(ordinary()))
    policy = next(
        each["content"] or "" for _, each in page.elements if each.get("http-equiv") == "Content-Security-Policy"
    )
    digest = base64.b64encode(hashlib.sha256(page.inline[kind].encode()).digest()).decode()
    assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_a_finding_is_shown_with_all_that_it_takes_to_see_it_again() -> None:
    page = html.render(ordinary())
    article = page[page.index('id="finding-LG-CLI-001"') :].split("</article>")[0]
    for expected in (
        "A client created shows on read-back.",
        "source: clients#LG-CLI-001",
        "<pre>status 200</pre>",
        "<pre>status 500</pre>",
        "curl http://127.0.0.1:8765/api/clients",
        "conformance run --requirement LG-CLI-001",
        "GET http://127.0.0.1:8765/api/clients\nAccept: *",
    ):
        assert expected in article


def test_advisory_findings_stand_apart() -> None:
    page = html.render(ordinary())
    assert page.index('id="finding-LG-CLI-001"') < page.index('id="advisory"') < page.index('id="finding-LG-CLI-003"')


def test_every_requirement_has_a_row_that_the_filter_finds() -> None:
    outcome = ordinary()
    rows = [each for name, each in Page(html.render(outcome)).elements if name == "tr" and "data-status" in each]
    assert [(each["id"], each["data-status"], each["data-area"]) for each in rows] == [
        (row.id, row.status, row.area) for row in outcome.requirements
    ]


def test_the_filter_is_hidden_where_no_script_runs() -> None:
    filters = next(each for _, each in Page(html.render(ordinary())).elements if each.get("id") == "filters")
    assert "hidden" in filters


def test_every_link_inside_the_page_leads_somewhere() -> None:
    page = html.render(ordinary())
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_the_page_begins_with_its_document_type() -> None:
    assert html.render(ordinary()).startswith("<!doctype html>\n<html lang=")


def test_waivers_that_fail_a_run_are_told_at_the_top() -> None:
    assert '<p class="notice">exit 1: waivers that have had their day: LG-CLI-001 (expired)' in html.render(
        waived_too_long()
    )


def test_a_cut_off_run_says_so_at_the_top() -> None:
    page = html.render(Journal(requirement()).outcome())
    assert "The run ended early:</strong> the journal is cut off" in page


def test_coverage_is_told_in_figures_for_the_whole_contract() -> None:
    page = html.render(covered())
    assert "<dt>operations called</dt><dd>50 %: 1 of 2</dd>" in page
    assert "<dt>statuses seen</dt><dd>25 %: 1 of 4</dd>" in page
    assert "<dt>valid generated requests with a 2xx</dt><dd>66 %: 2 of 3</dd>" in page


def test_coverage_of_an_operation_names_the_statuses_missing() -> None:
    page = html.render(covered())
    row = page[page.index('id="coverage"') :].split("<tr><td>listClients</td>")[1].split("</tr>")[0]
    assert '<span class="missing">not 400</span>' in row


def test_generated_requests_are_told_by_operation_and_phase() -> None:
    page = html.render(covered())
    table = page[page.index("Generated requests by operation and phase") :].split("</table>")[0]
    assert '<th scope="col" class="number">invalid</th><th scope="col" class="number">valid</th>' in table
    assert '<tr><td>listClients</td><td class="number">1</td><td class="number">3</td></tr>' in table


def test_what_was_not_tried_is_named_on_demand() -> None:
    page = html.render(covered())
    assert "<dt>never sent invalid</dt><dd><code>query.limit</code></dd>" in page


def test_a_journal_that_documents_nothing_says_so_in_place_of_coverage() -> None:
    assert "This journal does not say what the contract documents" in html.render(ordinary())


def test_a_generated_finding_tells_its_smallest_request() -> None:
    assert "<dt>the smallest request, made as small as possible</dt><dd><pre>?limit=0</pre></dd>" in html.render(
        generated()
    )


def test_what_else_the_same_exchange_breaks_is_a_link_away() -> None:
    text = html.render(generated())
    assert re.findall(r'The same exchange breaks <a href="#finding-(LG-CLI-\d+)"', text) == ["LG-CLI-002", "LG-CLI-001"]


def test_a_finding_that_stands_alone_names_no_other() -> None:
    assert "The same exchange breaks" not in html.render(ordinary())
