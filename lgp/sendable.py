"""What can be sent in a header: a secret that was pasted with a blank or a line end is mended, another one refused."""

from conformance.errors import UsageError


def sendable(name: str, value: str, remedy: str = "Set it anew") -> str:
    """A value without blanks and line ends around it; UsageError, which never shows it, where HTTP cannot send it."""
    known = value.strip()
    if not all("!" <= each <= "~" for each in known):
        raise UsageError(f"{name} holds what no header can: a blank, a control character or no ASCII", remedy)
    return known
