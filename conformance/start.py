"""Where the installed commands begin: a Ctrl-C while their modules are still read ends them as any other does."""

import sys
from importlib import import_module

from conformance.exits import Exit


def main() -> None:
    """Run the command line of `conformance`."""
    begin("conformance.cli", "conformance")


def begin(module: str, name: str) -> None:
    """Read the module of a command and run its `main`; `name` is what the command is called."""
    try:
        import_module(module).main()
    except KeyboardInterrupt:
        sys.stderr.write(f"{name}: interrupted\n")
        sys.exit(int(Exit.INCOMPLETE))
