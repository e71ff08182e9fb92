"""`lgp territory`: the companies that a client's leads work for."""

from typing import Annotated, Any, Literal

import typer

from conformance.lgp import answers, given
from conformance.lgp.command import AsJson, ClientId, group, opened
from conformance.lgp.counted import counted
from conformance.lgp.naming_clients import all_clients, client_of
from conformance.lgp.progress import Progress
from conformance.lgp.territory_order import ordered

SortBy = Literal["companyName", "totalLeads", "qualifiedLeads", "averageLeadScore", "lastActivityDate"]
Direction = Literal["asc", "desc"]

_COLUMNS = (
    "companyName",
    "totalLeads",
    "qualifiedLeads",
    "averageLeadScore",
    "industry",
    "country",
    "lastActivityDate",
    "client_id",
)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "territory", "List the companies of your territory, and save one.", lists=True)
    verbs.command("list", help="List the companies of a client, or of all.")(companies)
    verbs.command("save", help="Add a company, or change it; nothing deletes it.")(save)


def companies(
    context: typer.Context,
    client: ClientId = None,
    sort_by: Annotated[SortBy | None, typer.Option(help="What to sort by; else companyName.")] = None,
    sort: Annotated[Direction | None, typer.Option(help="In which direction; else asc.")] = None,
    industry: Annotated[str | None, typer.Option(metavar="NAME", help="Only those of this industry.")] = None,
    min_leads: Annotated[int | None, typer.Option(metavar="N", min=0, help="Only those with so many leads.")] = None,
    max_leads: Annotated[int | None, typer.Option(metavar="N", min=0, help="Only those with no more leads.")] = None,
    search: Annotated[str | None, typer.Option(metavar="TEXT", help="Only those with this in their name.")] = None,
    start: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only those with activity from this day on.")
    ] = None,
    end: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only those with activity up to this day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the companies in the order asked for."""
    query = given.sent(
        sortBy=sort_by,
        sortDirection=sort,
        industry=industry,
        minLeads=min_leads,
        maxLeads=max_leads,
        search=search,
        **given.days(start, end),
    )
    with opened(context, as_json=as_json) as lgp:
        clients = [client_of(lgp.session, client)] if client is not None else all_clients(lgp.session)
        progress = Progress(lgp.show.note)
        rows: list[dict[str, Any]] = []
        for number, each in enumerate(clients, start=1):
            answer = lgp.session.ask("listTerritoryCompanies", query={"client_id": each.client_id, **query})
            rows += answers.rows(answer, "companies")
            progress.at(f"{counted(len(rows), 'company', 'companies')} read, client {number} of {len(clients)}")
        if len(clients) > 1:
            rows = ordered(lgp.session.contract, rows, sort_by, sort)
        lgp.show.rows(rows, _COLUMNS, "no companies")


def save(
    context: typer.Context,
    client: Annotated[str, typer.Option(metavar="ID", help="Its client: the client_id or id.")],
    company: Annotated[str, typer.Option(metavar="NAME", help="The company's name.")],
    industry: Annotated[str | None, typer.Option(metavar="NAME", help="Its industry.")] = None,
    country: Annotated[str | None, typer.Option(metavar="NAME", help="Its country.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the company as it is then."""
    with opened(context, as_json=as_json) as lgp:
        client_id = client_of(lgp.session, client).client_id
        body = given.sent(client_id=client_id, companyName=company, industry=industry, country=country)
        answer = lgp.session.ask("saveTerritoryCompany", json=body)
        lgp.show.record(answers.record(answer, "company"), _COLUMNS)
