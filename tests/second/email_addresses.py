"""E-mail addresses: whether they are well formed, and whether somebody would get the mail."""

import re

from tests.second import bodies
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import missing, wrong_value
from tests.second.tables import Row

_LONGEST = 254
_ADDRESS = re.compile(
    r"(?!\.)(?!.*\.\.)(?!.*\.@)[^\s@<>(),;:\\\"\[\]]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


def validate(call: Call) -> Answer:
    """Whether an address is well formed."""
    address, well_formed = _asked_for(call)
    answer: Row = {"email": address, "valid": well_formed}
    if call.choices.extras:
        answer["reason"] = None if well_formed else "form"
    return 200, answer


def verify(call: Call) -> Answer:
    """Whether mail to an address would arrive: never where it is malformed or of the domain `.invalid`."""
    address, well_formed = _asked_for(call)
    if not well_formed or address.strip().lower().endswith(".invalid"):
        return 200, {"email": address, "valid": False, "status": "undeliverable"}
    return 200, {"email": address, "valid": True, "status": "risky"}


def _asked_for(call: Call) -> tuple[str, bool]:
    address = bodies.text(call.body, "email")
    if address is None:
        raise missing("email")
    well_formed = len(address) <= _LONGEST and bool(_ADDRESS.fullmatch(address.strip()))
    if not well_formed and call.choices.malformed_email == "400":
        raise wrong_value("email")
    return address, well_formed


OPERATIONS = (
    Operation("POST", "/email-validate", validate),
    Operation("POST", "/email-verify", verify),
)
