"""All faults of one film's story."""

from __future__ import annotations

from moviellm.film import Annotations, Ledger, Screenplay, Storyboard
from moviellm.testing.stories.arrivals import implied_arrivals
from moviellm.testing.stories.causes import other_reasons, untold_causes
from moviellm.testing.stories.clock import light_runs_backwards
from moviellm.testing.stories.faces import faces_unlike_the_deed, moods_that_stay
from moviellm.testing.stories.fault import StoryFault
from moviellm.testing.stories.hands import overfull_hands
from moviellm.testing.stories.language import language_faults
from moviellm.testing.stories.people import people_alike
from moviellm.testing.stories.reasons import causes_that_are_none, two_reasons
from moviellm.testing.stories.seen import hiding_in_hand, unseen_deeds
from moviellm.testing.stories.sense import found_by_who_hid_it, small_talk_after_a_quarrel
from moviellm.testing.stories.telling import untold_facts
from moviellm.testing.stories.things import (
    colours_denied,
    furniture_outdoors,
    hats_over_hats,
    names_alike,
)
from moviellm.testing.stories.weather import weather_without_a_window


def story_faults(
    screenplay: Screenplay,
    storyboard: Storyboard | None = None,
    annotations: Annotations | None = None,
) -> tuple[StoryFault, ...]:
    """Return what a story tells badly although the ledger allows it; of English films.

    Args:
        screenplay: One without problems.
        storyboard: Its storyboard, to see whether what matters is seen and the light goes on.
        annotations: Its captions and questions, whose language is looked at, too.
    """
    ledger = Ledger(screenplay)
    found = [
        *language_faults(screenplay, annotations),
        *found_by_who_hid_it(ledger),
        *small_talk_after_a_quarrel(screenplay),
        *implied_arrivals(ledger),
        *untold_facts(ledger),
        *names_alike(screenplay),
        *colours_denied(screenplay),
        *hats_over_hats(ledger),
        *furniture_outdoors(ledger),
        *causes_that_are_none(ledger),
        *people_alike(screenplay),
    ]
    if annotations is not None:
        found += two_reasons(screenplay, annotations)
        found += untold_causes(ledger, annotations)
        found += other_reasons(ledger, annotations)
    if storyboard is not None:
        found += light_runs_backwards(screenplay, storyboard)
        found += unseen_deeds(screenplay, storyboard)
        found += overfull_hands(screenplay, storyboard)
        found += hiding_in_hand(ledger, storyboard)
        found += weather_without_a_window(screenplay, storyboard, annotations)
        found += faces_unlike_the_deed(ledger, storyboard)
        found += moods_that_stay(ledger, storyboard)
    return tuple(found)
