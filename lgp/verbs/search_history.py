"""`lgp search-history`: searches for leads, and how far they have come."""

from typing import Annotated, Literal

import typer

from conformance.errors import UsageError
from conformance.harmless import one_line
from conformance.lgp import answers, given
from conformance.lgp.command import AsJson, ClientId, Lgp, group, opened
from conformance.lgp.naming_clients import NoSuchClient, client_of
from conformance.lgp.refusals import ApiRefused

Status = Literal["initiated", "running", "completed", "failed"]

_COLUMNS = ("searchName", "id", "status", "client_id", "category", "totalLeadsFound", "totalLeadsSaved", "createdAt")

Named = Annotated[str, typer.Argument(metavar="ID", help="The search.")]
OfProfile = Annotated[str | None, typer.Option("--icp", metavar="ID", help="Its ideal customer profile.")]
Category = Annotated[str | None, typer.Option(metavar="WORD", help="Its category.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "search-history", "List your searches and show one; create and update them.", lists=True)
    verbs.command("list", help="List your searches.")(list_searches)
    verbs.command("get", help="Show a search, which is looked for in the list.")(get)
    verbs.command("create", help="Record a search; nothing deletes it.")(create)
    verbs.command("update", help="Tell how far a search has come.")(update)


def list_searches(
    context: typer.Context,
    client: ClientId = None,
    status: Annotated[Status | None, typer.Option(help="How far it has come.")] = None,
    icp: OfProfile = None,
    category: Category = None,
    as_json: AsJson = False,
) -> None:
    """Print the searches that fit all that is given."""
    with opened(context, as_json=as_json) as lgp:
        query = given.sent(client_id=_searched(lgp, client), status=status, icpId=icp, category=category)
        lgp.show.rows(lgp.session.rows("listSearchHistory", query), _COLUMNS, "no searches")


def get(context: typer.Context, search: Named, as_json: AsJson = False) -> None:
    """Print a search; the API has no operation that gives one, so that the pages of the list are read up to it."""
    with opened(context, as_json=as_json) as lgp:
        pages = lgp.session.pages("listSearchHistory", limit=lgp.session.largest_page("listSearchHistory"))
        rows = (row for page in pages for row in page.rows("searchHistories"))
        found = next((row for row in rows if row.get("id") == search), None)
        if found is None:
            raise ApiRefused(f"there is no search {one_line(search)}", "`lgp search-history list` shows yours")
        lgp.show.record(found, _COLUMNS)


def create(
    context: typer.Context,
    name: Annotated[str, typer.Option(metavar="NAME", help="Its name.")],
    description: Annotated[str | None, typer.Option("--desc", metavar="TEXT", help="What it looks for.")] = None,
    criteria: Annotated[str | None, typer.Option(metavar="JSON", help="Its criteria, an object.")] = None,
    filters: Annotated[str | None, typer.Option(metavar="JSON", help="Its filters, an object.")] = None,
    client: Annotated[str | None, typer.Option(metavar="ID", help="Its client: the client_id or id.")] = None,
    client_name: Annotated[str | None, typer.Option(metavar="NAME", help="The name of its client.")] = None,
    icp: OfProfile = None,
    icp_name: Annotated[str | None, typer.Option(metavar="NAME", help="The name of that profile.")] = None,
    apify_actor: Annotated[str | None, typer.Option(metavar="ID", help="The Apify actor that searches.")] = None,
    category: Category = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="WORD", help="A tag; may stand more than once.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the search that was recorded."""
    wanted, narrowed = given.json_object("--criteria", criteria), given.json_object("--filters", filters)
    with opened(context, as_json=as_json) as lgp:
        body = given.sent(
            searchName=name,
            searchDescription=description,
            searchCriteria=wanted,
            searchFilters=narrowed,
            client_id=given.client_id(lgp.session, client),
            clientName=client_name,
            icpId=icp,
            icpName=icp_name,
            apifyActorId=apify_actor,
            category=category,
            tags=tag or None,
        )
        answer = lgp.session.ask("createSearchHistory", json=body)
        lgp.show.record(answers.record(answer, "searchHistory"), _COLUMNS)


def update(
    context: typer.Context,
    search: Named,
    status: Annotated[Status | None, typer.Option(help="How far it has come.")] = None,
    found: Annotated[int | None, typer.Option(metavar="N", min=0, help="How many leads were found.")] = None,
    saved: Annotated[int | None, typer.Option(metavar="N", min=0, help="How many of them were saved.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the search as it is then."""
    changes = given.sent(status=status, totalLeadsFound=found, totalLeadsSaved=saved)
    if not changes:
        raise UsageError("nothing is given to update", "Add --status, --found or --saved")
    with opened(context, as_json=as_json) as lgp:
        answer = lgp.session.ask("updateSearchHistory", json={"id": search, **changes})
        lgp.show.record(answers.record(answer, "searchHistory"), _COLUMNS)


def _searched(lgp: Lgp, client: str | None) -> str | None:
    """The `client_id` of a client; of one that is gone, whose searches stay, the words as they were given."""
    if client is None:
        return None
    try:
        return client_of(lgp.session, client).client_id
    except NoSuchClient:
        lgp.show.note(f"there is no client {client} now; what was searched for that client_id is listed")
        return client
