"""Chat in threads of one's own, and the accounts that mail is sent from."""

import secrets

from tests.second import bodies
from tests.second.operations import Answer, Call, Operation
from tests.second.texts import digest
from tests.second.visibility import unknown


def chat(call: Call) -> Answer:
    """Answer a message, in the thread that is named if it is the caller's, else in a new one."""
    bodies.text(call.body, "agentId")
    message, thread = bodies.needed(call.body, "message"), bodies.text(call.body, "threadId")
    holder, _ = call.world.threads.get(thread or "", ("", []))
    if thread and holder != call.user.id and call.choices.unknown_thread == "404":
        raise unknown(call.world, "thread")
    if not thread or holder != call.user.id:
        thread = f"th-{secrets.token_hex(8)}"
        call.world.threads[thread] = (call.user.id, [])
    _, messages = call.world.threads[thread]
    messages.append(message)
    return 200, {"reply": f"That was message {len(messages)}.", "threadId": thread}


def accounts(call: Call) -> Answer:
    """The company's accounts: one, or none where answers carry no more than they must."""
    account = {"id": f"ac-{digest(call.user.company)[:8]}", "name": "Inbox", "type": "MAIL"}
    return 200, {"accounts": [account] if call.choices.extras else []}


OPERATIONS = (
    Operation("POST", "/epsimo-chat", chat),
    Operation("GET", "/unipile-accounts", accounts, lists="accounts"),
)
