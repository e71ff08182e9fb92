"""What a user asks of a run, resolved into a profile: a file, a single login, or the embedded sandbox."""

import shlex
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from conformance import launcher, profile
from conformance.catalogue import LevelName
from conformance.errors import RefusedForSafety, UsageError
from conformance.origin import Origin
from conformance.profile import Consent, Profile

DEFAULT_OUT = Path("conformance-runs")


@dataclass(frozen=True)
class RunRequest:
    """The flags of `conformance run`, see its help for each; `by_pytest` where plain pytest chooses the tests."""

    profile: Path | None = None
    base_url: str | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    level: LevelName = "standard"
    suites: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    workers: int = 1
    seed: int = 1
    strict: bool = False
    allow: tuple[Consent, ...] = ()
    skip_cleanup: bool = False
    shuffle: bool = False
    waivers: Path | None = None
    out: Path = DEFAULT_OUT
    pytest_arguments: tuple[str, ...] = ()
    by_pytest: bool = False

    @property
    def rerun(self) -> str:
        """The command that repeats this run without its selection; secrets are left to be given again.

        It names the folder of the runs, for what generated requests found is kept there.
        """
        words = ["conformance", "run", *self._where, "--level", self.level, "--seed", str(self.seed)]
        for each in self.allow:
            words += ["--allow", each]
        words += ["--strict"] if self.strict else []
        words += ["--shuffle"] if self.shuffle else []
        words += ["--waivers", str(self.waivers)] if self.waivers is not None else []
        words += ["--out", str(self.out)] if self.out != DEFAULT_OUT else []
        return shlex.join(words)

    def sweep(self, run: Path) -> str:
        """The command that removes what a run of this request, by its folder, has left; secrets are given again."""
        production = ["--allow", "production"] if "production" in self.allow else []
        return shlex.join(["conformance", "sweep", str(run), *self._where, *production])

    @property
    def _where(self) -> list[str]:
        """The flags that name the target, and who logs in."""
        words = ["--profile", str(self.profile)] if self.profile is not None else []
        words += ["--base-url", self.base_url] if self.base_url is not None else []
        return [*words, "--username", self.username, "--password", "-"] if self.username is not None else words


@dataclass(frozen=True)
class Target:
    """Where a run goes, as whom, and whether that is a sandbox which the run itself started."""

    profile: Profile
    embedded: bool


def resolve(request: RunRequest, stack: ExitStack) -> Target:
    """The target of a request; a sandbox that is started stops when the stack closes.

    UsageError where the flags do not make one; RefusedForSafety for the public origin without consent.
    """
    target = _target(request, stack)
    allowed = (*target.profile.allow, *request.allow)
    found = target.profile.model_copy(update={"allow": tuple(dict.fromkeys(allowed))})
    refuse_production(found)
    return Target(found, target.embedded)


def refuse_production(target: Profile) -> None:
    """RefusedForSafety where the profile names the public production origin and does not say so."""
    if target.origin.is_production and "production" not in target.allow:
        raise RefusedForSafety(
            f"{target.origin.text} is the public production service",
            "Point at staging, or say `--allow production` if you mean it",
        )


def _target(request: RunRequest, stack: ExitStack) -> Target:
    login = (request.username, request.password)
    if request.profile is not None:
        if any(login):
            raise UsageError("--username and --password do not go with --profile", "Put the actor into the profile")
        found = profile.read(request.profile)
        found.require_companies()
        return Target(_moved(found, request.base_url), embedded=False)
    if request.base_url is None:
        if any(login):
            raise UsageError("--username and --password need --base-url", "Say which server they belong to")
        file = stack.enter_context(launcher.sandbox(launcher.arguments_of_a_run(request.seed)))
        return Target(profile.read(file), embedded=True)
    if not all(login):
        raise UsageError(
            f"there is nobody to log in as at {request.base_url}",
            "Give --username and --password, or a --profile; without a target the embedded sandbox is tested",
        )
    found = profile.for_one_user(request.base_url, str(request.username), str(request.password))
    return Target(found, embedded=False)


def _moved(found: Profile, base_url: str | None) -> Profile:
    if base_url is None:
        return found
    try:
        return found.model_copy(update={"base_url": Origin.parse(base_url).text})
    except ValueError as error:
        raise UsageError(f"--base-url: {error}", "Give an origin such as https://staging.example.com") from error
