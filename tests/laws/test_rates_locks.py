from pathlib import Path

import pytest

from conformance.locks import ActorLock


def is_free(folder: Path, actor: str) -> bool:
    """Whether nobody uses the actor."""
    try:
        ActorLock(folder, actor, bound=0).release()
    except TimeoutError:
        return False
    return True


def test_an_actor_is_used_by_one_at_a_time(tmp_path: Path) -> None:
    held = ActorLock(tmp_path, "limit_standard", bound=1)
    with pytest.raises(TimeoutError, match="limit_standard for 0 s"):
        ActorLock(tmp_path, "limit_standard", bound=0)
    held.release()


def test_a_released_actor_is_free_for_the_one_who_waits(tmp_path: Path) -> None:
    held = ActorLock(tmp_path, "limit_standard", bound=1)
    waits: list[float] = []

    def release(seconds: float) -> None:
        waits.append(seconds)
        held.release()

    ActorLock(tmp_path, "limit_standard", bound=60, sleep=release).release()
    assert len(waits) == 1


def test_actors_do_not_wait_for_each_other(tmp_path: Path) -> None:
    held = ActorLock(tmp_path, "limit_standard", bound=0)
    assert [is_free(tmp_path, each) for each in ("limit_standard", "limit_premium")] == [False, True]
    held.release()


def test_a_lock_tells_who_held_it_before(tmp_path: Path) -> None:
    ActorLock(tmp_path, "limit_standard", bound=0, user="one").release()
    again = ActorLock(tmp_path, "limit_standard", bound=0, user="other")
    assert again.last_user == "one"
    again.release()
