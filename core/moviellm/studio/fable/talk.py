"""Talk that fills a scene: of what happened, of what one wants, of where one is."""

from __future__ import annotations

from moviellm.film import GONE, Event
from moviellm.studio.fable.lexicon.habits import REMARKS
from moviellm.studio.fable.lexicon.lines import (
    ALONE,
    ANSWERS,
    OF_ME,
    OF_OTHERS,
    OF_YOU,
    REPLIES,
    SECRETLY,
    SMALL_TALK,
)
from moviellm.studio.fable.minds import MISSING
from moviellm.studio.fable.prose import NarratedEvent, article, capital
from moviellm.studio.fable.simulation import Simulation

_SPAN = 200
"""How many events back people speak of."""
_SOLO = 2
"""The most lines that somebody says to nobody in one stretch."""
_SMALL_TALK = 0.5
"""How often a remark is about what is there just now."""


def chat(sim: Simulation) -> bool:
    """Let one line be spoken; tells whether one was. Who has just quarrelled does not chat."""
    quiet = sim.at_odds | sim.resting
    here = [person for person in sim.present() if person not in quiet]
    if not here or (quiet & {*sim.present()} and len(here) == 1):
        return False
    if len(here) == 1:
        return sim.spoken < _SOLO and _alone(sim, here[0])
    last = sim.told[-1].event if sim.told else None
    if last and last.line and last.person in here and last.agent in here:
        answered = f"answered {last.id}" in sim.used or last.verb == "tell"
        if (
            not answered
            and sim.rng.random() < 0.6
            and _reply(sim, last.person, last.agent, last.id)
        ):
            return True
    speaker = _speaker(sim, here)
    listener = sim.rng.choice([who for who in here if who != speaker])
    return (
        _memory(sim, speaker, listener)
        or _wish(sim, speaker, listener)
        or _memory(sim, listener, speaker)
        or _remark(sim, speaker, listener)
    )


def _speaker(sim: Simulation, here: list[str]) -> str:
    last = next((told.event for told in reversed(sim.stretch) if told.event.line), None)
    others = [who for who in here if last is None or who != last.agent]
    return sim.rng.choice(others or here)


def _pick(sim: Simulation, lines: tuple[str, ...], rest: int) -> str:
    fresh = [line for line in lines if sim.slot - sim.used.get(line, -rest) >= rest]
    if not fresh:
        return ""
    line = sim.rng.choice(fresh)
    sim.used[line] = sim.slot
    return line


def _reply(sim: Simulation, speaker: str | None, listener: str | None, to: str) -> bool:
    asked = (sim[to].event.line or "").endswith("?")
    line = _pick(sim, ANSWERS if asked else REPLIES, 12)
    if not line or not speaker:
        return False
    event = sim.say(speaker, line, listener, because=[to])
    sim.used[f"answered {event}"] = sim.slot
    return True


def _memory(sim: Simulation, speaker: str, listener: str) -> bool:
    """Something of weight that the speaker saw, and has not spoken of to this listener yet."""
    for told in reversed(sim.told[-_SPAN:]):
        event = told.event
        if told.weight == 0 or event.id in (sim.last, *sim.unspoken):
            continue
        if speaker not in told.witnesses:
            continue
        key = f"memory {speaker} {event.id}"
        if key in sim.used or event.id in sim.secret or not _is_known(sim, speaker, event.prop):
            continue
        if not _lasts(sim, speaker, event):
            continue
        line = _pick(sim, _angle(sim, told, speaker, listener), 9)
        if not line:
            continue
        sim.used[key] = sim.slot
        text = capital(line.format_map(_names(sim, told)))
        if text.endswith("?"):
            sim.ask(speaker, listener, text, because=[event.id])
        else:
            sim.say(speaker, text, listener, because=[event.id])
        return True
    return False


def _is_known(sim: Simulation, person: str, prop: str | None) -> bool:
    """Whether a thing is still there and not missed: nobody asks after the eaten cake."""
    if prop is None:
        return True
    belief = sim.minds.of(person, f"location({prop})")
    return sim.state.location_of(prop) != GONE and belief is not None and belief.value != MISSING


def _lasts(sim: Simulation, person: str, event: Event) -> bool:
    """Whether what was done is still so, as far as somebody knows: nobody wishes mended what is."""
    if event.verb in ("break", "mend"):
        broken = sim.state.value(f"whole({event.prop})") == "no"
        return broken == (event.verb == "break")
    if event.verb not in ("give", "put"):
        return True
    belief = sim.minds.of(person, f"location({event.prop})")
    there = f"held:{event.person}" if event.verb == "give" else f":{event.spot}"
    return belief is not None and belief.value.endswith(there)


