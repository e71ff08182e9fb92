"""What the contract leaves open, and which way this server goes: one name each, and two whole sets of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args, get_type_hints


def _open(sentence: str, *, tolerated: Any, inferred: Any) -> Any:
    """A choice: the sentence that leaves it open, and what each of the two sets takes."""
    return field(default=inferred, metadata={"open": sentence, "tolerated": tolerated})


@dataclass(frozen=True)
class Choices:
    """One way through all that is left open. Made without arguments it is the inferred one."""

    ids: Literal["long", "short", "per-kind", "short-per-kind", "odd"] = _open(
        "ids are opaque non-empty strings; only a client_id is said to be unique", tolerated="long", inferred="long"
    )
    json: Literal["utf-8", "escaped", "slashes"] = _open(
        "JSON may write letters and slashes as escapes", tolerated="escaped", inferred="utf-8"
    )
    unset: Literal["absent", "null"] = _open(
        "a field without a value may be absent, or null", tolerated="absent", inferred="null"
    )
    extras: bool = _open("an answer may carry the fields that are optional, or not", tolerated=False, inferred=True)
    times: Literal["none", "seconds", "micros", "nanos"] = _open(
        "times are ISO 8601 of any precision, and optional on clients and leads", tolerated="none", inferred="seconds"
    )
    skew: float = _open("a server's clock may go wrong, by these seconds", tolerated=0.0, inferred=0.0)
    unicode: Literal["NFC", "NFD"] = _open("text is what it was after normalisation", tolerated="NFC", inferred="NFC")
    tidy_urls: bool = _open("URLs may be normalised, or stay as they were sent", tolerated=True, inferred=False)
    created: Literal[200, 201] = _open("most creations may answer 200 or 201", tolerated=200, inferred=201)
    prefilled: bool = _open("a company may hold records before a run begins", tolerated=True, inferred=False)
    lag: float = _open("lists may lag behind a write, by these seconds", tolerated=0.0, inferred=0.0)
    flapping: bool = _open("within the lag one look may be older than the look before", tolerated=False, inferred=False)

    falls_through: bool = _open(
        "a bad credential may fall through to the next, or be a 401", tolerated=False, inferred=True
    )
    keys_everywhere: bool = _open(
        "operations of which nothing is said may take a key, or not", tolerated=False, inferred=True
    )
    other_kind: Literal[401, 403] = _open(
        "a kind of credential that does not count may be a 401 or a 403", tolerated=403, inferred=401
    )
    login_without_fields: Literal[400, 401] = _open(
        "a login or a refresh that lacks a field may be a 400 or a 401", tolerated=401, inferred=400
    )
    rotates: bool = _open("a refresh may use the token up, or not", tolerated=False, inferred=True)
    parses_first: bool = _open("of several errors that apply any may be told", tolerated=False, inferred=False)
    companyless: Literal["empty", "403"] = _open(
        "without a company lists may be empty, or a 403", tolerated="empty", inferred="403"
    )
    retry_after: Literal["date", "seconds"] = _open(
        "Retry-After may be a date, or seconds", tolerated="date", inferred="seconds"
    )
    window: float = _open("a window of the budgets may have any length, here in seconds", tolerated=12.0, inferred=12.0)

    member_view: Literal["own", "company"] = _open(
        "Members may read the company's clients and leads, or their own", tolerated="own", inferred="company"
    )
    unknown_id: Literal[404, 403] = _open(
        "ids that are foreign and ids that are none may be a 404 or a 403, both alike", tolerated=404, inferred=404
    )
    unknown_client: Literal["404", "empty"] = _open(
        "lists of an unknown client may be empty, or a 404", tolerated="404", inferred="empty"
    )
    foreign_company: Literal["empty", "403", "404"] = _open(
        "bulk lists of another company may be empty, a 403 or a 404", tolerated="empty", inferred="403"
    )
    unknown_fields: Literal["refused", "dropped"] = _open(
        "fields that nobody knows may be dropped, or refused", tolerated="refused", inferred="dropped"
    )

    equal_names: bool = _open("two clients may have one name, or the second is a 409", tolerated=False, inferred=True)
    client_with_leads: Literal["409", "goes"] = _open(
        "a client that has leads may go without a purge, or be a 409", tolerated="409", inferred="goes"
    )
    batches: Literal["whole", "rows"] = _open(
        "a bad row may be skipped, or spoil its batch", tolerated="whole", inferred="rows"
    )
    twins: Literal["409", "upsert"] = _open(
        "an e-mail twice in one client may be a 409, or an update", tolerated="upsert", inferred="409"
    )
    empty_text: Literal["refused", "taken"] = _open(
        '"" and "." may be taken, or refused', tolerated="refused", inferred="taken"
    )
    email_required: bool = _open("a lead without an e-mail may be refused", tolerated=True, inferred=False)
    client_in_put: Literal["ignored", "400", "moves"] = _open(
        "a client_id in an update may count for nothing, be a 400, or move the lead",
        tolerated="moves",
        inferred="ignored",
    )
    writes_to_unknown: Literal[404, 400, 403] = _open(
        "a lead of an unknown client may be a 404, a 400 or a 403", tolerated=400, inferred=404
    )
    found: Literal["leads", "lead"] = _open(
        "find-lead may give a list, or one lead", tolerated="lead", inferred="leads"
    )
    checks_client: bool = _open(
        "what names a client that is unknown may be refused, or stored", tolerated=True, inferred=False
    )

    limits: Literal["capped", "400"] = _open(
        "a limit out of range may be capped, or a 400", tolerated="capped", inferred="400"
    )
    short_pages: bool = _open("pages may be shorter than they were asked for", tolerated=True, inferred=False)
    empty_last_page: bool = _open("the last token may lead to an empty page", tolerated=True, inferred=False)
    page_marks: Literal["base64", "json"] = _open(
        "a page's token may be any string", tolerated="base64", inferred="base64"
    )
    history_mark: Literal["nextToken", "nextCursor", "cursor", "lastKey"] = _open(
        "the token of the search history has one of four names", tolerated="lastKey", inferred="nextToken"
    )

    webhook_url: Literal["path", "query", "last"] = _open(
        "a webhook's secret may be in the path's last segment or in the query", tolerated="path", inferred="query"
    )
    wrong_secret: Literal[401, 403, 404] = _open(
        "an event with a wrong secret may be a 401, a 403 or a 404", tolerated=404, inferred=401
    )
    second_settings: Literal["409", "upsert"] = _open(
        "a second POST of settings may be a 409, or an update", tolerated="upsert", inferred="409"
    )
    no_settings: Literal["404", "null"] = _open(
        "settings that are not there may be a 404, or null", tolerated="null", inferred="404"
    )
    member_settings: bool = _open("Members may see and set settings, or may not", tolerated=False, inferred=True)
    api_keys_shown: Literal["absent", "masked"] = _open(
        "secrets may be absent, or masked", tolerated="absent", inferred="masked"
    )
    unknown_selector: Literal["400", "skipped"] = _open(
        "an unknown service may be a 400, or skipped", tolerated="skipped", inferred="400"
    )
    nothing_configured: Literal["400", "skipped"] = _open(
        "where nothing is configured all may be skipped, or it is a 400", tolerated="400", inferred="skipped"
    )
    copyright_names: Literal["number", "digits", "name"] = _open(
        "a copyright process may be called 1, '1' or enrichment1", tolerated="number", inferred="digits"
    )
    run_words: Literal["own", "known"] = _open(
        "a run's states may be words of the server's own", tolerated="own", inferred="known"
    )
    run_time: float = _open("a run may take any time, here in seconds", tolerated=0.3, inferred=0.3)
    scrape_history: bool = _open("a scrape may enter the search history, or not", tolerated=False, inferred=True)
    malformed_email: Literal["400", "invalid"] = _open(
        "a malformed e-mail may be invalid, or a 400", tolerated="400", inferred="invalid"
    )
    unknown_thread: Literal["404", "new"] = _open(
        "somebody else's thread may be a 404, or lead to a new one", tolerated="404", inferred="new"
    )
    pipeline_dates: Literal["days", "times"] = _open(
        "the pipeline's days may carry a time of day", tolerated="times", inferred="days"
    )


INFERRED = Choices()
TOLERATED = Choices(**{each.name: each.metadata["tolerated"] for each in fields(Choices)})
SETS = {"inferred": INFERRED, "tolerated": TOLERATED}


def with_changes(chosen: Choices, changes: Iterable[str]) -> Choices:
    """A set of choices with some made otherwise.

    Args:
        chosen: The set to start from.
        changes: Texts `NAME=VALUE`: the name of a choice, and one of its values as it is written in this module.

    Raises:
        ValueError: There is no such choice, or it has no such value.
    """
    hints = get_type_hints(Choices)
    made: dict[str, Any] = {}
    for change in changes:
        name, _, text = change.partition("=")
        if name not in hints:
            raise ValueError(f"there is no choice {name!r}; there are {', '.join(hints)}")
        made[name] = _value(name, text, hints[name])
    return replace(chosen, **made)


def every_value() -> dict[str, list[Any]]:
    """The values of each choice that has a finite number of them."""
    hints = get_type_hints(Choices)
    return {name: list(values.values()) for name, kind in hints.items() if (values := _values(kind))}


def described() -> str:
    """All choices, a line each: the name, the values, and what the contract leaves open."""
    hints = get_type_hints(Choices)
    values = {name: "|".join(_values(kind)) or "NUMBER" for name, kind in hints.items()}
    return "\n".join(f"  {each.name}={values[each.name]}: {each.metadata['open']}" for each in fields(Choices))


def _values(kind: Any) -> dict[str, Any]:
    """The values of a choice as they are written, none where it is a number."""
    return {"true": True, "false": False} if kind is bool else {str(each): each for each in get_args(kind)}


def _value(name: str, text: str, kind: Any) -> Any:
    if kind is float:
        return float(text)
    values = _values(kind)
    if text not in values:
        raise ValueError(f"{name} is one of {', '.join(values)}, not {text!r}")
    return values[text]
