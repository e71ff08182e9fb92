"""`conformance run`: test a server and say whether it keeps the contract."""

import os
from pathlib import Path
from typing import Annotated, get_args

import typer

from conformance import passwords
from conformance.baseline import FailOn, compare, exit_code, read
from conformance.catalogue import LevelName
from conformance.driver import check, drive, terminable
from conformance.errors import HarnessError, UsageError
from conformance.outcome.model import RunOutcome
from conformance.profile import Consent, consents
from conformance.run_request import DEFAULT_OUT, RunRequest
from conformance.running import Run
from conformance.summary import show

_CONSENTS = ", ".join(get_args(Consent))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(
        "run",
        help="Test a server: by default the embedded sandbox. Everything after -- goes to pytest.",
        context_settings={"allow_extra_args": True},
    )(run)


def run(
    context: typer.Context,
    profile: Annotated[Path | None, typer.Option(metavar="FILE", help="The target's profile (TOML).")] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The target's origin, with or without /api.")
    ] = None,
    username: Annotated[
        str | None, typer.Option(metavar="USER", help="Log in as this user, and claim what one login proves.")
    ] = None,
    password: Annotated[
        str | None, typer.Option(metavar="PASSWORD", help="Its password; - reads it from the terminal or stdin.")
    ] = None,
    level: Annotated[LevelName, typer.Option(help="How deep to test.")] = "standard",
    suite: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this suite (repeatable).")] = None,
    operation: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this operation (repeatable).")] = None,
    requirement: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this requirement (repeatable).")
    ] = None,
    workers: Annotated[int, typer.Option(metavar="N", min=1, max=32, help="Processes that test side by side.")] = 1,
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**31 - 1, help="Steers every choice of data.")] = 1,
    strict: Annotated[bool, typer.Option("--strict", help="Let advisory findings fail the run.")] = False,
    allow: Annotated[
        list[str] | None, typer.Option(metavar="WHAT", help=f"Consent to {_CONSENTS} (repeatable).")
    ] = None,
    skip_cleanup: Annotated[bool, typer.Option("--skip-cleanup", help="Leave the test data on the target.")] = False,
    shuffle: Annotated[bool, typer.Option("--shuffle", help="Run the tests in an order that the seed draws.")] = False,
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Known breaches with owner, reason and last day (TOML).")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Fail on any breach, or only on what is new since the baseline.")
    ] = "any",
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The report.json of an earlier run, for --fail-on new.")
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder that gets a folder a run, and `latest`.")
    ] = DEFAULT_OUT,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Show no progress.")] = False,
) -> None:
    """Run the suites and print the verdict; see the exit codes in the README."""
    request = RunRequest(
        profile=profile,
        base_url=base_url,
        username=username,
        password=passwords.asked(password, username),
        level=level,
        suites=tuple(suite or ()),
        operations=tuple(operation or ()),
        requirements=tuple(requirement or ()),
        workers=workers,
        seed=seed,
        strict=strict,
        allow=consents(allow or ()),
        skip_cleanup=skip_cleanup,
        shuffle=shuffle,
        waivers=waivers,
        out=out,
        pytest_arguments=tuple(context.args),
    )
    earlier = _earlier(fail_on, baseline)
    check(request.pytest_arguments)
    with terminable(), Run(request) as begun:
        interrupted = _driven(begun, quiet=quiet)
        outcome = begun.finish(interrupted=interrupted)
        compared = compare(outcome, earlier) if earlier is not None else None
        told = [compared.sentence] if compared is not None else []
        told += [*_how_to_sweep(begun.context.out, request, outcome), *passwords.notes(password)]
        show(outcome, *told, f"report   {_near(begun.context.out / 'report.html')}")
    raise typer.Exit(outcome.exit_code if compared is None else exit_code(outcome, compared))


def _driven(run: Run, *, quiet: bool) -> bool:
    """Run the tests; gives whether the user interrupted it. Whatever else ends it early, what it has seen is told."""
    try:
        return drive(run, quiet=quiet)
    except UsageError:
        raise
    except HarnessError as error:
        run.abort(error)
        return False


def _earlier(fail_on: FailOn, baseline: Path | None) -> RunOutcome | None:
    """The outcome to compare with, where only what is new may fail the run."""
    if fail_on == "new" and baseline is None:
        raise UsageError("--fail-on new needs a --baseline", "Give it the report.json of an earlier run")
    if fail_on == "any" and baseline is not None:
        raise UsageError("--baseline does nothing without --fail-on new", "Add --fail-on new")
    return read(baseline) if baseline is not None else None


def _near(path: Path) -> Path:
    """The path as seen from here, where that is shorter."""
    return Path(os.path.relpath(path)) if path.is_relative_to(Path.cwd()) else path


def _how_to_sweep(run: Path, request: RunRequest, outcome: RunOutcome) -> list[str]:
    """What removes that which is left; nothing for the embedded sandbox, which is gone with the run."""
    outside = request.profile is not None or request.base_url is not None
    return [f"left     this removes it: {request.sweep(_near(run))}"] if outside and outcome.leftovers else []
