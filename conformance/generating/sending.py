"""From a draft to a call on the wire: names get their values, rows their labels, the actor's credential goes along."""

import json

from conformance.actors import Actor
from conformance.call import Call, Payer
from conformance.contract import Contract
from conformance.credentials import headers_of
from conformance.exchange import ABSENT, Headers, Phase, parsed
from conformance.generating.draft import Draft
from conformance.generating.labels import labelled, labelled_text
from conformance.generating.names import Supply, filled
from conformance.generating.tailoring import bounded
from conformance.run_id import RunId


def call_of(draft: Draft, contract: Contract, actor: Actor, run: RunId, supply: Supply, phase: Phase) -> Call:
    """The call of a draft by an actor; `supply` gives the values of its names.

    Errors are those of `supply` and of the actor's login.
    """
    operation = contract[draft.operation]
    tenant = actor.company or "a"
    fields = contract.body_fields(operation)
    path, query, body = filled((dict(draft.path), draft.query, draft.body), supply)
    credentials = () if operation.is_open else (actor.credential(actor.fitting(operation)),)
    if draft.raw is not None:
        content = labelled_text(operation, draft.raw, run, tenant, fields).encode("latin-1", errors="replace")
        meaning = parsed(content)
    else:
        # Bounded here once more: whoever makes a draft small leaves out what it can.
        meaning = ABSENT if body is ABSENT else labelled(operation, bounded(operation, body), run, tenant, fields)
        content = b"" if meaning is ABSENT else json.dumps(meaning).encode()
    return Call(
        operation=operation,
        method=operation.method,
        path=operation.url_path(path),
        query=query,
        headers=(*headers_of(credentials), *_content_type(draft)),
        body=content,
        json=meaning,
        actor=actor.name,
        company=actor.company,
        payers=() if operation.is_open else (Payer(actor.identity, actor.limit),),
        purpose="generated",
        phase=phase,
        valid=draft.valid,
    )


def _content_type(draft: Draft) -> Headers:
    return (("Content-Type", draft.media),) if draft.media else ()
