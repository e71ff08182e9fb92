"""Scraping: a run that finds source leads for a client."""

import secrets

from tests.second import bodies, runs
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import wrong_value
from tests.second.searches import STATES, new_search
from tests.second.tables import Row
from tests.second.visibility import client_of, unknown

_AT_MOST = 4


def found(call: Call, client_id: str, number: int) -> None:
    """Store so many source leads of a client, as if they had been found."""
    for place in range(number):
        identifier = call.world.ids.new("source lead", f"S+{call.world.ids.ulid()}")
        values = {"firstName": "Found", "lastName": f"Nr {place}", "email": f"{secrets.token_hex(5)}@source.example"}
        call.world.source_leads.put(call.new_row(identifier, client_id=client_id, **values))


def start(call: Call) -> Answer:
    """Begin a scrape, in the search history too where it is entered there."""
    client_id, most = bodies.needed(call.body, "client_id"), bodies.typed(call.body, "maxLeads", int)
    criteria = bodies.typed(call.body, "searchCriteria", dict)
    if most is not None and most < 1:
        raise wrong_value("maxLeads")
    if not client_of(call.world, call.user, client_id):
        raise unknown(call.world, "client")
    number, searches = min(most or _AT_MOST, _AT_MOST), call.world.searches
    search: Row = {}
    if call.choices.scrape_history:
        search = new_search(call, {"searchName": "Scrape", "client_id": client_id, "searchCriteria": criteria})
        searches.update(search, {"status": "running"})

    def work(run: Row) -> bool:
        found(call, client_id, number)
        run["saved"] = number
        if search:
            searches.update(search, {"status": "completed", "totalLeadsFound": number, "totalLeadsSaved": number})
        return True

    run = runs.start(call, "scrape", work, saved=0, search=search.get("id"))
    answer: Row = {"runId": run["id"], "status": _status(call, run)}
    return 200, answer | ({"searchHistoryId": search["id"]} if search else {})


def status(call: Call) -> Answer:
    """How far a scrape is; other runs are unknown here."""
    run = runs.asked_for(call)
    if run["task"] != "scrape":
        raise unknown(call.world, "run")
    answer: Row = {"runId": run["id"], "status": _status(call, run)}
    if call.choices.extras:
        answer |= {"progress": 100 if run["finishedAt"] else 10, "totalLeadsSaved": run["saved"]}
        answer["searchHistoryId"] = run["search"]
    return 200, answer


def _status(call: Call, run: Row) -> str:
    """The run's own word, or that of a search in the same state."""
    words = runs.WORDS[call.choices.run_words]
    status: str = run["status"]
    return STATES[words.index(status)] if call.choices.scrape_history else status


OPERATIONS = (
    Operation("POST", "/start-lead-scrape-complete", start),
    Operation("GET", "/lead-generation-status", status),
)
