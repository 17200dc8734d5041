"""Who waits for another task is given up with nobody, and waits for nobody who waits as well."""

from __future__ import annotations

from moviellm.engine.workers.patience import Patience, TasksAtWork


def at_work(*, waiting: int) -> tuple[TasksAtWork, Patience, list[Patience]]:
    """One that makes something, and those that wait for it."""
    tasks, maker, others = TasksAtWork(), Patience(), [Patience() for _ in range(waiting)]
    for task in (maker, *others):
        tasks.begin(task)
    for task in others:
        task.told(True)
    return tasks, maker, others


def test_who_waits_goes_on_while_another_works():
    tasks, maker, (waiting,) = at_work(waiting=1)
    assert [tasks.goes_on(waiting) for _ in range(3)] == [True] * 3
    assert not tasks.goes_on(maker)


def test_progress_counts_once():
    tasks, maker, _ = at_work(waiting=1)
    maker.moved = True
    assert tasks.goes_on(maker)
    assert not tasks.goes_on(maker)


def test_who_waited_is_not_given_up_at_the_moment_in_which_the_maker_is():
    tasks, maker, waiting = at_work(waiting=2)
    tasks.end(maker)
    assert all(tasks.goes_on(each) for each in waiting)
    assert not any(tasks.goes_on(each) for each in waiting)


def test_that_one_who_waits_is_given_up_helps_no_other():
    tasks, maker, (first, second) = at_work(waiting=2)
    tasks.end(maker)
    assert tasks.goes_on(second)
    tasks.end(first)
    assert not tasks.goes_on(second)


def test_who_does_not_wait_gains_nothing_from_the_end_of_another():
    tasks, maker, _ = at_work(waiting=0)
    other = Patience()
    tasks.begin(other)
    tasks.end(maker)
    assert not tasks.goes_on(other)
