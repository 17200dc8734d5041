"""Talk that fills a scene: of what happened, of what one wants, of where one is."""

from __future__ import annotations

from moviellm.studio.fable.lexicon.habits import REMARKS
from moviellm.studio.fable.prose import Told, capital
from moviellm.studio.fable.telling import Telling

_WORTH = frozenset(
    {"take", "give", "find", "break", "mend", "unlock", "quarrel", "reconcile", "show", "hide"}
)
_OF_YOU = (
    "You {past}. I will not forget that.",
    "I keep thinking of it: you {past}.",
    "Not everybody would have done it, but you {past}.",
    "You {past}, and you never said why.",
    "Since you {past}, I see you with other eyes.",
)
_OF_ME = (
    "I {past}. What else could I do?",
    "You were there when I {past}.",
    "Do you remember? I {past}.",
    "When I {past}, my hands were shaking.",
    "I {past}, and I would do it again.",
)
_OF_OTHERS = (
    "Ever since {who} {past}, nothing is as it was.",
    "Why do you think {who} {past}?",
    "I still see it before me: {who} {past}.",
    "{who} {past}. Did it not surprise you?",
)
_NEWS = (
    "You were not there: I {past}.",
    "While you were away, I {past}.",
    "You have missed something. I {past}.",
)
_REPLIES = (
    "I have thought of it all day.", "You see everything.", "Let us not speak of it here.",
    "I would have told you sooner or later.", "Perhaps. Perhaps not.", "You say that so easily.",
    "I was hoping you would say that.", "It is not as simple as it looks.",
    "Then we both know where we stand.", "Somebody had to.", "You worry too much.",
    "I know. I know.", "That is what I was afraid of.", "Say it again, slowly.",
    "I had no choice, had I?", "One day we will laugh about it.", "That was not nothing.",
    "Keep your voice down.", "And you only tell me now?", "I believe you.",
)  # fmt: skip
_ALONE = (
    "Nobody knows that I {past}.",
    "I {past}. There is no way back now.",
    "It was right that I {past}. Was it not?",
    "I {past}. I must not forget that.",
)


def chat(t: Telling) -> bool:
    """Let one line be spoken; tells whether one was."""
    here = t.present()
    if not here:
        return False
    if len(here) == 1:
        return _alone(t, here[0])
    last = t.told[-1].event if t.told else None
    if last and last.line and last.person in here and last.agent in here and t.rng.random() < 0.6:
        if last.id not in t.used and _reply(t, last.person, last.agent or "", last.id):
            return True
    speaker = _speaker(t, here)
    listener = t.rng.choice([who for who in here if who != speaker])
    return _memory(t, speaker, listener) or _wish(t, speaker, listener) or _remark(
        t, speaker, listener
    )  # fmt: skip


def _speaker(t: Telling, here: list[str]) -> str:
    last = next((told.event for told in reversed(t.stretch) if told.event.line), None)
    others = [who for who in here if last is None or who != last.agent]
    return t.rng.choice(others or here)


def _pick(t: Telling, lines: tuple[str, ...], rest: int = 12) -> str:
    fresh = [line for line in lines if t.slot - t.used.get(line, -rest) >= rest]
    if not fresh:
        return ""
    line = t.rng.choice(fresh)
    t.used[line] = t.slot
    return line


def _reply(t: Telling, speaker: str, listener: str, to: str) -> bool:
    line = _pick(t, _REPLIES, 14)
    if not line:
        return False
    event = t.say(speaker, line, listener, because=[to])
    t.used[event] = t.slot
    return True


def _memory(t: Telling, speaker: str, listener: str) -> bool:
    """Something of weight that the speaker did or saw, and has not spoken of yet."""
    for told in reversed(t.told[-160:]):
        event = told.event
        key = f"memory {speaker} {event.id}"
        if told.weight == 0 or event.verb not in _WORTH or key in t.used:
            continue
        if speaker not in told.witnesses or event.id == t.last:
            continue
        lines = _angle(t, told, speaker, listener)
        line = _pick(t, lines) if lines else ""
        if not line:
            continue
        t.used[key] = t.slot
        past = t.words.recall(told, speaker, listener)
        who, _, rest = past.partition(" ")
        text = capital(line.format(who=who, past=rest))
        if text.endswith("?"):
            t.ask(speaker, listener, text, because=[event.id])
        else:
            t.say(speaker, text, listener, because=[event.id])
        return True
    return False


def _angle(t: Telling, told: Told, speaker: str, listener: str) -> tuple[str, ...]:
    event = told.event
    shared = listener in told.witnesses
    if event.agent == speaker:
        if shared:
            return _OF_ME
        return () if event.id in t.secret else _NEWS
    if not shared or event.id in t.secret:
        return ()
    return _OF_YOU if event.agent == listener else _OF_OTHERS


def _wish(t: Telling, speaker: str, listener: str) -> bool:
    want = t.words.persons[speaker].want
    key = f"want {speaker} {listener}"
    if not want or key in t.used:
        return False
    t.used[key] = t.slot
    t.say(speaker, f"All I want is to {want}.", listener)
    return True


def _remark(t: Telling, speaker: str, listener: str | None) -> bool:
    line = _pick(t, REMARKS[t.words.places[t.place].kind], 30)
    if line:
        t.say(speaker, line, listener)
    return bool(line)


def _alone(t: Telling, speaker: str) -> bool:
    for told in reversed(t.told[-60:]):
        key = f"alone {speaker} {told.event.id}"
        mine = told.event.agent == speaker and told.event.verb in _WORTH and told.weight
        if not mine or key in t.used:
            continue
        line = _pick(t, _ALONE)
        if not line:
            break
        t.used[key] = t.slot
        past = t.words.recall(told, speaker, "").partition(" ")[2]
        t.say(speaker, line.format(past=past), because=[told.event.id])
        return True
    return _remark(t, speaker, None)
