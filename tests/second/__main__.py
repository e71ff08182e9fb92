"""Starts the second server: `python -m tests.second --port 0 --profile-out FILE`, until SIGTERM or Ctrl-C."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from tests.second.choices import SETS, Choices, described, with_changes
from tests.second.listening import listening
from tests.second.populating import populated, profile
from tests.second.world import MISTAKES, Mistake, World


def main() -> int:
    """Serve until told to end; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.second",
        description=__doc__,
        epilog=f"choices:\n{described()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="the port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--profile-out", type=Path, required=True, help="the file that gets the harness's profile")
    parser.add_argument("--choices", choices=sorted(SETS), default="inferred", help="the set of choices to start from")
    parser.add_argument("--choice", action="append", default=[], metavar="NAME=VALUE", help="one choice made otherwise")
    parser.add_argument("--mistake", action="append", default=[], choices=MISTAKES, help="something to do wrong")
    told = parser.parse_args()
    try:
        choices = with_changes(SETS[told.choices], told.choice)
    except ValueError as error:
        parser.error(str(error))
    asyncio.run(_serve(choices, told.mistake, told.port, told.profile_out))
    return 0


async def _serve(choices: Choices, mistakes: list[Mistake], port: int, file: Path) -> None:
    world = World(choices, mistakes)
    population = populated(world)
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    async with listening(world, port):
        await asyncio.to_thread(_write, file, profile(population))
        print(world.origin, flush=True)
        await over.wait()


def _write(file: Path, text: str) -> None:
    """Write a file that is there only when it is whole, for the owner's eyes alone: it holds passwords."""
    draft = file.with_name(f"{file.name}.draft")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


if __name__ == "__main__":
    sys.exit(main())
