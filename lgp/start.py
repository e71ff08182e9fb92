"""Where the installed command begins."""

from conformance.start import begin


def main() -> None:
    """Run the command line."""
    begin("conformance.lgp.cli", "lgp")
