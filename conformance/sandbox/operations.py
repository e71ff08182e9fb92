"""The table of operations: which handler answers which method and path, and who may call it.

A handler is a method of a resource, marked with `@operation(…)`. It is looked up on the resource at each call, so that
an override of the method takes effect; `Application.wrap` puts something around it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from conformance.sandbox.call import Answer, Call, CredentialKind

Handler: TypeAlias = Callable[[Call], Answer]
BodyRule: TypeAlias = Literal["none", "optional", "required"]
ResourceType = TypeVar("ResourceType")

ANY: tuple[CredentialKind, ...] = ("cookie", "bearer", "key")
JWT: tuple[CredentialKind, ...] = ("cookie", "bearer")
KEY: tuple[CredentialKind, ...] = ("key",)
OPEN: tuple[CredentialKind, ...] = ()
MARK = "__operation__"


@dataclass(slots=True)
class Operation:
    """One method on one path.

    `takes`: the kinds of credential that count here; none means open, outside the limits, credentials ignored.
    `body`: whether a JSON object must, may or cannot be sent. `documented` is false for what is not one of the 57.
    """

    id: str
    method: str
    path: str
    takes: tuple[CredentialKind, ...]
    body: BodyRule
    needs_company: bool
    needs_platform_admin: bool
    documented: bool
    handler: Handler


def operation(
    operation_id: str,
    method: str,
    path: str,
    *,
    takes: tuple[CredentialKind, ...] = ANY,
    body: BodyRule | None = None,
    needs_company: bool = True,
    needs_platform_admin: bool = False,
    documented: bool = True,
) -> Callable[[Callable[[ResourceType, Call], Answer]], Callable[[ResourceType, Call], Answer]]:
    """Mark a resource's method as the handler of `method` on `path` (from the origin on, so with `/api`).

    `body` defaults to "required" for POST and PUT and "none" otherwise.
    """
    rule: BodyRule = body or ("required" if method in ("POST", "PUT") else "none")

    def mark(handler: Callable[[ResourceType, Call], Answer]) -> Callable[[ResourceType, Call], Answer]:
        def bound_to(resource: ResourceType) -> Operation:
            return Operation(
                id=operation_id,
                method=method,
                path=path,
                takes=takes,
                body=rule,
                needs_company=needs_company,
                needs_platform_admin=needs_platform_admin,
                documented=documented,
                handler=lambda call: _late(resource, handler.__name__)(call),
            )

        setattr(handler, MARK, bound_to)
        return handler

    return mark


def _late(resource: object, name: str) -> Handler:
    found: Handler = getattr(resource, name)
    return found


def operations_of(resource: object) -> Iterator[Operation]:
    """The operations that a resource's class declares, bound to this instance."""
    for kind in reversed(type(resource).__mro__):
        for member in vars(kind).values():
            bind: Callable[[object], Operation] | None = getattr(member, MARK, None)
            if bind is not None:
                yield bind(resource)


def declared(kinds: Iterable[type]) -> dict[str, Operation]:
    """The operations that these classes declare, by id, with nobody behind them who could answer."""
    members = (member for kind in kinds for member in vars(kind).values())
    bound = (getattr(member, MARK)(None) for member in members if hasattr(member, MARK))
    return {operation.id: operation for operation in bound}
