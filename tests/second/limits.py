"""Budgets: so many requests of one user in a fixed window, over all credentials."""

import math
from email.utils import formatdate

from tests.second.people import User
from tests.second.world import World

BUDGETS = {"standard": 250, "premium": 1500}
"""Requests a window. Standard is small, so that a busy machine sends all of it well within a short window."""


def spent(world: World, user: User) -> tuple[dict[str, str], bool]:
    """Take one request off a user's budget.

    Returns:
        The headers that tell what is left, and whether this request was one too many.
    """
    now, budget, window = world.clock.now(), BUDGETS[user.tier], user.window
    if now >= window.end:
        window.end, window.used = math.ceil(now + world.choices.window), 0
    window.used += 1
    headers = {
        "x-ratelimit-limit": str(budget),
        "x-ratelimit-remaining": str(max(0, budget - window.used)),
        "x-ratelimit-reset": str(window.end),
    }
    over = window.used > (2 * budget if "budget-twice-over" in world.mistakes else budget)
    if over and world.choices.retry_after == "date":
        headers["retry-after"] = formatdate(window.end, usegmt=True)
    elif over:
        headers["retry-after"] = str(max(1, math.ceil(window.end - now)))
    return headers, over
