"""`lgp process`: fill a lead's fields by services and agents of the company's settings."""

from typing import Annotated, Any

import typer

from conformance.lgp import answers, completing, documented, waiting
from conformance.lgp.command import AsJson, Lgp, Yes, group, opened

_SETTINGS = {"processEnrich": "url", "processCopyright": "agent", "processSdr": "sdr-ai"}
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
        # Answers name process 3 enrichment3.
        numbers = [each.removeprefix("enrichment") for each in names or []]
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
    return [documented.require(name, known, f"name in {field}") for name in names]


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
    if not runs or bound is None or not lgp.show.as_json:
        lgp.show.record(_readable(lgp, told), _COLUMNS)
    if not runs:
        return
    # Told before the wait too, which may be cut off.
    lgp.show.note(f"`lgp tasks wait {' '.join(runs)}` waits for the end")
    if bound is None:
        return
    rows = waiting.Wait(lgp.session, lgp.show.note).until_ended(runs, bound)
    if lgp.show.as_json:
        lgp.show.value({**told, "runs": rows})
    else:
        lgp.show.rows(rows, waiting.COLUMNS)
    waiting.judge(rows, bound)


def _why_skipped(operation: str, *, named: bool, overwrite: bool) -> str:
    """What the API may have skipped for, since its answer gives no reason.

    Without names it leaves out what is not configured, and so skips results that are there.
    """
    reasons = (
        f"not configured, see `lgp settings get {_SETTINGS[operation]}`" if named or overwrite else "",
        "the lead has the result, see --overwrite" if not overwrite else "",
    )
    return ", or ".join(filter(None, reasons))


def _readable(lgp: Lgp, told: dict[str, Any]) -> dict[str, Any]:
    """The answer with its lists as words, where people read."""
    if lgp.show.as_json:
        return told
    return {
        name: (" ".join(map(str, value)) or "none") if isinstance(value, list) else value
        for name, value in told.items()
    }
