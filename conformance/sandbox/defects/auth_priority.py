"""Two credentials in one request, tried in the wrong order."""

from collections.abc import Callable, Iterator

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call, CredentialKind
from conformance.sandbox.choices import SHOWING
from conformance.sandbox.credentials import Attempt
from conformance.sandbox.deviation import Defect, override


def reorder(
    application: Application,
    order: tuple[CredentialKind, ...],
    where: Callable[[Call], bool] = lambda _: True,
    takes_too: tuple[CredentialKind, ...] = (),
) -> None:
    """Try the kinds of credential in this order, for all requests or for those that `where` picks.

    These take the kinds of `takes_too` as well.
    """

    def attempts(call: Call, takes: tuple[CredentialKind, ...]) -> Iterator[Attempt]:
        if not where(call):
            yield from original(call, takes)
            return
        for kind in order:
            if kind in (*takes, *takes_too):
                yield from original(call, (kind,))

    original = application.credentials.attempts
    override(application.credentials.attempts, lambda _: attempts)


class BearerBeforeCookie(Defect):
    """The bearer token wins over the cookie."""

    id = "bearer-before-cookie"
    sentence = "Of a cookie and a bearer token of two users, the bearer token counts on {operation}."
    faults = ("F07",)
    choices = SHOWING
    requirement = "LG-PRIO-001"

    def apply(self, application: Application) -> None:
        """Swap the first two."""
        reorder(application, ("bearer", "cookie", "key"))


class KeyBeforeBearer(Defect):
    """The API key wins over the bearer token."""

    id = "key-before-bearer"
    sentence = "Of a bearer token and an API key of two users, the API key counts on {operation}."
    faults = ("F07",)
    choices = SHOWING
    requirement = "LG-PRIO-002"

    def apply(self, application: Application) -> None:
        """Swap the last two, where both are sent."""
        credentials = application.credentials

        def both(call: Call) -> bool:
            return credentials.bearer_token(call) is not None and credentials.api_key(call) is not None

        reorder(application, ("cookie", "key", "bearer"), both, takes_too=("key",))


class KeyBeforeCookie(Defect):
    """The API key wins over the cookie, and over no bearer token."""

    id = "key-before-cookie"
    sentence = "Of a cookie and an API key of two users, the API key counts on {operation}."
    faults = ("F07",)
    choices = SHOWING
    requirement = "LG-PRIO-003"

    def apply(self, application: Application) -> None:
        """Swap them where no bearer token stands between them."""
        credentials = application.credentials

        def both(call: Call) -> bool:
            alone = credentials.bearer_token(call) is None
            return alone and any(credentials.cookie_tokens(call)) and credentials.api_key(call) is not None

        reorder(application, ("key", "cookie"), both, takes_too=("key",))


class PriorityDiffersByVerb(Defect):
    """Writing looks at the bearer token first, reading at the cookie."""

    id = "priority-differs-by-verb"
    sentence = "POST and PUT act as the bearer token's user, GET and DELETE as the cookie's."
    faults = ("F09", "F07")
    # A wrong order on one operation alone is among the choices of the three above; this one is of a kind of operations.
    operations = ("createClient", "updateClient", "createLeads", "updateLeads")
    requirement = "LG-PRIO-004"

    def apply(self, application: Application) -> None:
        """Swap the first two where a body comes along."""
        reorder(application, ("bearer", "cookie", "key"), lambda call: call.method in ("POST", "PUT"))
