"""Operations that have something in common: what parametrised defects choose from, and how sentences name them."""

from collections.abc import Callable

from conformance.sandbox import resources
from conformance.sandbox.listing import classes_in
from conformance.sandbox.operations import ANY, JWT, KEY, Operation, declared
from conformance.sandbox.resource import Resource

OPERATIONS = declared(classes_in(resources, Resource))
"""Every operation by its id."""


def those(where: Callable[[Operation], bool]) -> tuple[str, ...]:
    """The ids of the documented operations of which something is so, in alphabetical order."""
    return tuple(sorted(each.id for each in OPERATIONS.values() if each.documented and where(each)))


def in_words(operation_id: str) -> str:
    """An operation as sentences name it: `GET /clients`."""
    operation = OPERATIONS[operation_id]
    return f"{operation.method} {operation.path.removeprefix('/api')}"


SECURED = those(lambda each: bool(each.takes))
"""What needs a credential of some kind."""

TOKENED = those(lambda each: "bearer" in each.takes and not each.needs_platform_admin)
"""What every user's tokens open."""

_ONCE = ("createAgentSettings", "createCompany", "createSdrSettings", "createUrlSettings")

OPENING = tuple(each for each in SECURED if each not in _ONCE)
"""What a taken credential opens: not what a company has once, and whoever has it is refused to make again."""

OPENING_TO_TOKENS = tuple(each for each in TOKENED if each not in _ONCE)
"""The same of what every user's tokens open."""

OF_TOKENS_ALONE = those(lambda each: each.takes == JWT and not each.needs_platform_admin and each.id != "createApiKey")
"""What takes tokens and no keys; making keys and the admin lists stand apart."""

OF_ALL_KINDS = those(lambda each: each.takes == ANY)
"""What takes cookie, bearer token and key."""

OF_KEYS_ALONE = those(lambda each: each.takes == KEY)
"""The bulk lists."""

READING = those(lambda each: each.method == "GET")
"""What reads."""

WITH_BODIES = those(lambda each: each.body == "required")
"""What needs a body."""

OF_KEYS = (
    *("bulkEnrichLeads", "bulkSourceLeads", "createLeads", "createSearchHistory", "createWebhook"),
    *("deleteLeads", "listLeads", "listWebhooks", "updateLeads"),
)
"""What is known to take API keys."""

PAGED = (
    *("bulkEnrichLeads", "bulkSourceLeads", "listAdminCompanies", "listAdminUsers"),
    *("listCampaigns", "listClients", "listLeads", "listSearchHistory"),
)
"""The listings that come in pages."""

SHOWING = tuple(
    each
    for each in TOKENED
    if each not in ("chat", "getPipeline", "listUnipileAccounts", "validateEmail", "verifyEmail")
    and each not in ("createAgentSettings", "createApiKey", "createCompany", "createSdrSettings", "createUrlSettings")
)
"""What shows, in its answer or in what comes of it, by whom it was called."""

SHOWING_OF_KEYS = tuple(each for each in SHOWING if each in OF_ALL_KINDS)
"""The same of what takes keys too."""

EVERY = those(lambda _: True)
"""Every documented operation."""
