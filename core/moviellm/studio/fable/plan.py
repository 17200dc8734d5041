"""The plan of a film: its genre and style, its world, and which plots fill which stretch."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moviellm.film import Brief
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.lexicon.motives import MOTIVES
from moviellm.studio.fable.lexicon.styles import GENRE_SHARES, GENRES
from moviellm.studio.fable.plots.beat import Beat, Plot
from moviellm.studio.fable.plots.hidden import Hidden
from moviellm.studio.fable.plots.interlude import interludes
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.tiny import Tiny
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling
from moviellm.studio.fable.theme import Wishes, read_theme
from moviellm.studio.fable.weave import Slot, slots


@dataclass(frozen=True, slots=True)
class Episode:
    """A plot and how many stretches it has."""

    plot: Plot
    beats: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is decided before the first event."""

    setting: Setting
    genre: str
    style: str
    title: str
    slots: list[Slot]
    episodes: tuple[Episode, ...]

    def script(self, t: Telling) -> Iterator[Beat]:
        """The beats of the film in order; more than enough of them."""
        between = interludes(t)
        for episode in self.episodes:
            told = 0
            for beat in episode.plot.tell(t, episode.beats):
                told += 1
                yield beat
            for _ in range(episode.beats - told):
                yield next(between)
        yield from between


def make_plan(brief: Brief, config: FableConfig, rng: random.Random) -> Plan:
    """Choose world and plots for a brief."""
    wishes = read_theme(brief.theme)
    genre = config.genre or _genre(wishes, rng)
    style = config.style or _pick(wishes.styles) or rng.choice(GENRES[genre].styles)
    parts = slots(brief.shape, config.lines_per_frame)
    one_room = not all(slot.opens for slot in parts) or len(parts) < 4
    people = config.people or min(6, 2 + (len(parts) > 3) + len(parts) // 30)
    places = 1 if one_room else min(11, int(1.5 + 0.8 * math.sqrt(len(parts))))
    setting = Setting.found(rng, wishes, people=people, places=places)
    episodes = _episodes(setting, parts, brief, rng, genre)
    return Plan(setting, genre, style, episodes[0].plot.title, parts, tuple(episodes))


def _pick(wished: Sequence[str]) -> str:
    return wished[0] if wished else ""


def _genre(wishes: Wishes, rng: random.Random) -> str:
    if wishes.genres:
        return wishes.genres[0]
    return rng.choices(list(GENRE_SHARES), list(GENRE_SHARES.values()))[0]


def _episodes(
    setting: Setting, parts: list[Slot], brief: Brief, rng: random.Random, genre: str
) -> list[Episode]:
    cast, places = setting.cast, list(setting.places)
    motives = list(MOTIVES)
    rng.shuffle(motives)
    roles = Roles(
        owner=cast[0], mover=cast[1], witness=cast[2] if len(cast) > 2 else None,
        home=places[0], away=places[min(1, len(places) - 1)], motive=motives[0],
        ending=rng.choice(GENRES[genre].endings),
    )  # fmt: skip
    if len(parts) < 4:
        return [Episode(Tiny(setting, roles), len(parts))]
    return [Episode(Hidden(setting, roles), min(len(parts), 11))]
