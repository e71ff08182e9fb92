"""A command line that cannot be understood, in our own words: typer's name its own parts and leave the value out."""

import re
import sys
from typing import Any, NoReturn

from conformance.errors import UsageError
from conformance.exits import Exit
from conformance.nearness import instead, near

_UNKNOWN_VERB = re.compile(r"No such command '(.*?)'")
_TOO_MUCH = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")


def is_told(error: Exception) -> bool:
    """Whether an error is one that typer would show of a command line."""
    return hasattr(error, "format_message")


def tell(error: Any) -> NoReturn:
    """End with what such an error says: UsageError, or the help where a line without any word asks for no more.

    The error is of a kind that typer has no public name for.
    """
    context = getattr(error, "ctx", None)
    if context is not None and error.message == context.get_help():
        error.show()
        sys.exit(int(Exit.USAGE))
    raise _told(error) from error


def _told(error: Any) -> UsageError:
    context = getattr(error, "ctx", None)
    parameter = getattr(error, "param", None)
    by_help = f"`{context.command_path} -h` tells what it takes" if context is not None else ""
    if hasattr(error, "possibilities"):
        return _unknown_option(error.option_name, context, by_help)
    if hasattr(error, "option_name"):
        return _without_its_value(error.option_name, error.message)
    if parameter is not None and hasattr(error, "param_type"):
        return UsageError(f"{_name(parameter, context)} is missing", by_help)
    if parameter is not None and hasattr(error.__cause__, "errors"):
        wrong = error.__cause__.errors()[0]["input"]
        return UsageError(f"{_name(parameter, context)} takes no {wrong!r}", _taken(parameter))
    if found := _UNKNOWN_VERB.search(error.message):
        verbs = getattr(getattr(context, "command", None), "commands", {})
        path = context.command_path if context is not None else ""
        return UsageError(f"there is no verb {found[1]}", instead(found[1], verbs, f"{path} -h"))
    if found := _TOO_MUCH.search(error.message):
        return UsageError(f"nothing takes the further words: {found[1]}", by_help)
    return UsageError(str(error.format_message()).rstrip("."), by_help)


def _unknown_option(flag: str, context: Any, by_help: str) -> UsageError:
    options = [
        each for parameter in getattr(getattr(context, "command", None), "params", ()) for each in parameter.opts
    ]
    close = near(flag, [each for each in options if each.startswith("--")])
    remedy = f"Near it: {', '.join(close)}; {by_help}" if close else by_help
    return UsageError(f"there is no option {flag}", remedy)


def _without_its_value(flag: str, message: str) -> UsageError:
    if "not take" in message:
        return UsageError(f"{flag} takes no value", f"Give {flag} alone")
    value = "-" if "password" in flag else "…"  # the command line is no place for one
    return UsageError(f"{flag} needs a value", f"Give it one: {flag} {value}")


def _name(parameter: Any, context: Any) -> str:
    """What a user types, or what the help shows for it, or the verb that it is for."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or (context.info_name if context is not None else parameter.name))


def _taken(parameter: Any) -> str:
    """The values that an option or an argument takes."""
    kind = getattr(parameter, "type_descriptor", None)
    if choices := getattr(kind, "choices", None):
        return f"It takes {', '.join(map(str, choices))}"
    number = "number" if "float" in str(getattr(kind, "annotation", "")) else "whole number"
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if least is not None and most is not None:
        return f"It takes a {number} from {least} to {most}"
    if least is not None:
        return f"It takes a {number}, at least {least}"
    return f"It takes a {number}" + (f", at most {most}" if most is not None else "")
