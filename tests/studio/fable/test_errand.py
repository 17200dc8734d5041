"""Whoever begins an errand says why."""

from __future__ import annotations

import pytest
from moviellm.film import SHAPES, Brief
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.testing import make_context, story_faults


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_errand_begins_with_its_reason_which_names_none_of_its_things(seed):
    brief = Brief(id="film", theme="A birthday surprise", seed=seed, shape=SHAPES["short"])
    first = brief.rotation_brief(0, 4)
    play = Fable(FableConfig()).moviellm_write(first, make_context(film="film", seed=seed))
    events = list(play.events())
    deeds = [event for event in events if event.id.startswith("r") and not event.line]
    said = [event for event in events if event.id.startswith("r") and event.line]
    (reason,) = said
    assert events.index(reason) == events.index(deeds[0]) - 1
    assert (reason.agent, reason.person) == (deeds[0].agent, deeds[0].person)
    nouns = {prop.name.split()[-1] for prop in play.props if prop.id in {d.prop for d in deeds}}
    assert not [noun for noun in nouns if noun in (reason.line or "")]
    assert story_faults(play) == ()
