"""Talk that fills a scene: of what happened, of what one wants, of where one is."""

from __future__ import annotations

from moviellm.film import GONE
from moviellm.studio.fable.lexicon.habits import REMARKS
from moviellm.studio.fable.lexicon.lines import (
    ALONE,
    ANSWERS,
    OF_ME,
    OF_OTHERS,
    OF_YOU,
    REPLIES,
    SECRETLY,
)
from moviellm.studio.fable.minds import MISSING
from moviellm.studio.fable.prose import Told, capital
from moviellm.studio.fable.telling import Telling

_SPAN = 200
"""How many events back people speak of."""
_SOLO = 2
"""The most lines that somebody says to nobody in one stretch."""


def chat(t: Telling) -> bool:
    """Let one line be spoken; tells whether one was."""
    here = t.present()
    if not here:
        return False
    if len(here) == 1:
        return t.spoken < _SOLO and _alone(t, here[0])
    last = t.told[-1].event if t.told else None
    if last and last.line and last.person in here and last.agent in here:
        answered = f"answered {last.id}" in t.used or last.verb == "tell"
        if not answered and t.rng.random() < 0.6 and _reply(t, last.person, last.agent, last.id):
            return True
    speaker = _speaker(t, here)
    listener = t.rng.choice([who for who in here if who != speaker])
    return (
        _memory(t, speaker, listener)
        or _wish(t, speaker, listener)
        or _memory(t, listener, speaker)
        or _remark(t, speaker, listener)
    )


def _speaker(t: Telling, here: list[str]) -> str:
    last = next((told.event for told in reversed(t.stretch) if told.event.line), None)
    others = [who for who in here if last is None or who != last.agent]
    return t.rng.choice(others or here)


def _pick(t: Telling, lines: tuple[str, ...], rest: int) -> str:
    fresh = [line for line in lines if t.slot - t.used.get(line, -rest) >= rest]
    if not fresh:
        return ""
    line = t.rng.choice(fresh)
    t.used[line] = t.slot
    return line


def _reply(t: Telling, speaker: str | None, listener: str | None, to: str) -> bool:
    asked = (t[to].event.line or "").endswith("?")
    line = _pick(t, ANSWERS if asked else REPLIES, 12)
    if not line or not speaker:
        return False
    event = t.say(speaker, line, listener, because=[to])
    t.used[f"answered {event}"] = t.slot
    return True


def _memory(t: Telling, speaker: str, listener: str) -> bool:
    """Something of weight that the speaker saw, and has not spoken of to this listener yet."""
    for told in reversed(t.told[-_SPAN:]):
        event = told.event
        if told.weight == 0 or event.id == t.last or speaker not in told.witnesses:
            continue
        key = f"memory {speaker} {event.id}"
        if key in t.used or event.id in t.secret or not _is_known(t, speaker, event.prop):
            continue
        line = _pick(t, _angle(t, told, speaker, listener), 9)
        if not line:
            continue
        t.used[key] = t.slot
        text = capital(line.format_map(_names(t, told)))
        if text.endswith("?"):
            t.ask(speaker, listener, text, because=[event.id])
        else:
            t.say(speaker, text, listener, because=[event.id])
        return True
    return False


def _is_known(t: Telling, person: str, prop: str | None) -> bool:
    """Whether a thing is still there and not missed: nobody asks after the eaten cake."""
    if prop is None:
        return True
    belief = t.minds.of(person, f"location({prop})")
    return t.state.location_of(prop) != GONE and belief is not None and belief.value != MISSING


def _names(t: Telling, told: Told) -> dict[str, str]:
    event = told.event
    return {
        "the": t.words.the(event.prop) if event.prop else "",
        "a": t.words.a(event.prop) if event.prop else "",
        "where": told.where,
        "who": t.words.name(event.agent) if event.agent else "",
        "whom": t.words.name(event.person) if event.person else "",
        "at": t.words.at(told.place),
    }


def _angle(t: Telling, told: Told, speaker: str, listener: str) -> tuple[str, ...]:
    """The lines that suit who did it, to whom, and who was there."""
    event, verb = told.event, told.event.verb
    if verb == "quarrel" and t.state.relation(event.agent or "", event.person or "") != "rivals":
        return ()
    both = {event.agent, event.person}
    if event.agent == speaker:
        if event.person == listener or listener in told.witnesses:
            return OF_ME.get(verb, ()) if event.person in (None, listener) else ()
        knows = event.prop and t.minds.of(listener, f"location({event.prop})")
        return () if knows else OF_ME.get(f"{verb} unseen", ())
    if listener in both:
        if event.agent == listener and event.person in (None, speaker):
            return OF_YOU.get(verb, ())
        return ()
    if speaker in both and event.agent != speaker:
        return ()
    return OF_OTHERS.get(verb, ())


def _wish(t: Telling, speaker: str, listener: str) -> bool:
    want = t.words.persons[speaker].want
    key = f"want {speaker}"
    if not want or key in t.used or speaker in t.shy:
        return False
    t.used[key] = t.slot
    t.say(
        speaker,
        t.wording(
            "All I want is to {want}.",
            "If only I could {want}.",
            "One thing counts: to {want}.",
            want=want,
        ),
        listener,
    )
    return True


def _remark(t: Telling, speaker: str, listener: str | None) -> bool:
    line = _pick(t, REMARKS[t.words.places[t.place].kind], 25)
    if line:
        t.say(speaker, line, listener)
    return bool(line)


def _alone(t: Telling, speaker: str) -> bool:
    for told in reversed(t.told[-60:]):
        key = f"alone {speaker} {told.event.id}"
        if told.event.agent != speaker or not told.weight or key in t.used or not told.past:
            continue
        secret = told.event.id in t.secret
        line = _pick(t, SECRETLY if secret else ALONE.get(told.event.verb, ()), 8)
        if not line:
            continue
        t.used[key] = t.slot
        past = t.words.recall(told, speaker, "").partition(" ")[2]
        text = capital(line.format(past=past, **_names(t, told)))
        t.say(speaker, text, because=[told.event.id])
        return True
    return _remark(t, speaker, None)
