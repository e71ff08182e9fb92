"""What the commands `conformance` and `lgp` share: one line an error, and the exit code that it carries."""

import sys
import traceback

import typer
from typer.core import TyperGroup

from conformance.errors import HarnessError, Incomplete
from conformance.exits import Exit
from conformance.summary import nobody_reads


class Verbs(TyperGroup):
    """Keeps typer's own exit codes for an interrupt and a closed pipe away: they mean something else here."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # typer's own copy of click has no types
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, EOFError) as error:
            raise Incomplete("interrupted") from error
        except BrokenPipeError as error:
            nobody_reads()
            raise typer.Exit(int(Exit.CONFORMANT)) from error


def run(app: typer.Typer, name: str, itself: str) -> None:
    """Run a command line; every error of ours is one line on standard error, behind the command's name.

    `itself` is what the command calls itself where it breaks.
    """
    try:
        app(standalone_mode=True)
    except HarnessError as error:
        sys.stderr.write(f"{name}: {_one_line(str(error))}\n")
        sys.exit(int(error.code))
    except Exception as error:  # whatever it is, Python's own exit code 1 would blame the target
        # Where it happened, but not its message: that may hold what the target sent.
        sys.stderr.write("".join(traceback.format_tb(error.__traceback__)))
        sys.stderr.write(f"{name}: {itself} itself broke: {type(error).__name__}\n")
        sys.exit(int(Exit.BROKEN))


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
