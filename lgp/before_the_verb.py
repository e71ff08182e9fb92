"""The options that stand before the verb: one that is typed behind it, where the verb has none such, is told so."""

import typer

from conformance import command_line
from conformance.errors import UsageError


class Verbs(command_line.Verbs):
    """The verbs of `lgp`, behind its own options."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # see command_line.Verbs
        """Run the verb; UsageError where an option of `lgp` itself stands behind it."""
        try:
            return super().invoke(ctx)
        except Exception as error:  # typer has no public name for the error that an option is unknown
            if hasattr(error, "possibilities"):
                self._require_no_own_option(getattr(error, "option_name", ""))
            raise

    def _require_no_own_option(self, flag: str) -> None:
        for option in self.params:
            if flag in option.opts:
                value = "" if getattr(option, "is_flag", False) else " …"
                raise UsageError(f"{flag} goes before the verb: lgp {flag}{value} VERB")
