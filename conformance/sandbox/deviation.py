"""Making a sandbox behave otherwise: what defects and variants share.

Both are classes with an `id`, a `sentence` and `apply(application)`, which changes exactly one behaviour, at the place
where a programmer would make the mistake: with `override` one small method, with `Application.wrap` one handler.
"""

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

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


class Defect(Deviation):
    """Something that a sandbox can do wrong, on demand.

    `faults`: the fault classes it belongs to; `operations`: the operationIds where it shows; `requirement`: the id of
    the requirement it breaks; `advisory`: whether that one is only inferred.
    """

    faults: ClassVar[tuple[str, ...]]
    operations: ClassVar[tuple[str, ...]]
    requirement: ClassVar[str]
    advisory: ClassVar[bool] = False


class Variant(Deviation):
    """Something else that a reasonable server may do, and that must be accepted.

    `requirements`: the ids of the requirements whose tests see it.
    """

    requirements: ClassVar[tuple[str, ...]]


def override(
    method: Callable[Parameters, Result],
    make: Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]],
) -> None:
    """Replace one bound method of one object: `override(clients.stored, lambda original: lambda …: …)`.

    The replacement gets the method's arguments without `self`; `original` is the method as it was before. Overrides
    stack.
    """
    if not isinstance(method, MethodType):
        raise TypeError(f"{method!r} is not a bound method")
    target, name = method.__self__, method.__name__
    replacement = make(method)

    def replaced(_: object, *arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
        return replacement(*arguments, **named)

    function: object = replaced
    if isinstance(function, FunctionType):
        function.__name__ = name
        setattr(target, name, MethodType(function, target))
