from typing import Any

from conformance.sandbox.defects import client_update, clients_answers, clients_refused
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.lead_calls import new_client

CLIENTS = "/api/clients"


def by_owner(sandbox: Sandbox, method: str, query: str = "", body: Any = None) -> Answer:
    return sandbox.by("owner_a", method, f"{CLIENTS}{query}", body)


def status_of_create(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "POST", body={"clientName": "Acme"}).status


def owns_itself(sandbox: Sandbox) -> bool:
    client = new_client(sandbox)
    return bool(client["owner"] == client["id"])


def equal_names_share_a_client_id(sandbox: Sandbox) -> bool:
    return bool(new_client(sandbox)["client_id"] == new_client(sandbox)["client_id"])


def key_of_the_list(sandbox: Sandbox) -> bool:
    return "clients" in by_owner(sandbox, "GET").body


def newest_is_listed(sandbox: Sandbox) -> bool:
    id = new_client(sandbox)["id"]
    return id in [row["id"] for row in by_owner(sandbox, "GET", "?limit=1000").body["clients"]]


def number_found(id: str | None) -> Any:
    def look(sandbox: Sandbox) -> bool:
        wanted = id or new_client(sandbox)["id"]
        return len(by_owner(sandbox, "GET", f"?clientId={wanted}").body["clients"]) > 1

    return look


def name_in_answer_to_update(sandbox: Sandbox) -> Any:
    body = {"id": new_client(sandbox)["id"], "clientName": "After"}
    return by_owner(sandbox, "PUT", body=body).body["client"]["clientName"]


def status_of_delete(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "DELETE", f"?id={new_client(sandbox)['id']}").status


def added_by_a_refused_create(sandbox: Sandbox) -> int:
    before = len(by_owner(sandbox, "GET", "?limit=1000").body["clients"])
    assert by_owner(sandbox, "POST", body={"description": "only"}).status == 400
    return len(by_owner(sandbox, "GET", "?limit=1000").body["clients"]) - before


def description_after_clearing(sandbox: Sandbox) -> Any:
    client = new_client(sandbox, description="kept")
    answer = by_owner(sandbox, "PUT", body={"id": client["id"], "description": None})
    return answer.body["client"].get("description")


def status_of_empty_update(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "PUT", body={"id": new_client(sandbox)["id"]}).status


def status_of_nameless_create(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "POST", body={"description": "only"}).status


def status_of_delete_without_id(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "DELETE").status


def status_of_unclear_purge(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "DELETE", f"?id={new_client(sandbox)['id']}&purge=yes").status


def left_by_unclear_purge(sandbox: Sandbox) -> Any:
    id = new_client(sandbox)["id"]
    status = by_owner(sandbox, "DELETE", f"?id={id}&purge=yes").status
    return status, len(by_owner(sandbox, "GET", f"?clientId={id}").body["clients"])


def two_updates_at_once(sandbox: Sandbox) -> Any:
    id = new_client(sandbox)["id"]
    for changes in ({"description": "new"}, {"clientName": "After"}):
        answer = by_owner(sandbox, "PUT", body={"id": id, **changes})
    return answer.body["client"].get("description")


@probes(
    Probe(clients_answers.ClientCreatedIs200, status_of_create, 201, 200),
    Probe(clients_answers.ClientOwnedByItself, owns_itself, False, True),
    Probe(clients_answers.ClientIdFromName, equal_names_share_a_client_id, False, True),
    Probe(clients_answers.ClientsUnderItems, key_of_the_list, True, False),
    Probe(clients_answers.NewestClientUnlisted, newest_is_listed, True, False),
    Probe(clients_answers.ClientFilterIgnored, number_found(None), False, True),
    Probe(clients_answers.UnknownClientListsAll, number_found("none"), False, True),
    Probe(clients_answers.ClientUpdateAnswersOldRow, name_in_answer_to_update, "After", "Acme"),
    Probe(clients_answers.ClientDeleteIs202, status_of_delete, 200, 202),
    Probe(clients_refused.RefusedClientStored, added_by_a_refused_create, 0, 1),
    Probe(clients_refused.ClientFieldNeverCleared, description_after_clearing, None, "kept"),
    Probe(clients_refused.EmptyClientUpdateRefused, status_of_empty_update, 200, 400),
    Probe(clients_refused.NamelessClientTaken, status_of_nameless_create, 400, 201),
    Probe(clients_refused.NoIdIsNotFound, status_of_delete_without_id, 400, 404),
    Probe(clients_refused.RefusedClientDeletionDone, left_by_unclear_purge, (400, 1), (400, 0)),
    Probe(client_update.ParallelClientUpdateLost, two_updates_at_once, "new", None),
    Probe(clients_refused.AnyPurgeIsTrue, status_of_unclear_purge, 400, 200),
)
def test_clients_go_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
