"""Films are worked at side by side, come out in order, and few of them are in memory."""

from __future__ import annotations

import os
import threading
import time

import pytest
from moviellm import Cancelled
from moviellm.exporting import side_by_side
from moviellm.testing import make_context

CONTEXT = make_context()


def test_no_more_films_are_taken_than_there_are_workers():
    taken, given, met, others = [0], [0], threading.Barrier(3), threading.Semaphore(0)

    def screening():
        for film in range(12):
            taken[0] += 1
            assert taken[0] - given[0] <= 3
            yield film

    def work(film, watched):
        if film < met.parties:  # the first ones are at work at the same time
            met.wait()
        if film == 0:  # and the very first is the last to be done
            others.acquire()
            others.acquire()
        others.release()
        return film * 10

    found = []
    for made in side_by_side(work, screening(), CONTEXT, met.parties):
        given[0] += 1
        found.append(made)
    assert found == [film * 10 for film in range(12)]


def test_unless_told_it_uses_every_core():
    met = threading.Barrier(os.cpu_count() or 1)
    assert len(list(side_by_side(lambda film, _: met.wait(), range(met.parties), CONTEXT))) > 0


def test_the_first_fault_stops_the_others_and_comes_through():
    began = []

    def work(film, watched):
        began.append(film)
        if film == 1:
            raise ValueError("film 1 is bad")
        for _ in range(1_000 if film else 0):
            watched.check()
            time.sleep(0.01)

    with pytest.raises(ValueError, match="film 1 is bad"):
        list(side_by_side(work, range(6), CONTEXT, 3))
    assert len(began) <= 4


def test_a_run_that_is_asked_to_stop_stops_all_of_them():
    asked = threading.Event()

    def work(film, watched):
        asked.set()
        watched.check()

    with pytest.raises(Cancelled):
        list(side_by_side(work, range(3), make_context(cancelled=asked.is_set), 2))


def test_a_film_that_cannot_be_read_ends_it():
    def screening():
        yield 1
        raise RuntimeError("the screening broke")

    before = set(threading.enumerate())
    with pytest.raises(RuntimeError, match="the screening broke"):
        list(side_by_side(lambda film, _: film, screening(), CONTEXT, 2))
    assert set(threading.enumerate()) <= before
