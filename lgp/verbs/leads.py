"""`lgp leads`: the people whom the clients want to reach."""

from typing import Annotated

import typer

from conformance.errors import HarnessError, Incomplete, UsageError
from conformance.exchange import Exchange
from conformance.lgp import answers, finding, given, importing, lead_fields, sending_leads, waiting
from conformance.lgp.command import AsJson, ClientId, Lgp, Yes, group, opened
from conformance.lgp.counted import counted
from conformance.lgp.deleting_leads import delete_leads
from conformance.lgp.import_account import Account
from conformance.lgp.lead_options import (
    Assignments,
    Company,
    Domain,
    Email,
    FirstName,
    LastName,
    LinkedinUrl,
    Notes,
    Title,
)
from conformance.lgp.naming_clients import client_of
from conformance.lgp.refusals import ApiRefused

_COLUMNS = ("firstName", "lastName", "id", "email", "companyName", "title", "status", "client_id")
_TYPES = "The only documented one is technographic, which is meant without it; the API takes any other text too."
_NAMED = 5
"""Leads that one line names."""

_AGAIN = "Mend and import them again: leads that are there already are skipped"
_ALONE = "Mend them, and import the mended rows alone: one without an e-mail is stored as often as it is sent"

Named = Annotated[str, typer.Argument(metavar="ID", help="The lead's id.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="No more than so many, in all.")]
OfClient = Annotated[str, typer.Option("--client", metavar="ID", help="Their client: its client_id or id.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "leads", "List, find, make, import, change, delete and enrich leads.")
    verbs.command("list", help="List the leads of a client, or of all clients of the company.")(list_leads)
    verbs.command("find", help="Find leads; names, company and title are parts, in any letter case.")(find)
    verbs.command("get", help="Show a lead.")(get)
    verbs.command("create", help="Make a lead.")(create)
    verbs.command("import", help="Make leads of a CSV file, whose columns are named as a lead's fields.")(import_leads)
    verbs.command("update", help="Change a lead; what is not named stays, and an empty text clears.")(update)
    verbs.command("delete", help="Delete leads.")(delete)
    verbs.command("enrich", help="Enrich leads, which costs.")(enrich)


def list_leads(
    context: typer.Context,
    client: ClientId = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Print leads, with as many pages as it takes."""
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(list(finding.leads(lgp.session, client, lgp.show.note, limit)), _COLUMNS, "no leads")


def find(
    context: typer.Context,
    full_name: Annotated[str | None, typer.Option("--full-name", metavar="TEXT", help="A part of the name.")] = None,
    email: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="The whole address: the service finds no part of one.")
    ] = None,
    linkedin_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The whole URL: the service finds no part of one.")
    ] = None,
    company: Annotated[str | None, typer.Option(metavar="TEXT", help="A part of the company's name.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="A part of the title.")] = None,
    client: ClientId = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Print the leads that have all that is given."""
    wanted = finding.Wanted(email, linkedin_url, full_name, company, title)
    if wanted.is_nothing:
        raise UsageError("nothing says which leads to find", "Add --full-name, --email, --linkedin-url or another")
    with opened(context, as_json=as_json) as lgp:
        lgp.show.rows(finding.found(lgp.session, wanted, client, lgp.show.note, limit), _COLUMNS, "no such lead")


def get(context: typer.Context, id: Named, as_json: AsJson = False) -> None:
    """Print a lead."""
    if not id.strip():
        raise UsageError("no lead is named", "Give its id, which `lgp leads list` shows")
    with opened(context, as_json=as_json) as lgp:
        _tell(lgp, lgp.session.ask("getEnrichLead", path={"id": id}))


def create(
    context: typer.Context,
    client: OfClient,
    first_name: FirstName = None,
    last_name: LastName = None,
    email: Email = None,
    company: Company = None,
    domain: Domain = None,
    title: Title = None,
    linkedin_url: LinkedinUrl = None,
    notes: Notes = None,
    assignments: Assignments = None,
    as_json: AsJson = False,
) -> None:
    """Print the new lead."""
    flags = _flags(first_name, last_name, email, company, domain, title, linkedin_url, notes)
    fields = lead_fields.for_create(lead_fields.given(flags, assignments))
    with opened(context, as_json=as_json) as lgp:
        client_id = client_of(lgp.session, client).client_id
        _tell(lgp, lgp.session.ask("createLeads", json={"client_id": client_id, **fields}))


def import_leads(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.csv|-", help="The file, or - for standard input.")],
    client: OfClient,
    ignore_unknown: Annotated[
        bool, typer.Option("--ignore-unknown", help="Leave out columns that are no field of a lead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print how many leads were created, and which were skipped; exit code 1 where one failed."""
    rows = importing.rows_of(importing.read(file), ignore_unknown=ignore_unknown)
    with opened(context, as_json=as_json) as lgp:
        client_id = client_of(lgp.session, client).client_id
        account = Account()
        try:
            sending_leads.send(lgp.session, client_id, rows, account, lgp.show.note)
        except KeyboardInterrupt as error:
            raise Incomplete("interrupted", account.next_step(rows)) from error
        except HarnessError as error:
            error.remedy = ". ".join(filter(None, (error.remedy, account.next_step(rows))))
            raise
        finally:
            _tell_account(lgp, account)
        if account.failed:
            raise ApiRefused(
                f"{account.failed} of {len(rows)} rows were not imported",
                _AGAIN if all(row.email for row in rows) else _ALONE,
            )


def update(
    context: typer.Context,
    id: Named,
    first_name: FirstName = None,
    last_name: LastName = None,
    email: Email = None,
    company: Company = None,
    domain: Domain = None,
    title: Title = None,
    linkedin_url: LinkedinUrl = None,
    notes: Notes = None,
    assignments: Assignments = None,
    as_json: AsJson = False,
) -> None:
    """Print the changed lead."""
    flags = _flags(first_name, last_name, email, company, domain, title, linkedin_url, notes)
    changes = lead_fields.for_update(lead_fields.given(flags, assignments))
    with opened(context, as_json=as_json) as lgp:
        _tell(lgp, lgp.session.ask("updateLeads", json={"id": id, **changes}))


def delete(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="The leads' ids.")],
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Print how many leads were deleted; exit code 1 where one was not there."""
    wanted = _named(ids)
    with opened(context, as_json=as_json, yes=yes) as lgp:
        lgp.confirm(f"delete {counted(len(wanted), 'lead')}")
        deleted = delete_leads(lgp.session, wanted, lgp.show.note)
        if lgp.show.as_json:
            lgp.show.value({"deleted": deleted.count, "skipped": deleted.skipped})
        lgp.show.line(f"deleted {deleted.count} of {counted(len(wanted), 'lead')}")
        if deleted.count < len(wanted):
            missed = len(wanted) - deleted.count
            raise ApiRefused(
                f"{missed} of {counted(len(wanted), 'lead')} {'was' if missed == 1 else 'were'} not deleted"
                f"{_which(deleted.skipped)}",
                "See that the ids are right",
            )


def enrich(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="The leads' ids.", show_default=False)] = None,
    flagged: Annotated[
        list[str] | None, typer.Option("--ids", metavar="ID", help="The same: --ids may stand before the first id.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help=_TYPES)] = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Print the job that enriches the leads."""
    wanted = _named([*(flagged or ()), *(ids or ())])
    if kind is not None and not kind.strip():
        raise UsageError("--type is empty", "Leave it out for technographic")
    body = given.sent(leadIds=wanted, enrichmentType=kind)
    with opened(context, as_json=as_json, yes=yes) as lgp:
        by = f" by {kind}" if kind is not None else ""
        lgp.confirm(f"enrich {counted(len(wanted), 'lead')}{by}, which is billed")
        job = answers.text(lgp.session.ask("triggerEnrichment", json=body), "jobId")
        lgp.show.record({"jobId": job})
        if not lgp.show.as_json:
            lgp.show.note(f"{waiting.command_of([job])} waits for its end")


def _flags(
    first_name: str | None,
    last_name: str | None,
    email: str | None,
    company: str | None,
    domain: str | None,
    title: str | None,
    linkedin_url: str | None,
    notes: str | None,
) -> dict[str, str | None]:
    return {
        "firstName": first_name,
        "lastName": last_name,
        "email": email,
        "companyName": company,
        "companyDomain": domain,
        "title": title,
        "linkedinUrl": linkedin_url,
        "notes": notes,
    }


def _tell_account(lgp: Lgp, account: Account) -> None:
    """Tell what became of the rows of an import, however it ended."""
    if lgp.show.as_json:
        lgp.show.value(account.value)
    for line in account.lines(lgp.session.redactor):
        lgp.show.line(line)
    for reason in account.reasons():
        lgp.show.note(reason)


def _which(ids: list[str]) -> str:
    """The first of some ids, behind a colon."""
    return f": {', '.join(ids[:_NAMED])}{', …' if len(ids) > _NAMED else ''}" if ids else ""


def _named(ids: list[str]) -> list[str]:
    """The ids, each once; UsageError where there is none, or where one is empty."""
    if not ids:
        raise UsageError("no lead is named", "Give ids that `lgp leads list` shows")
    if not all(each.strip() for each in ids):
        raise UsageError("one of the ids is empty", "Give ids that `lgp leads list` shows")
    return list(dict.fromkeys(ids))


def _tell(lgp: Lgp, answer: Exchange) -> None:
    lgp.show.record(answers.record(answer, "lead"), _COLUMNS)
