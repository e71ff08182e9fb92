"""Keeps what hypothesis draws free of what a process happens to have imported.

Now and then hypothesis draws a constant from the source of a loaded module that lies in no library. What a seed draws
would then depend on the suites that were collected before, and be another in a wheel than in a checkout; and the source
of all our modules would be parsed for it. There is no setting for that, so this leans on one of its inner functions;
`tests/generating/test_constants.py` tells when it moves.
"""

from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants


def ignore_our_own() -> None:
    """Let hypothesis draw no constants of ours, in this process, from now on."""
    none = Constants()
    providers._get_local_constants = lambda: none
