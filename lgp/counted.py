"""Numbers of things in a sentence."""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 lead`, `2 leads`; `many` where the plural is not the singular with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
