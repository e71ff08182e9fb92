"""`conformance sweep`: remove what a killed run left on the target."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from conformance import passwords
from conformance.errors import UsageError
from conformance.exits import Exit
from conformance.harmless import one_line
from conformance.harness import Harness
from conformance.ledger import Entry
from conformance.profile import consents
from conformance.run_request import RunRequest, Target, resolve
from conformance.side_trip import context_of
from conformance.sweeping import Sweep, described

_LONGEST = 300
"""Characters of a line about one row."""

_PERMANENT_SHOWN = 20
"""Lines about what nothing removes."""

_AGE = re.compile(r"(\d+(?:\.\d+)?)(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("sweep", help="Remove what a killed run left: by its ledger, or without RUN by the tag of old runs.")(
        sweep
    )


def sweep(
    run: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="The killed run's folder; without it, go by tag and age.")
    ] = None,
    profile: Annotated[Path | None, typer.Option(metavar="FILE", help="The target's profile (TOML).")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="The target's origin.")] = None,
    username: Annotated[str | None, typer.Option(metavar="USER", help="Log in as this user.")] = None,
    password: Annotated[
        str | None, typer.Option(metavar="PASSWORD", help="Its password; - reads it from the terminal or stdin.")
    ] = None,
    older_than: Annotated[
        str, typer.Option(metavar="AGE", help="Without RUN: only runs that began so long ago (90s, 30m, 2h, 1d).")
    ] = "2h",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be removed; remove nothing.")] = False,
    allow: Annotated[
        list[str] | None, typer.Option(metavar="WHAT", help="Say `production` to sweep the public origin.")
    ] = None,
) -> None:
    """Remove leftovers; exit 5 where something stays."""
    if profile is None and base_url is None:
        raise UsageError("there is no target to sweep", "Give --profile, or --base-url with --username and --password")
    request = RunRequest(
        profile=profile,
        base_url=base_url,
        username=username,
        password=passwords.asked(password, username),
        allow=consents(allow or ()),
    )
    _age(older_than)  # refused before a password is used
    with ExitStack() as stack:
        target = resolve(request, stack)
        remaining = _swept(target, run, older_than, dry_run, stack)
    for line in passwords.notes(password):
        typer.echo(line)
    raise typer.Exit(int(Exit.LEFTOVERS if remaining and not dry_run else Exit.CONFORMANT))


def _swept(target: Target, run: Path | None, age: str, dry_run: bool, stack: ExitStack) -> int:
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="leadgenius-sweep-")))
    harness = Harness(context_of(target, folder), "sweep")
    stack.callback(harness.close)
    sweeping = Sweep(harness)

    def told(text: str) -> None:
        typer.echo(one_line(harness.redactor.text(text), _LONGEST))

    found = sweeping.older_than(_age(age)) if run is None else sweeping.left_by(run)
    removable = [entry for entry in found if entry.removable]
    for entry in removable if dry_run else ():
        told(f"would remove {described(entry)}")
    if not dry_run:
        sweeping.remove(removable, run)
        for entry in removable:
            done = "removed" if entry.state == "gone" else f"could not remove ({entry.reason})"
            told(f"{done} {described(entry)}")
    for line in _permanent(entry for entry in found if not entry.removable):
        told(line)
    left = sum(entry.outstanding for entry in removable)
    typer.echo(f"{len(removable)} found, {len(removable) - left} removed, {left} left")
    if sweeping.young:
        typer.echo(f"passed over: {_clients(sweeping.young)} of runs younger than {age}; --older-than 0s takes them")
    if sweeping.live:
        typer.echo(f"passed over: {_clients(sweeping.live)} of runs that still go on")
    return left


def _permanent(entries: Iterable[Entry]) -> Iterator[str]:
    """What nothing removes, a line for each that reads otherwise, and the number of the rest."""
    lines = Counter(map(described, entries))
    for line, times in islice(lines.items(), _PERMANENT_SHOWN):
        yield f"stays, for nothing removes it{f' ({times} times)' if times > 1 else ''}: {line}"
    if rest := sum(islice(lines.values(), _PERMANENT_SHOWN, None)):
        yield f"… and {rest} more that nothing removes, all in the ledger"


def _clients(count: int) -> str:
    return f"{count} client{'' if count == 1 else 's'}"


def _age(text: str) -> timedelta:
    found = _AGE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"--older-than takes no {text!r}", "Give an age such as 90s, 30m, 2h or 1d")
    return timedelta(seconds=float(found.group(1)) * _SECONDS[found.group(2)])
