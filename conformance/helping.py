"""Help in people's words: an argument stands by its name alone, without the type that Python gives it."""

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand

FLAGS = ["-h", "--help"]
"""What asks for help, wherever it stands."""

_SECTIONS = {"argument": "Arguments", "option": "Options"}

_Function = TypeVar("_Function", bound=Callable[..., Any])


class _Verb(TyperCommand):
    """A verb whose help names arguments and flags by their metavars."""

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # as command_line.Verbs
        """Write what the verb takes."""
        for kind, title in _SECTIONS.items():
            told = [(each, each.get_help_record(ctx)) for each in self.get_params(ctx) if each.param_type_name == kind]
            rows = [(_name(each, row[0]), row[1]) for each, row in told if row is not None]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Verbs(typer.Typer):
    """Verbs with such help."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[_Function], _Function]:
        """Add a verb, as `typer.Typer.command` does."""
        return super().command(name, **{"cls": _Verb, **settings})


def _name(parameter: Any, otherwise: str) -> str:
    is_named = parameter.param_type_name == "argument" and parameter.metavar
    return str(parameter.metavar) if is_named else otherwise
