"""The errors that end a verb: each says what is wrong in one line, what to do about it, and carries its exit code.

```
HarnessError
├── UsageError        exit 2   the user's input cannot be used
│   └── CredentialsRefused     the target refused a login with a well-formed 401
├── RefusedForSafety  exit 4   the harness will not do what was asked
├── Incomplete        exit 3   the run cannot go on
│   ├── Unreachable            nothing answers at the target
│   ├── NotThisApi             something answers that is not the LeadGenius API
│   └── TargetLost             the target stopped answering in mid-run
├── Unsendable        exit 70  a value that HTTP cannot carry
└── HarnessBroken     exit 70  a defect of ours
```
"""

from conformance.exits import Exit


class HarnessError(Exception):
    """What ends a verb with one clear line.

    `message` says what is wrong, `remedy` what to do about it; neither holds a secret.
    """

    code = Exit.BROKEN

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}. {self.remedy}" if self.remedy else self.message


class UsageError(HarnessError):
    """The user's input (flag, file, profile, port) cannot be used."""

    code = Exit.USAGE


class CredentialsRefused(UsageError):
    """The target refused a login with a well-formed 401."""


class RefusedForSafety(HarnessError):
    """What was asked would touch something that needs an explicit word."""

    code = Exit.REFUSED


class Incomplete(HarnessError):
    """The run cannot go on, and proves nothing about the rest."""

    code = Exit.INCOMPLETE


class Unreachable(Incomplete):
    """Nothing answers at the target."""


class NotThisApi(Incomplete):
    """Something answers at the target that is not the LeadGenius API."""


class TargetLost(Incomplete):
    """The target stopped answering in mid-run."""


class Unsendable(HarnessError):
    """HTTP has no way to send a value: where a target handed it out, as a token, that is no defect of ours."""


class HarnessBroken(HarnessError):
    """A defect of ours: a test without evidence, an unreadable file of our own, an unmarked operation."""
