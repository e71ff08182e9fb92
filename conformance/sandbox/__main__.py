"""`python -m conformance.sandbox`: read the command line, put the application together, serve."""

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn, TypeVar

import orjson

from conformance.sandbox import defects, options, variants
from conformance.sandbox.deviation import Defect, Deviation, Variant
from conformance.sandbox.listing import classes_in

Kind = TypeVar("Kind", bound=Deviation)

_NEAR = 3
"""Names near an unknown one that are told."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command (of the process's own arguments, unless given); leaves with 2 and one line where it cannot."""
    command = options.parsed(arguments)
    if command.list_defects:
        seed = command.options.seed
        listed = (
            wrong(command.defects, seed)
            if command.defects
            else [kind(kind.picked(seed)) for kind in classes_in(defects, Defect)]
        )
        known = [described(type(each), each.operation if each.choices else None) for each in listed]
        if command.codes:
            from conformance.sandbox import origin

            known = [told | {"code": origin.digest(type(each))} for each, told in zip(listed, known, strict=True)]
        sys.stdout.buffer.write(orjson.dumps(known) + b"\n")
        return
    if command.list_variants:
        sys.stdout.buffer.write(orjson.dumps([told(variant) for variant in classes_in(variants, Variant)]) + b"\n")
        return
    deviations = [
        *(right(command.variants) if command.variants else []),
        *(wrong(command.defects, command.options.seed) if command.defects else []),
    ]
    # What only a server needs is imported here, so that the rest answers at once.
    from conformance.sandbox.application import Application
    from conformance.sandbox.serve import listening, serve
    from conformance.sandbox.store import UnusableDatabase

    try:
        listener = listening(command.port)
    except OSError as error:
        fail(f"cannot listen on port {command.port}: {error.strerror}; choose another with --port, or 0 for a free one")
    try:
        application = Application(command.options, deviations)
    except UnusableDatabase as error:
        fail(str(error))
    try:
        serve(application, command, listener)
    except OSError as error:
        fail(f"cannot write the profile {command.profile_out}: {error.strerror}")
    finally:
        application.close()


def described(defect: type[Defect], operation: str | None) -> dict[str, object]:
    """A defect as `--list-defects` prints it; `operation`: the one that is picked, where there are choices."""
    from conformance.sandbox.choices import in_words

    sentence = defect.sentence
    return {
        "id": defect.id,
        "sentence": sentence.replace("{operation}", in_words(operation)) if operation else sentence,
        "faults": list(defect.faults),
        "operations": list(defect(operation).operations),
        "choices": list(defect.choices),
        "requirement": defect.requirement,
        "advisory": defect.advisory,
        "because": defect.because,
    }


def told(variant: type[Variant]) -> dict[str, object]:
    """A variant as `--list-variants` prints it."""
    return {
        "id": variant.id,
        "sentence": variant.sentence,
        "requirements": list(variant.requirements),
        "lag": variant.lag,
    }


def chosen(what: str, names: tuple[str, ...], known: list[type[Kind]]) -> list[type[Kind]]:
    """The deviations of these names, in their order. Leaves with 2 on an unknown one."""
    by_id = {kind.id: kind for kind in known}
    for name in names:
        if name not in by_id:
            near = get_close_matches(name, by_id, n=_NEAR, cutoff=0) or ["none"]
            fail(f"unknown {what} {name!r}; near it: {', '.join(near)}; --list-{what}s prints all")
    return [by_id[name] for name in names]


def right(names: tuple[str, ...]) -> list[Variant]:
    """The variants of these names. Leaves with 2 as `chosen` does."""
    return [kind() for kind in chosen("variant", names, classes_in(variants, Variant))]


def wrong(names: tuple[str, ...], seed: int) -> list[Defect]:
    """The defects of these names, each `ID` or `ID@operation`; without one, the seed picks. Leaves with 2 as `chosen`
    does, and on an operation that is none of the defect's choices.
    """
    parted = [name.partition("@") for name in names]
    kinds = chosen("defect", tuple(id for id, _, _ in parted), classes_in(defects, Defect))
    for kind, (id, at, operation) in zip(kinds, parted, strict=True):
        if at and operation not in kind.choices:
            fail(f"defect {id!r} cannot act on {operation!r} alone; its choices: {', '.join(kind.choices) or 'none'}")
    return [kind(operation or kind.picked(seed)) for kind, (_, _, operation) in zip(kinds, parted, strict=True)]


def fail(message: str) -> NoReturn:
    """Leave with one line and 2."""
    print(f"{options.NAME}: {message}", file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
