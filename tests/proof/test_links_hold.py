"""A walk over links holds: it goes far within its dose, the same way for the same seed, and harms nobody's records."""

import json
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from conformance import contract, launcher, levels
from conformance.exchange import Request, Response
from conformance.fixtures.clients import make_client
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.generating.links import Link
from conformance.harness import Harness
from conformance.journal.records import Cause, ExchangeRecord
from conformance.transport import Transport, TransportFault
from conformance.walking import walk as pages
from tests.cli.servers import Answer, answering, say
from tests.engine.building import context as context_of
from tests.engine.building import journal
from tests.proof.walks import Walked, opened, walk, walked

pytestmark = pytest.mark.xdist_group("links")

DOSE = levels.load().level("standard").doses["links"]
FEWEST_LINKS = 45
"""Of the documented 55; which pages have a next one, and which statuses a target gives, is its own affair."""

NOT_GIVEN_HERE = {"createSearchHistory 200 -> updateSearch -> updateSearchHistory"}
"""The sandbox answers every creation of a search with 201."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the walks write."""
    return tmp_path_factory.mktemp("walks")


@cache
def _walk_of(seed: int, turn: int, folder: Path) -> Walked:
    with launcher.sandbox(launcher.arguments_of_a_run(seed)) as target:
        return walked(target, folder / f"{seed}-{turn}", DOSE, seed=seed)


@pytest.fixture(params=[1, 2], ids=lambda seed: f"seed-{seed}")
def clean(request: pytest.FixtureRequest, folder: Path) -> Walked:
    """A walk at standard on a sandbox without defects."""
    return _walk_of(request.param, 1, folder)


def test_a_walk_finds_nothing_wrong_on_a_right_target(clean: Walked) -> None:
    assert (clean.found, clean.walk.trouble) == ("", None)


def test_a_walk_and_what_is_made_for_it_keep_the_dose(clean: Walked) -> None:
    sent = [each for each in clean.exchanges if each.purpose in ("generated", "setup")]
    assert len(sent) <= DOSE


def test_a_walk_leaves_nothing(clean: Walked) -> None:
    assert clean.leftovers == []


def test_a_walk_follows_most_documented_links(clean: Walked) -> None:
    assert len({each.link for each in clean.walk.steps if each.link is not None}) >= FEWEST_LINKS


def test_most_requests_of_a_walk_succeed(clean: Walked) -> None:
    succeeded = [each for each in clean.walk.steps if 200 <= each.status < 300]
    assert len(succeeded) >= 0.9 * len(clean.walk.steps)


def test_the_same_seed_walks_the_same_way_on_another_fresh_target(folder: Path) -> None:
    first, second = _walk_of(1, 1, folder), _walk_of(1, 2, folder)
    assert first.shapes == second.shapes
    assert [each.operation for each in first.exchanges] == [each.operation for each in second.exchanges]


def test_another_seed_walks_another_way(folder: Path) -> None:
    assert _walk_of(1, 1, folder).shapes != _walk_of(2, 1, folder).shapes


def test_a_long_walk_follows_every_link_that_the_target_opens(folder: Path) -> None:
    with launcher.sandbox(launcher.arguments_of_a_run(1)) as target:
        ended = walked(target, folder / "long", 400, level="deep").walk
    assert {str(each) for each in ended.links} - {str(each.link) for each in ended.steps} == NOT_GIVEN_HERE


def test_what_a_walk_finds_is_made_small(folder: Path) -> None:
    with launcher.sandbox([*launcher.arguments_of_a_run(1), "--defect", "lead-delete-is-202"]) as target:
        with opened(target, folder / "wrong") as harness:
            _, found = walk(harness, DOSE)
        causes = [each for each in journal(harness.context.journal) if isinstance(each, Cause)]
    assert "deleteLeads" in found
    assert [(each.operation, each.shape, each.minimal) for each in causes] == [
        ("deleteLeads", "?id={{own lead}}", True)
    ]


