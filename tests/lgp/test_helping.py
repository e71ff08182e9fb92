"""Help: every verb has it, by either flag, in people's words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from conformance.lgp import cli
from tests.lgp.typed import Lgp

AS_TYPED = re.compile(r"-|<?[\w-]+(\|[\w-]+)+>?")
"""How a flag shows that it takes one of few words, or the hyphen of standard input."""


def verbs(command: Any = None, path: str = "") -> Iterator[str]:
    """Every verb as it is typed, groups included."""
    known = command or typer.main.get_command(cli.app)
    yield path
    for name, each in getattr(known, "commands", {}).items():
        yield from verbs(each, f"{path} {name}".strip())


def words(line: str) -> Iterator[str]:
    """What stands for a value in the help of a verb."""
    command: Any = typer.main.get_command(cli.app)
    context = command.context_class(command, info_name="lgp")
    for name in line.split():
        command = command.commands[name]
        context = command.context_class(command, parent=context, info_name=name)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and not getattr(parameter, "is_flag", False):
            yield parameter.metavar or record[0].split()[-1]


@pytest.mark.parametrize("verb", ["", "whoami", "clients", "webhooks", "leads create", "maintenance bugs report"])
def test_h_helps_as_help_does(stranger: Lgp, verb: str) -> None:
    assert stranger.done(f"{verb} -h") == stranger.done(f"{verb} --help")


@pytest.mark.parametrize("verb", list(verbs()))
def test_help_names_no_type_of_python(stranger: Lgp, verb: str) -> None:
    assert not re.search(r"<(str|int|float|path|list\b.*|.* range)>", stranger.done(f"{verb} --help").out)


@pytest.mark.parametrize("verb", list(verbs()))
def test_what_stands_for_a_value_is_an_uppercase_word_or_what_is_typed(verb: str) -> None:
    assert [each for each in words(verb) if not (each[0].isupper() or AS_TYPED.fullmatch(each))] == []
