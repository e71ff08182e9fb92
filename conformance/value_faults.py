"""What is wrong with a value of a file, in words for who wrote the file and not for who wrote its model."""

from pydantic import ValidationError

_WORDS = {
    "missing": "it is missing",
    "string_type": "it is no text",
    "string_too_short": "it is empty or too short",
    "literal_error": "it is none of {expected}",
    "greater_than": "it is not above {gt:g}",
    "greater_than_equal": "it is less than {ge:g}",
    "less_than": "it is not below {lt:g}",
    "less_than_equal": "it is more than {le:g}",
    "int_type": "it is no whole number",
    "int_parsing": "it is no whole number",
    "int_from_float": "it is no whole number",
    "float_type": "it is no number",
    "float_parsing": "it is no number",
    "bool_type": "it is neither true nor false",
    "bool_parsing": "it is neither true nor false",
    "dict_type": "it is no table",
    "model_type": "it is no table",
    "tuple_type": "it is no list",
    "path_type": "it is no path",
    "date_type": "it is no day",
    "date_parsing": "it is no day",
    "date_from_datetime_parsing": "it is no day",
    "date_from_datetime_inexact": "it is no day",
    "value_error": "{error}",
}
"""By the library's names for the faults; of its own words none are shown."""

_OF_KEY = "[key]"
"""How the library ends the place of a key that is none of a table's."""


def first_fault(error: ValidationError) -> str:
    """What the name of a file that a model refused is followed by: the first value that is wrong, and in which way."""
    first = error.errors(include_input=False, include_url=False)[0]
    *table, last = first["loc"] or ("",)
    is_of_key = last == _OF_KEY
    key = ".".join(str(part) for part in (table if is_of_key else first["loc"]))
    if first["type"] == "extra_forbidden":
        return f"has an unknown key `{key}`"
    fault = _WORDS.get(first["type"], "it has another form than is asked for").format(**first.get("ctx", {}))
    if is_of_key:
        return f"has an unknown key `{key}`: {fault}"
    return f"is wrong{f' at `{key}`' if key else ''}: {fault}"
