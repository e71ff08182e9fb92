"""Where a credential stands whose place no stated sentence gives."""

from collections.abc import Iterator
from functools import partial

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call, CredentialKind
from conformance.sandbox.credentials import Attempt
from conformance.sandbox.deviation import Variant, override


class AmplifyCookieLast(Variant):
    """The cookie of the web application is looked for where nothing else came."""

    id = "amplify-cookie-last"
    sentence = "An Amplify cookie counts after all other credentials, and no credential counts after a bad one."
    requirements = ("LG-PRIO-001", "LG-PRIO-007", "LG-PRIO-008", "LG-PRIO-012", "LG-PRIO-013", "LG-PRIO-014")

    def apply(self, application: Application) -> None:
        """Try it behind the others, and none but the highest."""
        credentials = application.credentials
        amplify = credentials.amplify_cookies

        def attempts(call: Call, takes: tuple[CredentialKind, ...]) -> Iterator[Attempt]:
            every = list(others(call, takes))
            if "cookie" in takes:
                every += [partial(credentials.by_token, call, each, "cookie") for each in amplify(call)]
            yield from every[:1]

        override(credentials.amplify_cookies, lambda _: lambda call: amplify(call)[:0])
        others = credentials.attempts
        override(credentials.attempts, lambda _: attempts)
