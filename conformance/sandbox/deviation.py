"""Making a sandbox behave otherwise: what defects and variants share.

Both are classes with an `id`, a `sentence` and `apply(application)`, which changes one behaviour, at the places
where a programmer would make the mistake: `override` replaces a small method, `Application.wrap` puts something around
a handler. One behaviour may take several of these, such as a wall that stands around lists and around reads by id.
"""

import hashlib
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

from conformance.sandbox.answering import acting_alone_on, alone, answered

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Deviation:
    """`id`: kebab-case, named after what goes wrong or differs; `sentence`: the same for people."""

    id: ClassVar[str]
    sentence: ClassVar[str]

    def apply(self, application: "Application") -> None:
        """Change one behaviour of this application."""
        raise NotImplementedError

    def put_into(self, application: "Application") -> None:
        """Apply it, bound to what it is bound to."""
        self.apply(application)


class Defect(Deviation):
    """Something that a sandbox can do wrong, on demand.

    `faults`: the fault classes it belongs to; `operations`: the operationIds where it shows; `requirement`: the id of
    the requirement it breaks; `advisory`: whether that one is only inferred; `because`: why it has to break many others
    with it, in a sentence, where it does.

    A parametrised defect has `choices` in place of `operations`: each of these alone breaks the requirement, and an
    instance acts on one of them, which its sentence names as `{operation}`.
    """

    faults: ClassVar[tuple[str, ...]]
    operations: tuple[str, ...]
    choices: ClassVar[tuple[str, ...]] = ()
    requirement: ClassVar[str]
    advisory: ClassVar[bool] = False
    because: ClassVar[str] = ""

    def __init__(self, operation: str | None = None) -> None:
        """A defect that acts on `operation`, one of its choices; on the first of them unless given."""
        if self.choices:
            self.operations = (operation or self.choices[0],)

    @property
    def operation(self) -> str:
        """The one operation that a parametrised defect acts on."""
        (only,) = self.operations
        return only

    @classmethod
    def picked(cls, seed: int) -> str | None:
        """The choice that a seed makes, alike on every machine; None for a defect without choices."""
        if not cls.choices:
            return None
        digest = hashlib.sha256(f"{seed} {cls.id}".encode()).digest()
        return cls.choices[int.from_bytes(digest[:8], "big") % len(cls.choices)]

    def put_into(self, application: "Application") -> None:
        """Apply it: a parametrised one so that it acts while its operation is answered, and at no other time."""
        with acting_alone_on(self.operation if self.choices else ""):
            self.apply(application)


class Variant(Deviation):
    """Something else that a reasonable server may do, and that must be accepted.

    `requirements`: the ids of the requirements whose tests see it; `lag`: how long, in seconds, the views of a sandbox
    lag that shows it, where it is a way to lag.
    """

    requirements: ClassVar[tuple[str, ...]]
    lag: ClassVar[float] = 0


def override(
    method: Callable[Parameters, Result],
    make: Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]],
    *,
    everywhere: bool = False,
) -> None:
    """Replace one bound method of one object: `override(clients.stored, lambda original: lambda …: …)`.

    The replacement gets the method's arguments without `self`; `original` is the method as it was before. Overrides
    stack. One of a parametrised defect acts while that defect's operation is answered, or `everywhere`: for what a
    mistake of one operation needs from others, such as background work.
    """
    if not isinstance(method, MethodType):
        raise TypeError(f"{method!r} is not a bound method")
    target, name = method.__self__, method.__name__
    replacement = make(method)
    only = "" if everywhere else alone()

    def replaced(_: object, *arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
        acting = replacement if not only or answered() == only else method
        return acting(*arguments, **named)

    function: object = replaced
    if isinstance(function, FunctionType):
        function.__name__ = name
        setattr(target, name, MethodType(function, target))
