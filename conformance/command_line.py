"""What the commands `conformance` and `lgp` share: one line an error, and the exit code that it carries."""

import sys
import traceback
from collections.abc import Callable

import typer
from typer.core import TyperGroup

from conformance import misuse, streams
from conformance.errors import HarnessError, Incomplete
from conformance.exits import Exit


class Verbs(TyperGroup):
    """Keeps typer's own exit code for an interrupt away: it means something else here."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # typer's own copy of click has no types
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, EOFError) as error:
            raise Incomplete("interrupted") from error


def run(app: typer.Typer, name: str, itself: str) -> None:
    """Run a command line; every error of ours is one line on standard error, behind the command's name.

    `itself` is what the command calls itself where it breaks.
    """
    with streams.kept_whole():
        ended = _code(lambda: _begun(app, name), name, itself)
        printed = _code(streams.require_printed, name, itself)
        sys.exit(ended or printed)


def _begun(app: typer.Typer, name: str) -> None:
    streams.require_output()
    try:
        ended = app(prog_name=name, standalone_mode=False)
    except typer.Abort as error:
        raise Incomplete("interrupted") from error
    except Exception as error:  # typer has no public name for what a line that it cannot read raises
        if not misuse.is_told(error):
            raise
        misuse.tell(error)
    sys.exit(ended or 0)


def _code(work: Callable[[], object], name: str, itself: str) -> int:
    """The exit code of some work, whose error is told."""
    try:
        work()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except HarnessError as error:
        sys.stderr.write(f"{name}: {_one_line(str(error))}\n")
        return int(error.code)
    except Exception as error:  # whatever it is, Python's own exit code 1 would blame the target
        # Where it happened, but not its message: that may hold what the target sent.
        sys.stderr.write("".join(traceback.format_tb(error.__traceback__)))
        sys.stderr.write(f"{name}: {itself} itself broke: {type(error).__name__}\n")
        return int(Exit.BROKEN)
    return 0


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
