"""E-mail addresses: whether a text is one, and what the mail servers of this sandbox's world say to it.

There is no network: what a domain and a mailbox are like follows from their names, always the same for the same name.
"""

import hashlib
import re
from dataclasses import dataclass

ATOM = re.compile(r"[^\s@.,;:<>()\[\]\\\"\x00-\x20\x7f]+")
LABEL = re.compile(r"[^\W_]([\w-]*[^\W_])?")
NOWHERE = ("invalid", "localhost")
DISPOSABLE = ("mailinator.com", "guerrillamail.com", "10minutemail.com", "yopmail.com")
ROLES = (
    "abuse",
    "admin",
    "contact",
    "hello",
    "info",
    "noreply",
    "no-reply",
    "office",
    "postmaster",
    "sales",
    "support",
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What a verification finds. `mx`: the domain takes mail; `smtp`: its server takes this address, None if it does
    not say; `catch_all`: it takes any."""

    status: str
    mx: bool
    smtp: bool | None
    catch_all: bool

    @property
    def valid(self) -> bool:
        """Whether mail may be sent there."""
        return self.status in ("deliverable", "risky")


def normal(text: str) -> str:
    """An address as it is judged and answered: trimmed, in lower case."""
    return text.strip().lower()


def fault(address: str) -> str | None:
    """Why a normal text is no e-mail address; None where it is one."""
    local, at, domain = address.rpartition("@")
    labels = domain.split(".")
    if not at:
        return "There is no @ in it."
    if len(local) > 64 or len(address) > 254:
        return "It is too long."
    if not all(ATOM.fullmatch(atom) for atom in local.split(".")):
        return "The part before the @ is empty, or holds what may not stand there."
    if len(labels) < 2:
        return "The domain is not complete."
    if not all(len(label) <= 63 and LABEL.fullmatch(label) for label in labels):
        return "The domain has an empty or unusable part."
    if labels[-1].isdigit():
        return "The domain ends with a number."
    return None


def verified(address: str) -> Mailbox:
    """What the mail servers say to a well-formed normal address."""
    local, _, domain = address.rpartition("@")
    drawn, mailbox = dice(domain), dice(address)
    if domain.rpartition(".")[2] in NOWHERE or drawn[0] < 24:
        return Mailbox("undeliverable", mx=False, smtp=False, catch_all=False)
    if drawn[1] < 48:
        return Mailbox("risky", mx=True, smtp=True, catch_all=True)
    if mailbox[0] < 20:
        return Mailbox("unknown", mx=True, smtp=None, catch_all=False)
    if mailbox[0] < 60:
        return Mailbox("undeliverable", mx=True, smtp=False, catch_all=False)
    if local in ROLES or domain in DISPOSABLE:
        return Mailbox("risky", mx=True, smtp=True, catch_all=False)
    return Mailbox("deliverable", mx=True, smtp=True, catch_all=False)


def dice(name: str) -> bytes:
    """Numbers from 0 to 255 that a name always draws."""
    return hashlib.sha256(name.encode()).digest()
