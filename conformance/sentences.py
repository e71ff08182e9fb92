"""The normative sentences of `references/API_REFERENCE.md`, and the hashes by which the catalogue holds to them."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from conformance import _layout
from conformance.catalogue import Catalogue

_SENTENCE = re.compile(r"^- \*\*(LG-[A-Z]+-\d{3})\*\* \((MUST|SHOULD), ([a-z ]+)\) (.+)$")


@dataclass(frozen=True)
class Sentence:
    """A normative sentence: its requirement, its marks, itself with its white space folded, and where it stands."""

    requirement: str
    level: str
    provenance: str
    text: str
    section: str

    @property
    def hash(self) -> str:
        """What the catalogue keeps of it: sixteen hex digits of its SHA-256."""
        return "sha256:" + hashlib.sha256(self.text.encode()).hexdigest()[:16]


def read(path: Path | None = None) -> list[Sentence]:
    """All normative sentences of the reference, in their order."""
    text = (path or _layout.REFERENCES / "API_REFERENCE.md").read_text(encoding="utf-8")
    found: list[Sentence] = []
    chapter = section = ""
    for line in text.splitlines():
        if line.startswith("## "):
            chapter = section = line[3:]
        elif line.startswith("### "):
            section = f"{chapter} > {line[4:]}"
        elif sentence := _SENTENCE.match(line):
            id, level, provenance, words = sentence.groups()
            found.append(Sentence(id, level, provenance, " ".join(words.split()), section))
    return found


def differences(catalogue: Catalogue, sentences: list[Sentence]) -> list[str]:
    """Where catalogue and reference are out of step, in words; empty where they are not."""
    by_id = {each.requirement: each for each in sentences}
    found = [f"{name} stands in the reference {count} times" for name, count in _counts(sentences).items() if count > 1]
    found += [f"{name} has no sentence in the reference" for name in catalogue if name not in by_id]
    for name, sentence in by_id.items():
        if name not in catalogue:
            found.append(f"{name} is in the reference and not in the catalogue")
            continue
        known = catalogue[name]
        if (known.level, known.provenance) != (sentence.level, sentence.provenance):
            found.append(f"{name} is {known.level}, {known.provenance} in the catalogue and not in the reference")
        if known.sentence != sentence.hash:
            found.append(f"{name}: its sentence has changed; read it, then `conformance catalogue accept {name}`")
    return found


def accept(names: list[str], requirements: Path, sentences: list[Sentence]) -> list[str]:
    """Renew the hashes of these requirements in the catalogue's file; gives the ids whose hash changed."""
    text = requirements.read_text(encoding="utf-8")
    changed = []
    for sentence in sentences:
        if sentence.requirement in names:
            pattern = re.compile(
                rf'(^id = "{sentence.requirement}"$(?:(?!^\[\[).)*?^sentence = ")[^"]*(")', re.MULTILINE | re.DOTALL
            )
            renewed = pattern.sub(rf"\g<1>{sentence.hash}\g<2>", text)
            if renewed != text:
                changed.append(sentence.requirement)
                text = renewed
    requirements.write_text(text, encoding="utf-8")
    return changed


def _counts(sentences: list[Sentence]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in sentences:
        counts[each.requirement] = counts.get(each.requirement, 0) + 1
    return counts
