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
        "ids are opaque non-empty strings, and only a client_id is said to be unique", tolerated="long", inferred="long"
    )
    json: Literal["utf-8", "escaped", "slashes"] = _open(
        "JSON may write a letter or a slash as an escape", tolerated="escaped", inferred="utf-8"
    )
    unset: Literal["absent", "null"] = _open(
        "an unset field may be absent or null", tolerated="absent", inferred="null"
    )
    extras: bool = _open("answers may carry optional fields, and more", tolerated=False, inferred=True)
    times: Literal["none", "seconds", "micros", "nanos"] = _open(
        "times are ISO 8601 in whatever precision, and may lack on clients and leads",
        tolerated="none",
        inferred="seconds",
    )
    skew: float = _open("nobody says that the server's clock is right (seconds)", tolerated=0.0, inferred=0.0)
    unicode: Literal["NFC", "NFD"] = _open("text is compared after normalisation", tolerated="NFC", inferred="NFC")
    tidy_urls: bool = _open("URLs may be normalised", tolerated=True, inferred=False)
    created: Literal[200, 201] = _open("200 and 201 are both accepted on most creations", tolerated=200, inferred=201)
    prefilled: bool = _open("a company may hold records before a run", tolerated=True, inferred=False)
    lag: float = _open("lists may lag behind a write (seconds)", tolerated=0.0, inferred=0.0)
    flapping: bool = _open(
        "within the lag a list is as old as the replica that answers", tolerated=False, inferred=False
    )

    falls_through: bool = _open("a bad credential falls through, or is a 401", tolerated=False, inferred=True)
    keys_everywhere: bool = _open("an operation not named takes a key, or not", tolerated=False, inferred=True)
    other_kind: Literal[401, 403] = _open("a kind of credential that does not count", tolerated=403, inferred=401)
    rotates: bool = _open("rotation of refresh tokens is free", tolerated=False, inferred=True)
    parses_first: bool = _open("of several errors any may come first", tolerated=False, inferred=False)
    companyless: Literal["empty", "403"] = _open("lists of a user without company", tolerated="empty", inferred="403")
    retry_after: Literal["date", "seconds"] = _open("Retry-After has two forms", tolerated="date", inferred="seconds")
    window: float = _open("how long a window of the budgets is (seconds)", tolerated=12.0, inferred=12.0)

    member_view: Literal["own", "company"] = _open(
        "Members read all clients and leads, or their own", tolerated="own", inferred="company"
    )
    unknown_id: Literal[404, 403] = _open("a foreign and a random id are alike", tolerated=404, inferred=404)
    unknown_client: Literal["404", "empty"] = _open("lists of an unknown client", tolerated="404", inferred="empty")
    foreign_company: Literal["empty", "403", "404"] = _open(
        "bulk lists of another company", tolerated="empty", inferred="403"
    )
    unknown_fields: Literal["refused", "dropped"] = _open(
        "unknown fields of a body", tolerated="refused", inferred="dropped"
    )

    equal_names: bool = _open("two clients of one name, or 409", tolerated=False, inferred=True)
    client_with_leads: Literal["409", "goes"] = _open(
        "a delete without purge of a client that has leads", tolerated="409", inferred="goes"
    )
    batches: Literal["whole", "rows"] = _open(
        "a bad row spoils its batch, or is skipped", tolerated="whole", inferred="rows"
    )
    twins: Literal["409", "upsert"] = _open("an e-mail twice in one client", tolerated="upsert", inferred="409")
    empty_text: Literal["refused", "taken"] = _open(
        '"" and "." are taken or 400', tolerated="refused", inferred="taken"
    )
    email_required: bool = _open("a lead without e-mail is taken, or 400", tolerated=True, inferred=False)
    client_in_put: Literal["ignored", "400", "moves"] = _open(
        "client_id in an update", tolerated="moves", inferred="ignored"
    )
    writes_to_unknown: Literal[404, 400, 403] = _open("a lead of an unknown client", tolerated=400, inferred=404)
    found: Literal["leads", "lead"] = _open("find-lead gives a list, or one lead", tolerated="lead", inferred="leads")
    checks_client: bool = _open(
        "whether a search, webhook or campaign may name any client", tolerated=True, inferred=False
    )

    limits: Literal["capped", "400"] = _open("a limit out of range", tolerated="capped", inferred="400")
    short_pages: bool = _open("pages may be shorter than asked for", tolerated=True, inferred=False)
    empty_last_page: bool = _open("a token may lead to an empty last page", tolerated=True, inferred=False)
    page_marks: Literal["base64", "json"] = _open("a page token is any string", tolerated="base64", inferred="base64")
    history_mark: Literal["nextToken", "nextCursor", "cursor", "lastKey"] = _open(
        "the name of search history's token", tolerated="lastKey", inferred="nextToken"
    )

    webhook_url: Literal["path", "query", "last"] = _open(
        "the secret is in the last segment or in a query value", tolerated="path", inferred="query"
    )
    wrong_secret: Literal[401, 403, 404] = _open("an event with a wrong secret", tolerated=404, inferred=401)
    second_settings: Literal["409", "upsert"] = _open("POST on settings", tolerated="upsert", inferred="409")
    no_settings: Literal["404", "null"] = _open("GET of settings where none are", tolerated="null", inferred="404")
    member_settings: bool = _open("whether Members may see and set settings", tolerated=False, inferred=True)
    api_keys_shown: Literal["absent", "masked"] = _open(
        "a secret is absent or masked", tolerated="absent", inferred="masked"
    )
    unknown_selector: Literal["400", "skipped"] = _open("an unknown service", tolerated="skipped", inferred="400")
    nothing_configured: Literal["400", "skipped"] = _open(
        "a run where nothing is configured", tolerated="400", inferred="skipped"
    )
    copyright_names: Literal["number", "digits", "name"] = _open(
        "copyright process 1 is 1, '1' or enrichment1", tolerated="number", inferred="digits"
    )
    run_words: Literal["own", "known"] = _open("states of runs are open words", tolerated="own", inferred="known")
    run_time: float = _open("how long a run takes (seconds)", tolerated=0.3, inferred=0.3)
    scrape_history: bool = _open("a scrape may enter the search history", tolerated=False, inferred=True)
    malformed_email: Literal["400", "invalid"] = _open("a malformed e-mail", tolerated="400", inferred="invalid")
    unknown_thread: Literal["404", "new"] = _open(
        "a chat in a thread that is not one's own", tolerated="404", inferred="new"
    )
    pipeline_dates: Literal["days", "times"] = _open("a date may carry a time", tolerated="times", inferred="days")


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


def _value(name: str, text: str, kind: Any) -> Any:
    if kind is float:
        return float(text)
    values = {"true": True, "false": False} if kind is bool else {str(each): each for each in get_args(kind)}
    if text not in values:
        raise ValueError(f"{name} is one of {', '.join(values)}, not {text!r}")
    return values[text]
