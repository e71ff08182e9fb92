"""Objects and lists of a server's JSON as keys: where a server writes one as an id, it is counted and sought as any."""

from typing import Any


class JsonObject(dict[str, Any]):
    """An object that may be a member of a set; all that it holds is hashable, and nobody changes it."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]  # plain ones have none, for they may change
        """Equal for equal objects."""
        return hash(frozenset(self.items()))


class JsonList(list[Any]):
    """A list that may be a member of a set; all that it holds is hashable, and nobody changes it."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]  # plain ones have none, for they may change
        """Equal for equal lists."""
        return hash(tuple(self))


def hashable(value: Any) -> Any:
    """A parsed JSON value, of at most some hundred levels, equal to what it was and fit to be a key."""
    if isinstance(value, dict):
        new = JsonObject(value)
        new.update((name, hashable(each)) for name, each in value.items() if isinstance(each, dict | list))
        return new
    if isinstance(value, list):
        return JsonList(hashable(each) if isinstance(each, dict | list) else each for each in value)
    return value


def kind(value: object) -> type:
    """The type of a value as JSON tells types apart, where objects and lists are that, whatever stands for them."""
    return dict if isinstance(value, dict) else list if isinstance(value, list) else type(value)
