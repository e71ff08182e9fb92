"""`lgp bulk export`: all leads to a file."""

from pathlib import Path
from typing import Annotated

import typer

from conformance.errors import HarnessError, Incomplete, UsageError
from conformance.harmless import one_line
from conformance.lgp import lead_fields
from conformance.lgp.command import AsJson, ClientId, Lgp, group, opened
from conformance.lgp.counted import counted
from conformance.lgp.export_progress import ExportProgress
from conformance.lgp.exporting import Export
from conformance.lgp.lead_sources import LeadSource, lead_source
from conformance.lgp.part_file import PartFile, PartUnusable, Position, refuse_unwritable
from conformance.lgp.refusals import ApiRefused
from conformance.lgp.row_forms import FORMS, Form, form

_FORMAT = (
    "Else as the file is named. Cells of a CSV are the data as it is: "
    "a spreadsheet may take one that begins with = for a formula."
)


_ITS_CLIENT_ID = "Give its client_id, which leads carry, and not its id"

_ROWS_A_PAGE = (
    "Rows a page, which is no bound: the export has all leads whatever it is. Else as many as the service allows."
)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "bulk", "Move many leads at once.")
    verbs.command("export", help="Write all leads to a file; run it again to go on after a break.")(export)


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: .jsonl or .csv.")],
    source: Annotated[bool, typer.Option("--source", help="Source leads instead of enriched ones.")] = False,
    client: ClientId = None,
    company: Annotated[
        str | None, typer.Option(metavar="ID", help="The company of the API key, where it is not told by the service.")
    ] = None,
    fields: Annotated[
        str | None, typer.Option(metavar="A,B", help="Only these fields, and the id, by which rows are known.")
    ] = None,
    allow_unknown: Annotated[
        bool, typer.Option("--allow-unknown", help="Let --fields name what a service has beyond the documented fields.")
    ] = False,
    format: Annotated[str | None, typer.Option(metavar="jsonl|csv", help=_FORMAT)] = None,
    page_size: Annotated[int | None, typer.Option("--page-size", metavar="N", help=_ROWS_A_PAGE)] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", help="The same as --page-size, by the name that the API has for it.")
    ] = None,
    restart: Annotated[bool, typer.Option("--restart", help="From the beginning, whatever was begun.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print how many leads the file holds."""
    if str(file) == "-":
        raise UsageError(
            "an export goes into a file, where it can be gone on with, and not to standard output",
            "Name a file, such as leads.jsonl",
        )
    refuse_unwritable(file, force=force)
    kind, asked = _kind(file, format), _fields(fields)
    if page_size is not None and limit is not None:
        raise UsageError("--page-size and --limit are the same", "Give one of them")
    with opened(context, as_json=as_json) as lgp:
        if not allow_unknown:
            lead_fields.require_shown(lgp.session.contract, "--fields: a lead has no field", asked)
        known = lead_source(lgp.session, source=source, company=company, client=client, fields=asked)
        rows_a_page = _rows_a_page(lgp, known, page_size, limit)
        _explain(lgp, known)
        part = PartFile(file, _question(lgp, known, kind))
        try:
            if restart:
                part.forget()
            again = "the same command" + (" without --restart" if restart else "")
            end = _exported(lgp, known, form(kind, asked), part, rows_a_page, again)
            if known.is_unchecked and not end.rows:
                part.forget()
                none = f"no leads came for {one_line(known.client)}, which may be no client"
                raise ApiRefused(none, _ITS_CLIENT_ID, status=404)
            part.publish(force=force)
        finally:
            part.close()
        lgp.show.line(f"{counted(end.rows, 'lead')} in {file}")
        if lgp.show.as_json:
            told = {"file": str(file), "rows": end.rows, "pages": end.pages, "operation": known.operation}
            lgp.show.value(told | {"fieldsLeftOut": list(end.late)})


def _exported(lgp: Lgp, source: LeadSource, form: Form, part: PartFile, limit: int, again: str) -> Position:
    """Run the export; whatever stops it, what there is stays, and the error says how to go on: by `again`."""
    with ExportProgress(lgp.show.note) as progress:
        lgp.session.waits = progress.waits
        try:
            return Export(lgp.session, source, form, part, limit, lgp.show.note, progress.reached).run()
        except KeyboardInterrupt as error:
            raise Incomplete(
                f"interrupted; {_kept(part)} rows are kept in {part.path}", f"To go on, run {again}"
            ) from error
        except PartUnusable:
            raise
        except HarnessError:
            if _kept(part):
                lgp.show.note(f"{_kept(part)} rows are kept in {part.path}; {again} goes on after them")
            else:
                part.forget()
            raise


def _kept(part: PartFile) -> int:
    at = part.position()
    return at.rows if at is not None else 0


def _explain(lgp: Lgp, source: LeadSource) -> None:
    if not source.is_bulk:
        lgp.show.note(
            "there is no API key, so the leads are walked client by client; `lgp generate-key` makes one for bulk lists"
        )
    if source.is_unchecked:
        lgp.show.note(f"the API key may not look clients up, so that {source.client} is taken for a client_id")


def _question(lgp: Lgp, source: LeadSource, kind: str) -> dict[str, str]:
    """What makes one export the same as another; the rows a page do not."""
    return {
        "service": lgp.session.where.origin.text,
        "user": source.user,
        "operation": source.operation,
        "company": source.company,
        "client": source.client,
        "fields": ",".join(source.fields),
        "format": kind,
    }


def _kind(file: Path, format: str | None) -> str:
    kind = format or file.suffix.removeprefix(".").lower()
    if kind not in FORMS:
        raise UsageError(f"{file} names no form that is known", f"Add --format {' or '.join(FORMS)}")
    return kind


def _fields(text: str | None) -> tuple[str, ...]:
    """The fields that are asked for, each once, with the id before them where it is not among them."""
    if text is None:
        return ()
    names = tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))
    if not names:
        raise UsageError("--fields names no field", "Write them with commas: --fields firstName,email")
    return names if "id" in names else ("id", *names)


def _rows_a_page(lgp: Lgp, source: LeadSource, page_size: int | None, limit: int | None) -> int:
    """The rows a page, by either of two flags; the one that elsewhere bounds the rows in all is told not to do so."""
    flag, asked = ("--page-size", page_size) if limit is None else ("--limit", limit)
    most = lgp.session.largest_page(source.operation)
    if asked is not None and not 1 <= asked <= most:
        raise UsageError(f"{flag} {asked} is no number of rows a page", f"Take 1 to {most}")
    if limit is not None:
        lgp.show.note("--limit is rows a page, as in the API: the export has all leads all the same")
    return asked or most
