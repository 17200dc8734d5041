"""The plan of a film: its genre and style, its world, and what fills which stretch."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from moviellm.film import Brief, Shape
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.episodes import Episode, EpisodeChooser, plan_episodes
from moviellm.studio.fable.interleaving import interleaved
from moviellm.studio.fable.lexicon.styles import GENRE_SHARES, GENRES
from moviellm.studio.fable.pacing import Slot, slots
from moviellm.studio.fable.plots.beat import Beat
from moviellm.studio.fable.plots.interlude import interludes
from moviellm.studio.fable.plots.quest import LONG_ENOUGH, Quest
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation
from moviellm.studio.fable.theme import Wishes, read_theme

_LONGEST, _SHORTEST = 13, 5
"""Stretches of an episode: a plot has at most 11 beats, which threads make a few more; with fewer
than the second it comes to no turn.
"""


@dataclass(frozen=True, slots=True)
class FilmPlan:
    """All that is decided before the first event."""

    setting: Setting
    genre: str
    style: str
    slots: list[Slot]
    episodes: list[Episode]
    quest: Quest | None

    @property
    def title(self) -> str:
        """The title of the film: of its last plot, where it all ends."""
        return self.episodes[-1].plot.title

    def script(self, sim: Simulation) -> Iterator[Beat]:
        """The beats of the film in order; more than enough of them."""
        for number, episode in enumerate(self.episodes):
            yield from self._episode(sim, number, episode)
        yield from interludes(sim, self.episodes[-1].room)

    def _episode(self, sim: Simulation, number: int, episode: Episode) -> Iterator[Beat]:
        quest, last = self.quest, len(self.episodes) - 1
        if quest is None:
            yield from interleaved(sim, episode, episode.beats)
        elif number in (0, last):
            yield from quest.call(sim) if number == 0 else quest.muster(sim)
            uses = number == last and episode.beats >= LONG_ENOUGH
            yield from interleaved(sim, episode, episode.beats - 1 - uses)
            if uses:
                yield from quest.use(sim)
        else:
            yield from interleaved(sim, episode, episode.beats - 1)
            yield from quest.reward(sim, number - 1)


def make_plan(brief: Brief, config: FableConfig, rng: random.Random) -> FilmPlan:
    """Choose world and plots for a brief."""
    wishes = read_theme(brief.theme)
    genre = config.genre or _genre(wishes, rng)
    styles = wishes.styles or GENRES[genre].styles
    style: str = config.style or rng.choice(styles)
    parts = slots(brief.shape, config.lines_per_frame)
    sizes = episode_sizes(brief.shape, parts)
    rooms = not all(slot.opens for slot in parts) or len(parts) < 4
    people = config.people or min(6, 2 + (len(parts) > 3) + len(parts) // 30)
    places = len(sizes) if rooms else int(1.5 + 0.8 * math.sqrt(len(parts)))
    setting = Setting.found(rng, wishes, people=people, places=min(places, 11))
    choice = EpisodeChooser(setting, rng, config, wishes, genre)
    episodes, quest = plan_episodes(choice, sizes, rooms=rooms)
    setting.furnish(GENRES[genre].dark, len(parts))
    return FilmPlan(setting, genre, style, parts, episodes, quest)


def _genre(wishes: Wishes, rng: random.Random) -> str:
    if wishes.genres:
        return wishes.genres[0]
    return rng.choices(list(GENRE_SHARES), list(GENRE_SHARES.values()))[0]


def episode_sizes(shape: Shape, parts: list[Slot]) -> list[int]:
    """How many stretches each episode has: a chapter each where chapters have the right length.

    Short chapters share an episode, long ones are split between scenes.
    """
    starts = [index for index, slot in enumerate(parts) if slot.opens] + [len(parts)]
    if len(parts) <= _LONGEST:
        return [len(parts)]
    a_scene = starts[1] - starts[0]
    scenes = len(starts) - 1
    a_chapter = scenes / shape.chapters * a_scene
    if a_chapter < _SHORTEST:
        count = max(2, round(len(parts) / 6))
    elif a_chapter <= _LONGEST:
        count = shape.chapters
    else:
        count = shape.chapters * math.ceil(a_chapter / 11)
    count = min(count, scenes)
    cuts = [starts[scenes * i // count] for i in range(count + 1)]
    return [end - start for start, end in pairwise(cuts)]
