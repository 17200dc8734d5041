"""Who counts as the same person again, and how far apart."""

from __future__ import annotations

import numpy as np
import pytest
from moviellm.film import Box
from moviellm_plugins_sd.measure.frames import square
from moviellm_plugins_sd.measure.similarities import (
    GAPS,
    Similarities,
    gap_class,
    mean,
    recurrences,
)


@pytest.mark.parametrize(
    ("gap", "found"),
    [
        (0, (0, 0)),
        (1, (1, 3)),
        (3, (1, 3)),
        (4, (4, 10)),
        (30, (11, 30)),
        (120, (31, 120)),
        (121, (121, None)),
        (9_000, (121, None)),
    ],
)
def test_every_gap_has_one_class(gap, found):
    assert gap_class(gap) == found
    assert found in GAPS


def test_each_appearance_is_held_against_the_last_one_only():
    east, north = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    found = list(recurrences([(0, east), (1, north), (6, north), (7, east)]))
    assert found == [((0, 0), 0.0), ((4, 10), 1.0), ((0, 0), 0.0)]


def test_one_appearance_is_no_recurrence():
    assert list(recurrences([(3, np.array([1.0], np.float32))])) == []


def test_films_are_counted_together():
    one, other = (
        Similarities(frames=2, adjacent=[0.5]),
        Similarities(frames=3, adjacent=[0.7, 0.9], whole=4),
    )
    other.same[0, 0].append(0.25)
    one.add(other)
    assert (one.frames, one.whole, one.adjacent) == (5, 4, [0.5, 0.7, 0.9])
    assert one.all_same() == [0.25]
    assert mean(one.adjacent) == pytest.approx(0.7)
    assert mean([]) is None


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((40, 20, 10, 30), (30, 20, 60, 50)),
        ((0, 20, 10, 30), (0, 20, 30, 50)),
        ((90, 50, 10, 30), (70, 50, 100, 80)),
        ((10, 70, 30, 10), (10, 50, 40, 80)),
        ((40, 0, 20, 80), (10, 0, 90, 80)),
        ((0, 10, 100, 40), (10, 0, 90, 80)),
    ],
)
def test_a_square_stands_around_the_box_inside_the_picture(box, found):
    x, y, width, height = box
    around = square(Box(entity="mara", x=x, y=y, width=width, height=height), 100, 80)
    assert around == found
