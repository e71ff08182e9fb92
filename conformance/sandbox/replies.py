"""What the chat says: made from the message and from all that its user said before in the same thread."""

import re

NAME = re.compile(r"\bmy name is (?P<name>[\w'-]+)", re.IGNORECASE)
WORD = re.compile(r"\w{4,}")
COMMON = {"about", "before", "have", "hello", "name", "said", "tell", "that", "then", "there", "they", "this"}
COMMON |= {"what", "when", "where", "which", "with", "your"}


def reply(earlier: list[str], message: str, agent: str | None) -> str:
    """The answer to `message`. `earlier`: the user's messages of the thread, oldest first; `agent`: who answers."""
    parts = [greeting(earlier, message, agent)]
    shared = [word for word in words_of(message) if any(word in words_of(text) for text in earlier)]
    if shared:
        parts.append(f"You mentioned {', '.join(shared[:3])} before.")
    if earlier:
        parts.append(f"This is message {len(earlier) + 1}, after “{short(earlier[-1])}”.")
    topics = words_of(message)
    parts.append(f"Shall I look into {topics[-1]}?" if topics else "What shall I look into?")
    return " ".join(parts)


def greeting(earlier: list[str], message: str, agent: str | None) -> str:
    """Who speaks to whom: by name, once the user has told it."""
    names = [found["name"] for text in (*earlier, message) if (found := NAME.search(text))]
    opening = "Welcome back" if earlier else "Hello"
    whom = f", {names[-1]}" if names else ""
    return f"{opening}{whom}." if agent is None else f"{opening}{whom}, {agent} here."


def words_of(text: str) -> list[str]:
    """The telling words of a text, each once, in lower case."""
    return [word for word in dict.fromkeys(WORD.findall(text.lower())) if word not in COMMON]


def short(text: str) -> str:
    """A text cut to sixty signs."""
    return text if len(text) <= 60 else f"{text[:59]}\N{HORIZONTAL ELLIPSIS}"
