"""Drafts that are not sent, by name, each with its reason: what a schema or a generator cannot say."""

import re
from collections.abc import Callable, Mapping

from conformance.contract import Contract
from conformance.exchange import ABSENT, Json
from conformance.generating.draft import Draft

Rule = Callable[[Draft, Contract], bool]


def reason(draft: Draft, contract: Contract) -> str | None:
    """Why a draft is not sent, or None where it may be."""
    return next((words for words, rule in EXCLUDED.items() if rule(draft, contract)), None)


def _has_no_name(draft: Draft, contract: Contract) -> bool:
    """A client whose name is no text, and whose description neither: a server that takes it has an untagged client."""
    if contract[draft.operation].creates != "client" or not isinstance(draft.body, dict):
        return False
    return not _taggable(draft.body, "clientName", empty=False) and not _taggable(draft.body, "description", empty=True)


def _taggable(body: dict[str, Json], field: str, *, empty: bool) -> bool:
    value = body.get(field)
    return (isinstance(value, str) and (bool(value) or empty)) or (empty and value is None)


def _names_leads_twice(draft: Draft, contract: Contract) -> bool:
    """OpenAPI has no word for "id in the query or ids in the body, never both": such a draft is no valid one."""
    both = contract[draft.operation].definition.get("x-exactly-one") == ["query.id", "body.ids"]
    return both and bool(draft.valid) and any(name == "id" for name, _ in draft.query) and draft.body is not ABSENT


def _has_another_path(draft: Draft, contract: Contract) -> bool:
    return {name for name, _ in draft.path} != set(_PLACE.findall(contract[draft.operation].path))


_PLACE = re.compile(r"\{(\w+)\}")

EXCLUDED: Mapping[str, Rule] = {
    "a client that could not carry the run's tag: whoever found it later could not tell whose it is": _has_no_name,
    "one lead by id and a batch by ids at once is what OpenAPI cannot forbid": _names_leads_twice,
    "a kept request whose path is no longer the operation's": _has_another_path,
}
"""Every exclusion: the reason, and what it takes out."""
