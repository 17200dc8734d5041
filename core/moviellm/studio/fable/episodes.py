"""Episodes: which plot comes when, who plays which part, and what runs beside it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.lexicon.motives import MOTIVES, Motive
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.lexicon.styles import GENRES
from moviellm.studio.fable.plots.beat import Plot
from moviellm.studio.fable.plots.journey import Journey
from moviellm.studio.fable.plots.mischief import Mischief
from moviellm.studio.fable.plots.quest import LONG_ENOUGH, Quest
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec, PlotType
from moviellm.studio.fable.plots.storylets import StorylettedPlot
from moviellm.studio.fable.plots.table import PLOTS
from moviellm.studio.fable.plots.threads import THREADS, LateMessage, Thread
from moviellm.studio.fable.plots.tiny import Tiny
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.theme import Wishes

_OF_WHAT_WAS_THERE = ("gift", "alike", "test", "guard")
_FEWEST = 4
"""Stretches that any plot can be told in."""
_REST = 8
"""So many plots and threads are told before the same one is a subplot again."""
_MOST_THREADS = 4
"""More of them and nobody could say which story a scene belongs to; interludes fill the rest."""
_FAR = ("cave", "mountain", "desert", "forest", "cellar", "beach", "attic", "rooftop", "harbour")


@dataclass(frozen=True, slots=True)
class Episode:
    """A plot, the stretches it has, and what runs beside it.

    Attributes:
        subplot: A second plot, of others among the same people.
        room: The one place of the episode; empty where it may go anywhere.
    """

    plot: Plot
    beats: int
    subplot: Plot | None = None
    threads: tuple[Thread, ...] = ()
    room: str = ""


@dataclass(slots=True)
class EpisodeChooser:
    """What the episodes are chosen from."""

    setting: Setting
    rng: random.Random
    config: FableConfig
    wishes: Wishes
    genre: str
    used: list[str] = field(default_factory=list)
    motives: list[Motive] = field(default_factory=list)

    def plot(self, places: int, *, last: bool) -> PlotType:
        """The next plot: as wished at first, then one that was not there lately."""
        able = {
            plot.spec.kind: plot for plot in PLOTS.values() if self._can(plot.spec, places, last)
        }
        wished = [self.config.plot] if self.config.plot else self.wishes.plots
        known = [able[kind] for kind in wished if kind in able and kind not in self.used]
        asked = known if self.config.plot else [p for p in known if self._suits(p.spec)]
        asked = [plot for plot in asked if plot is Mischief] or asked  # an animal is to act
        if asked:
            chosen = self.rng.choice(asked)
        else:
            told = [kind for kind in self.used if kind in able]
            known = [plot for plot in able.values() if self._suits(plot.spec)]
            recent = told[1 - len(known) :] if len(known) > 1 else []
            fresh = [plot for plot in known if plot.spec.kind not in recent]
            (chosen,) = self.rng.choices(fresh, [plot.spec.weight for plot in fresh])
        self.used.append(chosen.spec.kind)
        return chosen

    def subplot(self, places: int, beats: int) -> StorylettedPlot | None:
        """A plot to run beside another, told in so many beats; None if there is none."""
        known = [
            plot
            for plot in PLOTS.values()
            if isinstance(plot, StorylettedPlot)
            and self._can(plot.spec, places, last=False)
            and self._suits(plot.spec)
            and len(plot.form.turns) <= beats
            and plot.spec.kind not in self.used[-_REST:]
        ]
        if not known:
            return None
        (chosen,) = self.rng.choices(known, [plot.spec.weight for plot in known])
        self.used.append(chosen.spec.kind)
        return chosen

    def _can(self, spec: PlotSpec, places: int, last: bool) -> bool:
        """Whether an episode of so many places can be such a plot."""
        enough = spec.people <= len(self.setting.cast) and spec.places <= places
        return enough and (last or not spec.only_last)

    def _suits(self, spec: PlotSpec) -> bool:
        """Whether such a plot suits the wished thing and the genre."""
        wanted = self.wishes.treasures
        treasured = not wanted or spec.treasure in ("", *PROP_KINDS[wanted[0]].qualities)
        if wanted and spec.kinds and wanted[0] not in spec.kinds:
            return False
        return treasured and GENRES[self.genre].dark <= spec.darkest

    def ending(self) -> str:
        """How the film ends: by tone, else as suits its genre."""
        if self.config.tone:
            return {"bright": "won", "dark": "lost"}[self.config.tone]
        return self.rng.choice(GENRES[self.genre].endings)

    def motive(self, ending: str, plot: PlotType | None) -> Motive:
        """A motive that was not there lately, suits the plot, and leads to such an ending."""
        if not self.motives:
            self.motives = list(MOTIVES)
            self.rng.shuffle(self.motives)
        dark = GENRES[self.genre].dark > 0.5
        shares = ending == "changed"
        shut_away = plot is not None and plot.spec.shut_away

        def unfit(motive: Motive) -> int:
            gone = shut_away and motive.key in _OF_WHAT_WAS_THERE
            return 4 * gone + 2 * ((motive.end != "keep") != shares) + (motive.dark != dark)

        best = min(self.motives, key=unfit)
        self.motives.remove(best)
        return best


def plan_episodes(
    choice: EpisodeChooser, sizes: list[int], *, rooms: bool
) -> tuple[list[Episode], Quest | None]:
    """Choose the plot of every episode; a quest holds three or more of them together."""
    setting = choice.setting
    _relate(choice)
    places, cast = list(setting.places), setting.cast
    if rooms:
        return [_in_room(choice, i, size) for i, size in enumerate(sizes)], None
    if len(sizes) < 3 or len(cast) < 3 or len(places) < 3:
        last = len(sizes) - 1
        return [_alone(choice, size, last=i == last) for i, size in enumerate(sizes)], None
    far = next((kind for kind in _FAR if kind in places[1:]), places[-1])
    quest = Quest(setting, cast[0], cast[2], places[0], far)
    found = [
        _of_quest(choice, quest, number, size, len(sizes)) for number, size in enumerate(sizes)
    ]
    return found, quest


def _relate(choice: EpisodeChooser) -> None:
    setting, cast = choice.setting, choice.setting.cast
    wished = choice.wishes.relations
    first = wished[0] if wished else choice.rng.choice(("friends", "friends", "strangers"))
    for one, other, relation in [(cast[0], cast[1], first)] + [
        (cast[0], person, "friends") for person in cast[2:]
    ]:
        pair = ",".join(sorted((one, other)))
        setting.opening[f"relation({pair})"] = relation


def _in_room(choice: EpisodeChooser, number: int, size: int) -> Episode:
    """An episode that never leaves one place."""
    cast, places = choice.setting.cast, list(choice.setting.places)
    room = places[number % len(places)]
    ending = choice.ending()
    kind = choice.plot(1, last=False) if size >= 4 else None
    roles = Roles(
        owner=cast[0],
        mover=cast[1],
        witness=cast[2] if len(cast) > 2 else None,
        home=room,
        away=room,
        far=room,
        motive=choice.motive(ending, kind),
        ending=ending,
    )
    small = Mischief if "mischief" in choice.wishes.plots else Tiny
    plot = (kind or small)(choice.setting, roles, size)
    return Episode(plot, size, None, _filling_threads(choice, size - plot.beats, [room]), room)


def _alone(choice: EpisodeChooser, size: int, *, last: bool) -> Episode:
    """An episode that stands for itself."""
    cast, places = choice.setting.cast, list(choice.setting.places)
    ending = choice.ending() if last else "won"
    kind = choice.plot(len(places), last=last)
    roles = Roles(
        owner=cast[0],
        mover=cast[1],
        witness=cast[2] if len(cast) > 2 else None,
        home=places[0],
        away=places[1],
        far=next((kind for kind in _FAR if kind in places[1:]), places[-1]),
        motive=choice.motive(ending, kind),
        ending=ending,
    )
    return _with_subplot(choice, kind, roles, size, places)


def _with_subplot(
    choice: EpisodeChooser, kind: PlotType, roles: Roles, size: int, places: list[str]
) -> Episode:
    """An episode of a plot and, where there is room, a second one of others among the people.

    Its two main parts are not both those of the first, so that nobody hates and loves at once.
    """
    both = roles.witness is not None and size >= 2 * _FEWEST
    beats = choice.rng.randint(_FEWEST, size - _FEWEST) if both else size
    plot = kind(choice.setting, roles, beats)
    spare = size - plot.beats
    beside = choice.subplot(len(places), spare) if both else None
    if beside is None:
        return Episode(plot, size, None, _filling_threads(choice, spare, places))
    subplot = beside(choice.setting, _rotated(choice, roles), spare)
    return Episode(plot, size, subplot, _filling_threads(choice, spare - subplot.beats, places))


def _rotated(choice: EpisodeChooser, roles: Roles) -> Roles:
    """The parts of a second plot: the witness of the first has a main one."""
    rng, third = choice.rng, roles.witness or roles.mover
    pair = [roles.owner, roles.mover]
    rng.shuffle(pair)
    owner, mover = (third, pair[0]) if rng.random() < 0.5 else (pair[0], third)
    home, away = (roles.home, roles.away) if rng.random() < 0.5 else (roles.away, roles.home)
    return replace(roles, owner=owner, mover=mover, witness=pair[1], home=home, away=away)


def _of_quest(choice: EpisodeChooser, quest: Quest, number: int, size: int, count: int) -> Episode:
    """An episode of a quest: the journey at the end, before it a helper for every tool."""
    setting, cast, rng = choice.setting, choice.setting.cast, choice.rng
    places = [place for place in setting.places if place != quest.far]
    others = cast[1:]
    helper = others[number % len(others)]
    rest = [person for person in others if person != helper]
    third = rest[number % len(rest)]
    last = number == count - 1
    hero_owns = last or number % 2 == 0
    home = places[0] if last or number == 0 else places[number % len(places)]
    away = rng.choice([place for place in places if place != home])
    ending = choice.ending() if last else rng.choice(("won", "changed"))
    kind = Journey if last else choice.plot(len(setting.places), last=False)
    roles = Roles(
        owner=cast[0] if hero_owns else helper,
        mover=cast[1] if last else helper if hero_owns else third,
        witness=cast[2] if last else third if hero_owns else cast[0],
        home=home,
        away=away,
        far=quest.far,
        motive=choice.motive(ending, kind),
        ending=ending,
    )
    own = size - 2 if last and size >= LONG_ENOUGH else size - 1
    told = _with_subplot(choice, kind, roles, own, places)
    if 0 < number < count - 1:
        quest.need(setting, helper)
    return replace(told, beats=size)


def _filling_threads(choice: EpisodeChooser, spare: int, places: list[str]) -> tuple[Thread, ...]:
    """Threads that fill the stretches that the plot leaves free, as exactly as they can."""
    cast, rng = choice.setting.cast, choice.rng
    found: list[Thread] = []
    while spare > 0:
        fits = [
            kind
            for kind in THREADS
            if kind.beats <= spare and (len(cast) > 2 or kind is not LateMessage)
        ]
        last = {name: index for index, name in enumerate(choice.used)}
        kind = min(fits, key=lambda kind: (last.get(kind.__name__, -1), -kind.beats))
        choice.used.append(kind.__name__)
        one, other = rng.sample(cast, 2)
        found.append(kind(choice.setting, one, other, places))
        spare -= kind.beats
        if len(found) == _MOST_THREADS:
            break
    return tuple(found)
