"""What fable draws: evenly, and kept with the event, so that questions know what else might be."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from moviellm.film import SHAPES, Brief
from moviellm.film.ledger.ledger import Ledger
from moviellm.film.models.facts import MOODS
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.drawing import ALIKE, Drawn, instead
from moviellm.studio.fable.impl import Fable
from moviellm.testing import make_context


@pytest.fixture(scope="module")
def events():
    found = []
    for seed in range(30):
        brief = Brief(id=f"drawn-{seed}", theme="x", seed=seed, shape=SHAPES["short"])
        play = Fable(FableConfig()).moviellm_write(brief, make_context(film=brief.id, seed=seed))
        assert Ledger(play).problems() == ()
        found += play.events()
    return found


def test_each_option_is_drawn_as_often_as_any_other_and_knows_the_others():
    rng, counts = random.Random(1), Counter()
    for _ in range(4_000):
        drawn = Drawn.among(["b", "a", "c", "a", "d"], rng)
        assert sorted((drawn, *drawn.others)) == ["a", "b", "c", "d"]
        counts[str(drawn)] += 1
    assert all(abs(count - 1_000) < 120 for count in counts.values())


def test_only_what_was_drawn_is_kept_and_a_spot_only_where_it_is_chosen():
    drawn = Drawn.among(["a", "b"], random.Random(1))
    assert instead("put", {"spot": drawn, "agent": "mara"}) == {"spot": drawn.others}
    assert instead("look", {"spot": drawn}) == {}
    assert instead("wait", {"agent": Drawn.among(["a"], random.Random(1))}) == {}


def test_moods_are_drawn_from_those_that_would_do_as_well(events):
    felt = [event for event in events if event.verb == "feel" and event.value != "calm"]
    drawn = [event for event in felt if event.instead]
    assert felt == drawn
    assert all({e.value, *e.instead["value"]} <= set(MOODS) for e in drawn)
    sets = [sorted((event.value, *event.instead["value"])) for event in drawn]
    assert all(each in [sorted(some) for some in ALIKE.values()] for each in sets)
    ranks = Counter(each.index(e.value) for each, e in zip(sets, drawn, strict=True))
    fair = len(drawn) / 4
    assert all(abs(ranks[rank] - fair) < 4 * (fair * 0.75) ** 0.5 for rank in range(4))


def test_spots_and_people_are_drawn_too(events):
    slots = Counter((event.verb, slot) for event in events for slot in event.instead)
    assert slots["put", "spot"] > 20
    assert sum(count for (_, slot), count in slots.items() if slot == "agent") > 20
    assert sum(count for (_, slot), count in slots.items() if slot == "prop") > 2
