"""What the scorer is made of is not looked through for garbage while it is made, nor as soon as it is."""

import gc

from bot.coaching.scoring.garbage import nothing_collected


def test_what_is_made_counts_as_old_and_is_not_looked_through_at_once() -> None:
    looks: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        looks.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    try:
        with nothing_collected():
            made = [[number] for number in range(5000)]
        looks_until_then = list(looks)
    finally:
        gc.callbacks.remove(note)
    assert looks_until_then == []
    old = {id(each) for each in gc.get_objects(generation=2)}
    assert all(id(each) in old for each in made)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_where_nothing_was_collected_before_nothing_is_afterwards() -> None:
    gc.disable()
    try:
        with nothing_collected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_objects_that_somebody_froze_stay_so() -> None:
    gc.freeze()
    try:
        with nothing_collected():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
