"""Mixed requests: what an answer that is not the person's is held to show, and what it is not."""

from types import SimpleNamespace
from typing import Any

import pytest

from conformance.credentials import Credential
from conformance.expectations import Judgement
from conformance.suites.e2e.priority.mixed import Mixed, Shown
from conformance.suites.e2e.priority.mixtures import Mixture, mixtures
from tests.laws.test_mixtures import EXPIRED, person

ADA, EVE = person("ada"), person("eve")


class Scripted(Mixed):
    """Mixed requests whose headers a function answers with a status, of which a 2xx is the person's."""

    def __init__(self, status: Any) -> None:
        self.person: Any = SimpleNamespace(actor=ADA)
        self._status = status

    def _send(self, operation: str, by: Any) -> Any:
        (credential,) = by
        status = self._status(headers(credential))
        exchange = SimpleNamespace(status=status, operation=operation)
        return exchange, Judgement(status < 300, "", "")

    def _learn(self, operation: str, exchange: Any) -> None:
        """Nothing is learnt of what nobody made."""


def headers(credential: Credential) -> dict[str, str]:
    return {name.lower(): value for name, value in credential.headers}


def amplify_alone(sent: dict[str, str]) -> bool:
    return sent.get("cookie", "").startswith("CognitoIdentityServiceProvider")


def told(status: Any, mixture: Mixture) -> list[tuple[set[str], bool]]:
    shown: list[Shown] = list(Scripted(status)._shown("listClients", mixture))
    return [(set(each.requirements), each.acted.holds) for each in shown]


MADE = mixtures(ADA, EVE, EXPIRED, 0)


def test_an_answer_that_is_the_persons_shows_all_at_once() -> None:
    (shown,) = told(lambda _sent: 200, MADE.over_key[0])
    assert shown == ({*MADE.over_key[0].requirements, "LG-AUTH-012"}, True)


def test_an_amplify_cookie_that_is_not_taken_is_told_of_where_a_plain_one_is() -> None:
    assert told(lambda sent: 401 if amplify_alone(sent) else 200, MADE.amplify) == [({"LG-PRIO-012"}, False)]


@pytest.mark.parametrize("status", [401, 404])
def test_it_is_not_where_a_plain_one_shows_nobody_either(status: int) -> None:
    assert told(lambda _sent: status, MADE.amplify) == []


def test_what_stands_beside_a_credential_is_told_apart_where_it_changes_the_answer() -> None:
    shown = told(lambda sent: 401 if "x-api-key" in sent else 200, MADE.over_key[0])
    assert [requirements for requirements, holds in shown if not holds] == [
        {"LG-PRIO-003", "LG-PRIO-004", "LG-PRIO-008"}
    ]


def test_a_conflict_with_what_is_under_way_is_held_against_nobody() -> None:
    shown = told(lambda sent: 409 if "x-api-key" in sent else 200, MADE.over_key[0])
    assert {holds for _, holds in shown} == {True}
