"""Which defects the tools are shown: drawn by fault class and seed."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from conformance.proving.known import Defect, defects


def drawn(known: Sequence[Defect], count: int, seed: int) -> tuple[Defect, ...]:
    """`count` of the defects, by classes: each class in turn, in an order that the seed draws, gives one of its own.

    A defect belongs to the class that it names first. Order and choice hang on names and seed alone, never on a
    defect's place in the list, so that one defect more changes no more than the choice within its class.
    """
    classes: dict[str, list[Defect]] = {}
    for each in sorted(known, key=lambda each: _lot(seed, each.id)):
        classes.setdefault(each.faults[0], []).append(each)
    turns = sorted(classes, key=lambda name: _lot(seed, name))
    taken: list[Defect] = []
    while len(taken) < count and any(classes.values()):
        taken += [classes[name].pop(0) for name in turns if classes[name]]
    return tuple(taken[:count])


def kept_draw(
    file: Path, count: int, seed: int, source: Callable[[int], Sequence[Defect]] = defects
) -> tuple[Defect, ...]:
    """The draw that `file` holds, so that a list that grew in between changes no comparison under way; else a new one
    from the list that `source` gives for the seed. What was drawn is as that list has it now.

    ValueError where the file holds a draw of another count or seed, or of a defect that there is no more.
    """
    known = {each.id: each for each in source(seed)}
    if not file.exists():
        told = {"count": count, "seed": seed, "of": len(known)}
        chosen = [each.id for each in drawn(list(known.values()), count, seed)]
        file.write_text(json.dumps({**told, "defects": chosen}, indent=1) + "\n", encoding="utf-8")
    held = json.loads(file.read_text(encoding="utf-8"))
    if (held["count"], held["seed"]) != (count, seed):
        raise ValueError(f"{file} holds {held['count']} defects by seed {held['seed']}; take another folder")
    gone = [each for each in held["defects"] if each not in known]
    if gone:
        raise ValueError(f"{file} holds {gone[0]}, which is no defect any more; take another folder")
    return tuple(known[each] for each in held["defects"])


def _lot(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed} {name}".encode()).digest()
