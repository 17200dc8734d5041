"""Idle hands: small visible actions that fill a scene and fit what has just happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from moviellm.film import Mood, VerbName, location_parts
from moviellm.studio.fable.lexicon.habits import ACTS, GESTURES
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.telling import Telling

REST = 7
"""For how many stretches an idle action is not used again."""

_FEELINGS: Mapping[VerbName, Mood] = {
    "give": "happy",
    "find": "surprised",
    "break": "afraid",
    "mend": "happy",
    "quarrel": "angry",
    "reconcile": "happy",
    "embrace": "tender",
    "leave": "sad",
    "unlock": "surprised",
    "befriend": "happy",
    "show": "surprised",
}

Idle = Callable[[Telling], bool]


def idle(t: Telling) -> bool:
    """Let one small visible thing happen; tells whether one did (somebody must be there)."""
    if not t.present():
        return False
    order = list(_IDLES)
    weights = [weight for _, weight in order]
    picked = t.rng.choices(order, weights, k=4)
    return any(action(t) for action, _ in (*picked, *order))


def _fresh(t: Telling, key: str, rest: int = REST) -> bool:
    """Whether an idle action has rested long enough; marks it as used if so."""
    when = t.used.get(key)
    if when is not None and t.slot - when < rest:
        return False
    t.used[key] = t.slot
    return True


def _somebody(t: Telling) -> str:
    here = t.present()
    recent = t.told[-1].event.agent if t.told else None
    others = [person for person in here if person != recent]
    return t.rng.choice(others or here)


def _react(t: Telling) -> bool:
    """Somebody who saw the last thing of weight shows what they feel about it."""
    for told in reversed(t.stretch[-3:]):
        mood = _FEELINGS.get(told.event.verb)
        if mood is None or told.weight == 0:
            continue
        for person in t.present():
            now = t.state.value(f"mood({person})")
            if person != told.event.agent and now != mood and person in told.witnesses:
                if not _fresh(t, f"react {told.event.id}", 10_000):
                    return False
                t.do("feel", person, value=mood, because=[told.event.id])
                return True
    return False


def _calm(t: Telling) -> bool:
    """A feeling of an earlier stretch passes."""
    for person in t.present():
        felt = any(one.event.verb == "feel" and one.event.agent == person for one in t.stretch)
        if (
            not felt
            and t.state.value(f"mood({person})") != "calm"
            and _fresh(t, f"calm {person}", 8)
        ):
            t.do("feel", person, value="calm")
            return True
    return False


def _act(t: Telling) -> bool:
    person = _somebody(t)
    acts = list(ACTS[t.words.places[t.place].kind])
    t.rng.shuffle(acts)
    for act in acts:
        if _fresh(t, f"act {act}"):
            t.do("act", person, phrase=(act, act))
            return True
    return False


def _gesture(t: Telling) -> bool:
    gesture = t.rng.choice(GESTURES)
    if not _fresh(t, f"gesture {gesture}", 12):
        return False
    t.do("act", _somebody(t), phrase=(gesture, gesture))
    return True


def _watch(t: Telling) -> bool:
    here = t.present()
    if len(here) < 2:
        return False
    person = _somebody(t)
    other = t.rng.choice([who for who in here if who != person])
    if not _fresh(t, f"watch {person} {other}", 4):
        return False
    t.do("look", person, person=other, because=_last_deed(t, other))
    return True


def _last_deed(t: Telling, person: str) -> list[str]:
    for told in reversed(t.stretch):
        if told.event.agent == person and told.weight:
            return [told.event.id]
    return []


def _posture(t: Telling) -> bool:
    person = _somebody(t)
    posture = t.state.value(f"posture({person})")
    if not _fresh(t, f"posture {person}", 2):
        return False
    if posture == "standing":
        t.do("sit", person)
    else:
        t.do("stand", person)
    return True


def _glance(t: Telling) -> bool:
    """Somebody looks at a thing that matters and that they can see."""
    person = _somebody(t)
    for prop in t.state.stage.props:
        seen = t.state.in_sight(prop) and t.state.place_of_prop(prop) == t.place
        how, holder = location_parts(t.state.location_of(prop))
        if seen and not (how == "held" and holder == person) and _fresh(t, f"glance {prop}", 6):
            t.do("look", person, prop=prop, because=_story_of(t, prop))
            return True
    return False


def _story_of(t: Telling, prop: str) -> list[str]:
    for told in reversed(t.stretch):
        if told.event.prop == prop and told.weight:
            return [told.event.id]
    return []


def _look_about(t: Telling) -> bool:
    person = _somebody(t)
    if not _fresh(t, f"about {person} {t.place}", 5):
        return False
    t.do("look", person, place=t.place)
    return True


def _eat(t: Telling) -> bool:
    """Somebody eats what they hold, or takes something to eat."""
    for prop, row in t.words.props.items():
        if prop in t.owned or PROP_KINDS[row.kind].use != "food":
            continue
        how, holder = location_parts(t.state.location_of(prop))
        if how == "held" and t.here(holder) and _fresh(t, f"eat {prop}", 3):
            return _bite(t, holder, prop)
        near = how == "on" and t.state.place_of_prop(prop) == t.place and t.state.in_sight(prop)
        if near and _fresh(t, f"serve {prop}", 2):
            t.do("take", _somebody(t), prop=prop)
            return True
    return False


def _bite(t: Telling, holder: str, prop: str) -> bool:
    others = [who for who in t.present() if who != holder]
    if others and t.rng.random() < 0.5:
        t.do("give", holder, prop=prop, person=t.rng.choice(others), because=_got(t, prop))
        return True
    if t.words.props[prop].kind == "teapot":
        spot = _free_spot(t)
        t.do("put", holder, prop=prop, spot=spot)
        return True
    drink = t.words.props[prop].kind == "bottle"
    forms = ("drinks up {}", "drank up {}") if drink else ("eats {}", "ate {}")
    name = t.words.the(prop)
    phrase = (forms[0].format(name), forms[1].format(name))
    t.do("consume", holder, prop=prop, phrase=phrase, because=_got(t, prop))
    return True


def _got(t: Telling, prop: str) -> list[str]:
    for told in reversed(t.told[-40:]):
        if told.event.prop == prop and told.event.verb in ("take", "give", "find"):
            return [told.event.id]
    return []


def _free_spot(t: Telling) -> str:
    spots = [s for s in t.words.places[t.place].spots if not s.hidden and s.kind != "floor"]
    return min(spots, key=lambda spot: len(t.state.at(f"on:{spot.id}"))).id


def _dress(t: Telling) -> bool:
    """Somebody puts on what they may wear, or takes it off indoors and puts it down."""
    indoors = t.words.places[t.place].indoors
    for prop, row in t.words.props.items():
        if prop in t.owned or not row.wearable:
            continue
        how, holder = location_parts(t.state.location_of(prop))
        if how == "worn" and t.here(holder) and indoors and _fresh(t, f"doff {prop}", 6):
            t.do("doff", holder, prop=prop)
            t.do("put", holder, prop=prop, spot=_free_spot(t))
            return True
        if how == "held" and t.here(holder) and _fresh(t, f"wear {prop}", 6):
            t.do("wear", holder, prop=prop)
            return True
        near = how == "on" and t.state.place_of_prop(prop) == t.place and t.state.in_sight(prop)
        if near and _fresh(t, f"pick {prop}", 8):
            person = _somebody(t)
            t.do("take", person, prop=prop)
            t.do("wear", person, prop=prop)
            return True
    return False


def _tidy(t: Telling) -> bool:
    """Somebody picks up a thing that is around, or puts down what they picked up."""
    for prop in t.words.props:
        if prop in t.owned or t.words.props[prop].container:
            continue
        how, where = location_parts(t.state.location_of(prop))
        taken = t.used.get(f"lift {prop}") == t.slot
        if how == "held" and t.here(where) and not taken and _fresh(t, f"lay {prop}", 1):
            t.do("put", where, prop=prop, spot=_free_spot(t), because=_got(t, prop))
            return True
        near = how == "on" and t.state.place_of_prop(prop) == t.place and t.state.in_sight(prop)
        if near and _fresh(t, f"lift {prop}", 5):
            t.do("take", _somebody(t), prop=prop)
            return True
    return False


def _lamp(t: Telling) -> bool:
    """Somebody lights a light when it is dark, and puts it out by day."""
    dark = t.state.value(f"light({t.place})") in ("night", "dusk", "dawn")
    for prop, row in t.words.props.items():
        if prop in t.owned or not row.lights or t.state.place_of_prop(prop) != t.place:
            continue
        how, holder = location_parts(t.state.location_of(prop))
        lit = t.state.is_("lit", prop)
        if lit == dark or (how == "on" and not t.state.in_sight(prop)) or how == "in":
            continue
        if not _fresh(t, f"lamp {prop}", 2):
            continue
        person = holder if how == "held" else _somebody(t)
        t.do("douse" if lit else "light", person, prop=prop)
        return True
    return False


def _fallback(t: Telling) -> bool:
    """Always possible: change of posture, or look at another spot than the last time."""
    person = _somebody(t)
    spots = [spot.id for spot in t.words.places[t.place].spots if not spot.hidden]
    key = f"spots {t.place}"
    turn = t.used.get(key, -1) + 1
    t.used[key] = turn
    if t.state.value(f"posture({person})") != "standing":
        t.do("stand", person)
    elif turn % 3 == 2:
        t.do("kneel" if turn % 2 else "sit", person)
    else:
        t.do("look", person, spot=spots[turn % len(spots)])
    return True


_IDLES: tuple[tuple[Idle, float], ...] = (
    (_react, 5),
    (_act, 3),
    (_lamp, 3),
    (_tidy, 2.5),
    (_eat, 2),
    (_gesture, 1.5),
    (_watch, 1.5),
    (_glance, 1.5),
    (_posture, 1.5),
    (_calm, 1),
    (_dress, 0.8),
    (_look_about, 0.7),
    (_fallback, 0.01),
)
