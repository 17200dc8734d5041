"""An errand: small things change hands and find their places, beside whatever else is told.

Films of one family tell it with the things in other parts. What is asked about any of them has
another answer in each of the films then, and nothing but looking tells which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from moviellm.film import Event, Ledger, Screenplay, check
from moviellm.studio.fable.errand_plan import Deed, errands, gaps_of
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.prose import article
from moviellm.studio.fable.setting import Setting, noun_of

_SCENES = 9
"""So many scenes, those of a short film, have one errand."""
_SUITED = ("treasure", "keepsake", "tool")
_REASONS = (
    "My pockets are full, {taker}. I hand you one thing after another, and you put it away.",
    "You know better than I where things belong, {taker}. I will give you what I carry about.",
    "I carry too much about with me, {taker}. Help me to be rid of it, piece by piece.",
    "Whatever I have on me gets lost, {taker}. It is safer with you.",
    "I have promised to empty my pockets, {taker}. Put away what I give you.",
)
"""Why somebody gives away what they carry: they say it with the first thing, which nobody names."""


def with_errands(play: Screenplay, setting: Setting, count: int, rng: random.Random) -> Screenplay:
    """Return a film in which somebody gives another small things one by one, who puts them away.

    A long film has an errand for each stretch of as many scenes as a short one has.

    Args:
        play: The film without them.
        setting: Its world, to which the things are added.
        count: How many things an errand has.
        rng: Chooses people and things.
    """
    gaps = list(gaps_of(Ledger(play)))
    kinds = _kinds(play, setting, rng)
    many = min(max(1, len(list(play.scenes())) // _SCENES), len(kinds) // count)
    told = play
    deeds: tuple[Deed, ...] = ()
    for n in range(many):
        stretch = gaps[n * len(gaps) // many : (n + 1) * len(gaps) // many]
        some = [kinds.pop() for _ in range(count)]
        for done in errands(play, stretch, {deed.event.spot for deed in deeds}, count, rng):
            done[0] = replace(done[0], reason=rng.choice(_REASONS))
            things = [_in_pocket(setting, kind, done[0].event.agent or "") for kind in some]
            more = (*deeds, *(deed.with_thing(things[deed.thing]) for deed in done))
            found = _told(play, setting, more)
            if not check(found):
                told, deeds = found, more
                break
            for thing in things:  # somebody's hands were too full for what comes later
                del setting.props[thing]
                del setting.opening[f"location({thing})"], setting.opening[f"stowed({thing})"]
    return told


def _in_pocket(setting: Setting, kind: str, person: str) -> str:
    """Add a thing that somebody has with them, and no hand full of."""
    thing = setting.add(kind, f"held:{person}")
    setting.opening[f"stowed({thing})"] = "yes"
    return thing


def _kinds(play: Screenplay, setting: Setting, rng: random.Random) -> list[str]:
    """Kinds of small things that anything can be done with, and of which the film does not tell."""
    lines = (event.line for event in play.events() if event.line)
    nouns = set(re.findall(r"\w+", " ".join([play.title, *lines]).lower()))
    nouns |= {prop.name.split()[-1] for prop in setting.props.values()}
    fit = [
        kind
        for kind, row in PROP_KINDS.items()
        if row.size == "small"
        and row.use in _SUITED
        and row.qualities <= {"breakable"}
        and kind not in setting.props
        and noun_of(kind).split()[-1] not in nouns
    ]
    rng.shuffle(fit)
    return fit


def _told(play: Screenplay, setting: Setting, deeds: Sequence[Deed]) -> Screenplay:
    """The film with the deeds in it."""
    names = {person.id: person.name for person in play.cast}
    spots = {s.id: f"{s.preposition} the {s.name}" for p in play.places for s in p.spots}
    inserted: dict[str, list[Event]] = {}
    for number, deed in enumerate(deeds, start=1):
        if deed.reason and not deed.gap.after_a_quarrel:
            said = _reason(f"r{number}.why", deed, names)
            inserted.setdefault(deed.gap.before, []).append(said)
        event, prop = deed.event, setting.props[deed.event.prop or ""]
        who = names[event.agent or ""]
        if event.person is not None:
            prose = f"{who} gives {article(prop.name)} to {names[event.person]}."
        else:
            prose = f"{who} puts the {prop.name} {spots[event.spot or '']}."
        told = event.model_copy(update={"id": f"r{number}", "prose": prose})
        inserted.setdefault(deed.gap.before, []).append(told)
    chapters = []
    for chapter in play.chapters:
        scenes = tuple(
            scene.model_copy(
                update={
                    "events": tuple(
                        one
                        for event in scene.events
                        for one in (*inserted.get(event.id, ()), event)
                    )
                }
            )
            for scene in chapter.scenes
        )
        chapters.append(chapter.model_copy(update={"scenes": scenes}))
    return play.model_copy(
        update={
            "props": tuple(setting.props.values()),
            "opening": tuple(f"{name}={value}" for name, value in setting.opening.items()),
            "chapters": tuple(chapters),
        }
    )


def _reason(name: str, deed: Deed, names: Mapping[str, str]) -> Event:
    """What somebody says who begins an errand."""
    giver, taker = deed.event.agent or "", deed.event.person or ""
    line = deed.reason.format(taker=names[taker])
    prose = f"{names[giver]} says to {names[taker]}: “{line}”"
    return Event(id=name, verb="say", agent=giver, person=taker, line=line, prose=prose)