def _failing(handler: BaseHTTPRequestHandler) -> None:
    """Log everybody in, and fail at everything else."""
    if handler.path == "/api/auth":
        tokens = {"accessToken": "a.b.c", "idToken": "a.b.c", "refreshToken": "r" * 20, "expiresIn": 3600}
        say(handler, Answer(200, json.dumps({"success": True, "tokens": tokens}).encode()))
    else:
        say(handler, Answer(500, b'{"success": false, "error": "no", "errorType": "internal_error"}'))


def test_a_walk_on_a_target_that_always_fails_ends_within_its_dose(tmp_path: Path) -> None:
    with answering(_failing) as server:
        harness = Harness(context_of(tmp_path, server.origin), "main")
        try:
            ended, _ = walk(harness, DOSE)
        finally:
            harness.close()
    sent = [each for each in journal(harness.context.journal) if isinstance(each, ExchangeRecord)]
    assert len(ended.steps) <= DOSE
    assert len([each for each in sent if each.phase == "links"]) <= DOSE


class Lossy:
    """A transport that loses the answer of every seventh request."""

    def __init__(self, beneath: Transport) -> None:
        self._beneath = beneath
        self._sent = 0

    def send(self, request: Request, *, within: float, target: bytes | None) -> Response:
        found = self._beneath.send(request, within=within, target=target)
        self._sent += 1
        if self._sent % 7 == 0:
            raise TransportFault("the answer was lost", processed=True)
        return found


def test_a_lost_answer_ends_a_sequence_and_not_the_walk(folder: Path) -> None:
    with (
        launcher.sandbox(launcher.arguments_of_a_run(1)) as target,
        opened(target, folder / "lossy") as harness,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(harness.wire, "_transport", Lossy(harness.wire._transport))
        ended, found = walk(harness, DOSE)
    beginnings = [each for each in ended.steps if each.link is None]
    assert (found, len(beginnings) > 7) == ("", True)


@pytest.fixture(scope="module")
def populated(folder: Path) -> Iterator[Path]:
    """A sandbox where another run has made records, by people of both companies, and still needs them."""
    with launcher.sandbox(launcher.arguments_of_a_run(1)) as target, opened(target, folder / "others") as others:
        naming = Naming(others)
        for name in ("owner_a", "admin_a", "owner_b"):
            actor = others.actor(name)
            for _ in range(2):
                client = make_client(actor, naming)
                for _ in range(2):
                    make_lead(actor, naming, client, notes="somebody else's")
                actor.call("createSearchHistory", json={"searchName": naming.client_name(actor)})
                actor.call("createWebhook", json={"name": naming.client_name(actor), "platform": "generic"})
                actor.call("createCampaign", json={"name": naming.client_name(actor)})
        yield target


def _rows(harness: Harness) -> dict[tuple[str, str], str]:
    """All records that the owners of both companies see, by kind and id."""
    found: dict[tuple[str, str], str] = {}
    for name in ("owner_a", "owner_b"):
        actor = harness.actor(name)
        clients = pages(actor, harness.contract["listClients"]).rows
        kinds = {"client": clients}
        for client in clients:
            query = {"client_id": client["client_id"]}
            kinds |= {f"leads of {client['id']}": pages(actor, harness.contract["listLeads"], query).rows}
        for operation in ("listSearchHistory", "listCampaigns"):
            kinds |= {operation: pages(actor, harness.contract[operation]).rows}
        kinds |= {"webhook": actor.call("listWebhooks").rows("webhooks")}
        found |= {(kind, row["id"]): json.dumps(row, sort_keys=True) for kind, rows in kinds.items() for row in rows}
    return found


def _from_what_is_shown_to_a_change(link: Link) -> bool:
    return not contract.load()[link.source].writes and contract.load()[link.target].writes


def test_a_walk_by_inferred_links_changes_nobody_elses_record(populated: Path, folder: Path) -> None:
    with opened(populated, folder / "looking") as looking:
        before = _rows(looking)
        with opened(populated, folder / "walking") as harness:
            ended, _ = walk(harness, 200, only=_from_what_is_shown_to_a_change)
        after = _rows(looking)
    assert {("listClients", "deleteClient"), ("listLeads", "deleteLeads"), ("listClients", "updateClient")} <= {
        (each.link.source, each.link.target) for each in ended.steps if each.link is not None
    }
    assert {row: after.get(row) for row in before} == before
