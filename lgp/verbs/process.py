"""`lgp process`: fill a lead's fields by services and agents of the company's settings."""

from typing import Annotated, Any

import typer

from conformance.errors import HarnessError, Incomplete
from conformance.lgp import answers, completing, documented, waiting
from conformance.lgp.command import AsJson, Lgp, Yes, group, opened

_SETTINGS = {"processEnrich": "url", "processCopyright": "agent", "processSdr": "sdr-ai"}
_NAMED = {"processEnrich": "enrichment service", "processCopyright": "copyright process", "processSdr": "SDR field"}
_OF_ANSWERS = "enrichment"
"""What answers put before the number of a copyright process."""

_COLUMNS = ("leadId", "triggered", "skipped", "runIds", "batchTag")

Lead = Annotated[str, typer.Argument(metavar="LEAD", help="The id of the lead.")]


def _names(operation: str, field: str) -> Any:
    """The argument of the names that a verb may be given, which a shell completes."""
    words = completing.choices(operation, field)
    return typer.Argument(metavar="NAME", help="Which ones; else all that are configured.", autocompletion=words)


Services = Annotated[list[str] | None, _names("processEnrich", "services")]
Processes = Annotated[list[str] | None, _names("processCopyright", "processes")]
Fields = Annotated[list[str] | None, _names("processSdr", "fields")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Make results anew that are there already.")]
Wait = Annotated[bool, typer.Option("--wait", help="Wait until the runs have ended.")]
Timeout = Annotated[float, typer.Option(metavar="SECONDS", min=0, help="How long to wait at most.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = group(app, "process", "Process a lead by what the settings configure, which is billed.")
    verbs.command("enrich", help="Run enrichment services, such as companyUrl and enrichment1.")(enrich)
    verbs.command("copyright", help="Run copyright processes, by their numbers.")(copyright_)
    verbs.command("sdr", help="Make SDR fields, such as message1 and aiLeadScore.")(sdr)


def enrich(
    context: typer.Context,
    lead: Lead,
    names: Services = None,
    overwrite: Overwrite = False,
    wait: Wait = False,
    timeout: Timeout = waiting.DEFAULT_BOUND,
    as_json: AsJson = False,
    yes: Yes = False,
) -> None:
    """Print what was triggered and skipped, and the runs."""
    with opened(context, as_json=as_json, yes=yes) as lgp:
        services = _known(lgp, "processEnrich", "services", names or [])
        _process(lgp, "processEnrich", _body(lead, "services", services, overwrite), timeout if wait else None)


def copyright_(
    context: typer.Context,
    lead: Lead,
    names: Processes = None,
    overwrite: Overwrite = False,
    wait: Wait = False,
    timeout: Timeout = waiting.DEFAULT_BOUND,
    as_json: AsJson = False,
    yes: Yes = False,
) -> None:
    """Print what was triggered and skipped, and the runs."""
    with opened(context, as_json=as_json, yes=yes) as lgp:
        numbers = [each.removeprefix(_OF_ANSWERS) for each in names or []]
        processes = [int(each) for each in _known(lgp, "processCopyright", "processes", numbers)]
        _process(lgp, "processCopyright", _body(lead, "processes", processes, overwrite), timeout if wait else None)


def sdr(
    context: typer.Context,
    lead: Lead,
    names: Fields = None,
    overwrite: Overwrite = False,
    wait: Wait = False,
    timeout: Timeout = waiting.DEFAULT_BOUND,
    as_json: AsJson = False,
    yes: Yes = False,
) -> None:
    """Print what was triggered and skipped, and the runs."""
    with opened(context, as_json=as_json, yes=yes) as lgp:
        fields = _known(lgp, "processSdr", "fields", names or [])
        _process(lgp, "processSdr", _body(lead, "fields", fields, overwrite), timeout if wait else None)


def _known(lgp: Lgp, operation: str, field: str, names: list[str]) -> list[str]:
    """The names, each a documented one; UsageError before anything is billed where one is not."""
    known = documented.choices(lgp.session.contract, operation, field)
    return [documented.require(name, known, _NAMED[operation]) for name in names]


def _body(lead: str, field: str, names: list[str] | list[int], overwrite: bool) -> dict[str, Any]:
    return {"leadId": lead, **({field: names} if names else {}), "overwrite": overwrite}


def _process(lgp: Lgp, operation: str, body: dict[str, Any], bound: float | None) -> None:
    """Ask, trigger and show; `bound` is how many seconds to wait, or None."""
    asked = next((value for value in body.values() if isinstance(value, list)), None)
    what = ", ".join(map(str, asked)) if asked else "all that is configured"
    kind = operation.removeprefix("process").lower()
    lgp.confirm(f"process lead {body['leadId']} by {kind} ({what}), which is billed")
    told = answers.fields(lgp.session.ask(operation, json=body))
    ids = told.get("runIds")
    if told.get("skipped"):
        lgp.show.note(f"skipped: {_why_skipped(operation, named=asked is not None, overwrite=body['overwrite'])}")
    runs = [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []
    waits = bool(runs) and bound is not None
    if lgp.show.as_json and not waits:
        lgp.show.value(told)
    elif not lgp.show.as_json:
        lgp.show.record(_readable(operation, told, waits=waits), _COLUMNS)
    if not runs:
        return
    wait_on = waiting.command_of(runs)
    if bound is None:
        lgp.show.note(f"{wait_on} waits for the end")
        return
    rows = _waited(lgp, runs, bound, f"Wait on with {wait_on}")
    if lgp.show.as_json:
        lgp.show.value({**told, "runs": rows})
    else:
        lgp.show.rows(rows, waiting.COLUMNS)
    waiting.judge(rows, bound)


def _waited(lgp: Lgp, runs: list[str], bound: float, next_step: str) -> list[dict[str, Any]]:
    """The runs as they are at the end; whatever cuts the wait off says how to wait on."""
    try:
        return waiting.Wait(lgp.session, lgp.show.note).until_ended(runs, bound)
    except KeyboardInterrupt as error:
        raise Incomplete("interrupted", next_step) from error
    except HarnessError as error:
        error.remedy = ". ".join(filter(None, (error.remedy, next_step)))
        raise


def _why_skipped(operation: str, *, named: bool, overwrite: bool) -> str:
    """What the API may have skipped for, since its answer gives no reason.

    Without names it leaves out what is not configured, and so skips results that are there.
    """
    reasons = (
        f"not configured, see `lgp settings get {_SETTINGS[operation]}`" if named or overwrite else "",
        "the lead has the result, see --overwrite" if not overwrite else "",
    )
    return ", or ".join(filter(None, reasons))


def _readable(operation: str, told: dict[str, Any], *, waits: bool) -> dict[str, Any]:
    """The answer with its lists as words, for people; the runs are left out where a wait shows them."""
    prefix = _OF_ANSWERS if operation == "processCopyright" else ""
    return {
        name: (" ".join(str(each).removeprefix(prefix) for each in value) or "none")
        if isinstance(value, list)
        else value
        for name, value in told.items()
        if not (waits and name == "runIds")
    }
