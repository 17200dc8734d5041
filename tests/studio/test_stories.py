"""What the studio tells is what happens, and is seen: its films have none of the faults of a story.

``python tests/studio/test_stories.py`` prints how many of each there are in two hundred films,
``python tests/studio/test_stories.py --skeletons [SEED]`` how many of a thousand short films tell
the story of another with other nouns, how often titles and lines are repeated, and how many causes
lie two chapters or more before what follows from them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import get_args

import pytest
from moviellm.film import (
    SHAPES,
    Annotations,
    Brief,
    Film,
    Footage,
    Screenplay,
    Shape,
    Storyboard,
)
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.script.config import ScriptConfig
from moviellm.studio.script.impl import Script
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing import StoryFault, causal_spans, make_context, story_faults, story_skeleton
from moviellm.testing.stories.fault import StoryRow

THEMES = (
    "A lighthouse keeper finds a map", "Two rivals share one kitchen", "The broken music box",
    "A birthday surprise", "The locked room of the library", "A journey to the mountain",
    "An evening at the theatre", "Rain over the harbour", "A spaceship far from home", "x",
)  # fmt: skip
FORMS = (
    *[SHAPES["short"]] * 3,
    *(Shape(chapters=c, scenes=s, frames=f)
      for c, s, f in ((2, 2, 8), (1, 4, 5), (2, 3, 14), (4, 6, 6), (1, 1, 4))),
)  # fmt: skip


def briefs(count: int = 200) -> Iterator[Brief]:
    """Briefs of ten themes and eight shapes."""
    for seed in range(count):
        theme, shape = THEMES[seed % len(THEMES)], FORMS[seed % len(FORMS)]
        yield Brief(id=f"story-{seed:03d}", theme=theme, seed=seed, shape=shape)


def play_of(brief: Brief) -> Screenplay:
    context = make_context(film=brief.id, seed=brief.seed)
    return Fable(FableConfig()).moviellm_write(brief, context)


def board_of(brief: Brief, play: Screenplay) -> Storyboard:
    context = make_context(film=brief.id, seed=brief.seed)
    return Storyboarder(StoryboardConfig()).moviellm_direct(brief, play, context)


def annotated(brief: Brief, play: Screenplay, board: Storyboard) -> Annotations:
    film = Film(
        brief=brief, screenplay=play, storyboard=board,
        footage=Footage(film=play.film, pictures=()),
        annotations=Annotations(film=play.film, captions=(), questions=()),
    )  # fmt: skip
    return Script(ScriptConfig()).moviellm_caption(film, make_context(film=film.id, seed=1))


def faults(brief: Brief) -> tuple[StoryFault, ...]:
    """All faults of one film, with captions and questions."""
    play = play_of(brief)
    board = board_of(brief, play)
    return story_faults(play, board, annotated(brief, play, board))


def test_screenplays_of_the_studio_have_no_fault_of_a_story():
    found = {brief.id: told for brief in briefs(60) if (told := story_faults(play_of(brief)))}
    assert found == {}


@pytest.mark.slow
def test_two_hundred_films_of_the_studio_have_no_fault_of_a_story():
    assert {brief.id: told for brief in briefs() if (told := faults(brief))} == {}


@cache
def shorts(count: int, first: int = 0) -> tuple[Screenplay, ...]:
    """Short films of many seeds and ten themes."""
    return tuple(
        play_of(Brief(id=f"short-{seed}", theme=THEMES[seed % len(THEMES)], seed=seed,
                      shape=SHAPES["short"]))
        for seed in range(first, first + count)
    )  # fmt: skip


def repeated(things: Sequence[object]) -> int:
    """How many of some things are there more than once."""
    return sum(count for count in Counter(things).values() if count > 1)


def lines_of(plays: Sequence[Screenplay]) -> list[str]:
    return [event.line for play in plays for event in play.events() if event.line]


def far_causes(plays: Sequence[Screenplay]) -> float:
    """Which part of all causes lies two chapters or more before what follows from them."""
    spans = [span for play in plays for span in causal_spans(play)]
    return sum(span >= 2 for span in spans) / len(spans)


def test_hardly_any_of_a_hundred_short_films_tells_the_story_of_another():
    plays = shorts(100)
    assert repeated([story_skeleton(play) for play in plays]) <= 2
    assert repeated([play.title for play in plays]) <= 2


def test_two_of_three_lines_of_a_hundred_short_films_are_said_in_no_other():
    lines = lines_of(shorts(100))
    assert len(set(lines)) >= 0.7 * len(lines)


def test_what_happens_late_in_a_film_follows_from_what_happened_early():
    assert far_causes(shorts(100)) >= 0.06
    medium = play_of(Brief(id="medium", theme=THEMES[1], seed=5, shape=SHAPES["medium"]))
    assert far_causes([medium]) >= 0.03


def print_skeletons(first: int, count: int = 1_000) -> None:
    plays = shorts(count, first)
    lines = lines_of(plays)
    shared = repeated([story_skeleton(play) for play in plays])
    print(f"{shared:6} of {count} films share their skeleton with another")
    print(f"{repeated([play.title for play in plays]):6} of {count} have a title that another has")
    print(f"{len(set(lines)):6} of {len(lines)} lines are distinct")
    print(f"{far_causes(plays):6.1%} of causes lie two chapters or more before what follows")


if __name__ == "__main__" and "--skeletons" in sys.argv:
    print_skeletons(int(next(iter(sys.argv[2:]), "0")))
elif __name__ == "__main__":
    counts = Counter(fault.row for brief in briefs() for fault in faults(brief))
    print("\n".join(f"{counts[row]:6} {row}" for row in get_args(StoryRow)))