def _names(sim: Simulation, told: NarratedEvent) -> dict[str, str]:
    event = told.event
    return {
        "the": sim.words.the(event.prop) if event.prop else "",
        "a": sim.words.a(event.prop) if event.prop else "",
        "where": told.where,
        "who": sim.words.name(event.agent) if event.agent else "",
        "whom": sim.words.name(event.person) if event.person else "",
        "at": sim.words.at(told.place),
    }


def _angle(sim: Simulation, told: NarratedEvent, speaker: str, listener: str) -> tuple[str, ...]:
    """The lines that suit who did it, to whom, and who was there."""
    event, verb = told.event, told.event.verb
    if verb == "quarrel" and sim.state.relation(event.agent or "", event.person or "") != "rivals":
        return ()
    if verb == "break" and sim.state.value(f"mood({speaker})") != "calm":
        return ()
    both = {event.agent, event.person}
    if event.agent == speaker:
        if event.person == listener or listener in told.witnesses:
            return OF_ME.get(verb, ()) if event.person in (None, listener) else ()
        knows = event.prop and sim.minds.of(listener, f"location({event.prop})")
        return () if knows else OF_ME.get(f"{verb} unseen", ())
    if listener in both:
        if event.agent == listener and event.person in (None, speaker):
            return OF_YOU.get(verb, ())
        return ()
    if speaker in both and event.agent != speaker:
        return ()
    return OF_OTHERS.get(verb, ())


def _wish(sim: Simulation, speaker: str, listener: str) -> bool:
    want = sim.words.persons[speaker].want
    key = f"want {speaker}"
    if not want or key in sim.used or speaker in sim.shy:
        return False
    sim.used[key] = sim.slot
    sim.say(
        speaker,
        sim.wording(
            "All I want is to {want}.",
            "If only I could {want}.",
            "One thing counts: to {want}.",
            want=want,
        ),
        listener,
    )
    return True


def _remark(sim: Simulation, speaker: str, listener: str | None) -> bool:
    small = _small_talk(sim, speaker, listener) if sim.rng.random() < _SMALL_TALK else ""
    line = small or _pick(sim, REMARKS[sim.words.places[sim.place].kind], 25)
    if line:
        sim.say(speaker, line, listener)
    return bool(line)


def _small_talk(sim: Simulation, speaker: str, listener: str | None) -> str:
    """Something about where they are, a thing that stands about, or what one of them is."""
    about = {"place": sim.words.the(sim.place)}
    things = [
        prop
        for prop in sim.words.props
        if prop not in sim.owned
        and sim.state.place_of_prop(prop) == sim.place
        and sim.state.location_of(prop).startswith("on:")
        and sim.state.in_sight(prop)
    ]
    if things:
        thing = sim.rng.choice(things)
        about |= {"thing": sim.words.the(thing), "a_thing": article(sim.words.noun(thing))}
    absent = [person for person in sim.words.persons if not sim.here(person)]
    if absent and listener:
        about["absent"] = sim.words.name(sim.rng.choice(absent))
    people = {"work": speaker, "your_work": listener}
    for slot, person in people.items():
        if person and listener and sim.words.persons[person].occupation:
            about[slot] = article(sim.words.persons[person].occupation)
    fits = [text for key, text in SMALL_TALK if key in about]
    template = _pick(sim, tuple(text for text in fits if listener or "?" not in text), 25)
    about |= {"at": sim.words.at(sim.place)} | {
        key.capitalize(): capital(about[key]) for key in about
    }
    return template.format_map(about)


def _alone(sim: Simulation, speaker: str) -> bool:
    for told in reversed(sim.told[-60:]):
        key = f"alone {speaker} {told.event.id}"
        if told.event.agent != speaker or not told.weight or key in sim.used or not told.past:
            continue
        if told.event.id in sim.unspoken:
            continue
        if told.event.prop and sim.state.location_of(told.event.prop) == GONE:
            continue
        secret = told.event.id in sim.secret
        line = _pick(sim, SECRETLY if secret else ALONE.get(told.event.verb, ()), 8)
        if not line:
            continue
        sim.used[key] = sim.slot
        past = sim.words.recall(told, speaker, "").partition(" ")[2]
        text = capital(line.format(past=past, **_names(sim, told)))
        sim.say(speaker, text, because=[told.event.id])
        return True
    return _remark(sim, speaker, None)
