"""The command line, and what it says."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

DEFAULT_PORT = 8765
DEFAULT_RATES = {"standard": 100, "premium": 1000}
TIERS = tuple(DEFAULT_RATES)

NAME = "conformance sandbox"
"""What people type to start it."""


@dataclass(frozen=True)
class Options:
    """How a sandbox behaves. Times are in seconds.

    `rates`: requests in a window, by tier; `db` None: a temporary database.
    """

    db: Path | None = None
    window: float = 60
    rates: dict[str, int] = field(default_factory=lambda: dict(DEFAULT_RATES))
    lag: float = 0
    latency: float = 0
    token_seconds: int = 3600
    seed: int = 1


@dataclass(frozen=True)
class Command:
    """What one start of the program is to do. `port` 0: any free one."""

    options: Options
    port: int
    variants: tuple[str, ...]
    defects: tuple[str, ...]
    profile_out: Path | None
    list_defects: bool
    codes: bool
    list_variants: bool
    stop_with_stdin: bool


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line and leaves with 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        self.exit(2, f"{self.prog}: {message}\n")


def parsed(arguments: Sequence[str] | None = None) -> Command:
    """The command of these arguments (the process's own, unless given). Leaves with 2 on a bad one."""
    read = _parser().parse_args(arguments)
    return Command(
        options=Options(
            db=read.db,
            window=read.window,
            rates={**DEFAULT_RATES, **dict(read.rate)},
            lag=read.lag,
            latency=read.latency,
            token_seconds=read.token_seconds,
            seed=read.seed,
        ),
        port=read.port,
        variants=_named(read.variant),
        defects=_named(read.defect),
        profile_out=read.profile_out,
        list_defects=read.list_defects,
        codes=read.codes,
        list_variants=read.list_variants,
        stop_with_stdin=read.stop_with_stdin,
    )


def _parser() -> OneLineParser:
    parser = OneLineParser(prog=NAME, description="Serve an embedded LeadGenius Pro API.", allow_abbrev=False)

    def add(flag: str, **settings: Any) -> None:
        parser.add_argument(flag, **settings)

    add("--port", type=_whole(0, 65535), default=DEFAULT_PORT, metavar="N", help="where to listen; 0: a free port")
    add("--db", type=Path, metavar="FILE", help="keep all state in this file (default: a temporary one)")
    add("--window", type=_seconds(above=0), default=60, metavar="SECONDS", help="length of a rate window")
    add("--rate", type=_rate, action="append", default=[], metavar="TIER=N", help="requests a window of a tier")
    add("--lag", type=_seconds(), default=0, metavar="SECONDS", help="how long listings lag behind a write")
    add("--latency", type=_seconds(), default=0, metavar="SECONDS", help="how long each answer is held back")
    add("--token-seconds", type=_whole(1, 10**8), default=3600, metavar="N", help="how long access tokens live")
    add("--variant", nargs="+", action="extend", default=[], metavar="NAME", help="tolerated behaviours to show")
    add("--defect", nargs="+", action="extend", default=[], metavar="ID[@OPERATION]", help="faults to show")
    add(
        "--seed",
        type=_whole(0, 2**63 - 1),
        default=1,
        metavar="N",
        help="draws the first database, and where faults show",
    )
    add("--profile-out", type=Path, metavar="FILE", help="write all actors as a profile before serving")
    add("--list-defects", action="store_true", help="print the known defects, or those of --defect, as JSON and leave")
    add("--codes", action="store_true", help="with --list-defects: print a digest of the code of each, too")
    add("--list-variants", action="store_true", help="print the known variants as JSON and leave")
    add("--stop-with-stdin", action="store_true", help="stop when standard input closes")
    return parser


def _whole(least: int, most: int) -> Any:
    def number(text: str) -> int:
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
        return value

    return number


def _seconds(above: float | None = None) -> Any:
    def seconds(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        low_enough = value <= 10**8
        if not low_enough or value < 0 or (above is not None and value <= above):
            raise argparse.ArgumentTypeError(f"{text!r} is not a time in seconds")
        return value

    return seconds


def _rate(text: str) -> tuple[str, int]:
    tier, _, number = text.partition("=")
    if tier not in TIERS or not number.isascii() or not number.isdigit() or not 0 < int(number[:10]) < 10**9:
        raise argparse.ArgumentTypeError(f"{text!r} is not TIER=N with a tier of {', '.join(TIERS)}")
    return tier, int(number)


def _named(lists: list[str]) -> tuple[str, ...]:
    names = (name.strip() for text in lists for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))
