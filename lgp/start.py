"""Where the installed command begins: a Ctrl-C while its modules are still read ends it as any other does."""

import sys
from importlib import import_module

from conformance.exits import Exit


def main() -> None:
    """Run the command line."""
    try:
        import_module("conformance.lgp.cli").main()
    except KeyboardInterrupt:
        sys.stderr.write("lgp: interrupted\n")
        sys.exit(int(Exit.INCOMPLETE))
