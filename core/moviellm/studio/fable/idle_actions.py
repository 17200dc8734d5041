"""Idle actions: small visible things that fill a scene and fit what has just happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from moviellm.film import Mood, VerbName, location_parts
from moviellm.studio.fable.animals import care, stray
from moviellm.studio.fable.lexicon.habits import ACTS, GESTURES
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.simulation import Simulation

_HANDS = 2
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

IdleAction = Callable[[Simulation], bool]


def idle_action(sim: Simulation) -> bool:
    """Let one small visible thing happen; tells whether one did (somebody must be there)."""
    if not _awake(sim):
        return False
    order = list(_IDLE_ACTIONS)
    weights = [weight for _, weight in order]
    picked = sim.rng.choices(order, weights, k=4)
    return any(action(sim) for action, _ in (*picked, *order))


def _fresh(sim: Simulation, key: str, rest: int = REST) -> bool:
    """Whether an idle action has rested long enough; marks it as used if so."""
    if not _rested(sim, key, rest):
        return False
    sim.used[key] = sim.slot
    return True


def _rested(sim: Simulation, key: str, rest: int) -> bool:
    when = sim.used.get(key)
    return when is None or sim.slot - when >= rest


def _awake(sim: Simulation) -> list[str]:
    return [person for person in sim.present() if person not in sim.resting]


def _somebody(sim: Simulation) -> str:
    here = _awake(sim)
    recent = sim.told[-1].event.agent if sim.told else None
    others = [person for person in here if person != recent]
    return sim.draw(others or here)


def _react(sim: Simulation) -> bool:
    """Somebody who saw the last thing of weight shows what they feel about it."""
    for told in reversed(sim.stretch[-3:]):
        mood = _FEELINGS.get(told.event.verb)
        if mood is None or told.weight == 0:
            continue
        for person in _awake(sim):
            now = sim.state.value(f"mood({person})")
            if person != told.event.agent and now != mood and person in told.witnesses:
                if not _fresh(sim, f"react {told.event.id}", 10_000):
                    return False
                sim.do("feel", person, value=mood, because=[told.event.id])
                return True
    return False


def _calm(sim: Simulation) -> bool:
    """A feeling of an earlier stretch passes."""
    for person in _awake(sim):
        felt = any(one.event.verb == "feel" and one.event.agent == person for one in sim.stretch)
        if (
            not felt
            and sim.state.value(f"mood({person})") != "calm"
            and _fresh(sim, f"calm {person}", 8)
        ):
            sim.do("feel", person, value="calm")
            return True
    return False


def _act(sim: Simulation) -> bool:
    person = _somebody(sim)
    acts = list(ACTS[sim.words.places[sim.place].kind])
    sim.rng.shuffle(acts)
    for act in acts:
        if _fresh(sim, f"act {act}"):
            sim.do("act", person, phrase=(act, act))
            return True
    return False


def _gesture(sim: Simulation) -> bool:
    gesture = sim.rng.choice(GESTURES)
    if not _fresh(sim, f"gesture {gesture}", 12):
        return False
    sim.do("act", _somebody(sim), phrase=(gesture, gesture))
    return True


def _watch(sim: Simulation) -> bool:
    here = sim.present()
    if len(here) < 2:
        return False
    person = _somebody(sim)
    other = sim.draw(who for who in here if who != person)
    if not _fresh(sim, f"watch {person} {other}", 4):
        return False
    sim.do("look", person, person=other, because=_last_deed(sim, other, person))
    return True


def _last_deed(sim: Simulation, person: str, witness: str) -> list[str]:
    for told in reversed(sim.stretch):
        if told.event.agent == person and told.weight and witness in told.witnesses:
            return [told.event.id]
    return []


def _posture(sim: Simulation) -> bool:
    person = _somebody(sim)
    posture = sim.state.value(f"posture({person})")
    if not _fresh(sim, f"posture {person}", 2):
        return False
    if posture == "standing":
        sim.do("sit", person)
    else:
        sim.do("stand", person)
    return True


def _glance(sim: Simulation) -> bool:
    """Somebody looks at a thing that matters and that they can see."""
    person = _somebody(sim)
    for prop in sim.state.entities.props:
        seen = sim.state.in_sight(prop) and sim.state.place_of_prop(prop) == sim.place
        how, holder = location_parts(sim.state.location_of(prop))
        if seen and not (how == "held" and holder == person) and _fresh(sim, f"glance {prop}", 6):
            sim.do("look", person, prop=prop, because=_story_of(sim, prop, person))
            return True
    return False


def _story_of(sim: Simulation, prop: str, witness: str) -> list[str]:
    for told in reversed(sim.stretch):
        if told.event.prop == prop and told.weight and witness in told.witnesses:
            return [told.event.id]
    return []


def _look_about(sim: Simulation) -> bool:
    person = _somebody(sim)
    if not _fresh(sim, f"about {person} {sim.place}", 5):
        return False
    sim.do("look", person, place=sim.place)
    return True


def _eat(sim: Simulation) -> bool:
    """Somebody eats what they hold, or takes something to eat."""
    for prop, row in sim.words.props.items():
        if prop in sim.owned or PROP_KINDS[row.kind].use != "food":
            continue
        how, holder = location_parts(sim.state.location_of(prop))
        if how == "held" and sim.here(holder) and _fresh(sim, f"eat {prop}", 3):
            return _bite(sim, holder, prop)
        near = (
            how == "on" and sim.state.place_of_prop(prop) == sim.place and sim.state.in_sight(prop)
        )
        if near and _fresh(sim, f"serve {prop}", 2):
            return _lift(sim, prop)
    return False


def _bite(sim: Simulation, holder: str, prop: str) -> bool:
    others = [
        who
        for who in _awake(sim)
        if who != holder and who not in sim.at_odds and len(sim.state.held(who)) < _HANDS
    ]
    if others and holder not in sim.at_odds and sim.rng.random() < 0.5:
        sim.do("give", holder, prop=prop, person=sim.draw(others), because=_got(sim, prop))
        return True
    if sim.words.props[prop].kind == "teapot":
        sim.do("put", holder, prop=prop, spot=sim.free_spot())
        return True
    drink = sim.words.props[prop].kind == "bottle"
    forms = ("drinks up {}", "drank up {}") if drink else ("eats {}", "ate {}")
    name = sim.words.the(prop)
    phrase = (forms[0].format(name), forms[1].format(name))
    sim.do("consume", holder, prop=prop, phrase=phrase, because=_got(sim, prop))
    return True


def _got(sim: Simulation, prop: str) -> list[str]:
    for told in reversed(sim.told[-40:]):
        if told.event.prop == prop and told.event.verb in ("take", "give", "find"):
            return [told.event.id]
    return []


def _dress(sim: Simulation) -> bool:
    """Somebody puts on what they may wear, or takes it off indoors and puts it down."""
    indoors = sim.words.places[sim.place].indoors
    for prop, row in sim.words.props.items():
        if prop in sim.owned or not row.wearable:
            continue
        how, holder = location_parts(sim.state.location_of(prop))
        if how == "worn" and sim.here(holder) and indoors and _fresh(sim, f"doff {prop}", 6):
            sim.do("doff", holder, prop=prop)
            sim.do("put", holder, prop=prop, spot=sim.free_spot())
            return True
        ready = how == "held" and sim.here(holder) and not _dressed(sim, holder, row.kind)
        if ready and _fresh(sim, f"wear {prop}", 6):
            sim.do("wear", holder, prop=prop)
            return True
        near = (
            how == "on" and sim.state.place_of_prop(prop) == sim.place and sim.state.in_sight(prop)
        )
        if near and _fresh(sim, f"pick {prop}", 8) and _lift(sim, prop):
            person = location_parts(sim.state.location_of(prop))[1]
            if not _dressed(sim, person, row.kind):
                sim.do("wear", person, prop=prop)
            return True
    return False


def _dressed(sim: Simulation, person: str, kind: str) -> bool:
    """Whether somebody's appearance has a thing of this kind already."""
    look = sim.words.persons[person].appearance
    return kind in (look.headwear, look.garment)


def _lift(sim: Simulation, prop: str) -> bool:
    """Somebody who has nothing in hand takes a thing, if there is somebody."""
    free = [person for person in _awake(sim) if not sim.state.held(person)]
    recent = sim.told[-1].event.agent if sim.told else None
    others = [person for person in free if person != recent] or free
    if not others:
        return False
    sim.do("take", sim.draw(others), prop=prop)
    return True


def _tidy(sim: Simulation) -> bool:
    """Somebody picks up a thing that is around, or puts down what they picked up."""
    near = []
    for prop, row in sim.words.props.items():
        settled = prop in sim.settled
        if (prop in sim.owned and not settled) or row.container or row.fixed:
            continue
        how, where = location_parts(sim.state.location_of(prop))
        taken = sim.used.get(f"lift {prop}") == sim.slot
        if how == "held" and sim.here(where) and not taken and _fresh(sim, f"lay {prop}", 1):
            sim.do("put", where, prop=prop, spot=sim.free_spot(), because=_got(sim, prop))
            return True
        here = sim.state.place_of_prop(prop) == sim.place and sim.state.in_sight(prop)
        if how == "on" and here and not settled and _rested(sim, f"lift {prop}", 5):
            near.append(prop)
    return bool(near) and _lift(sim, _taken(sim, near))


def _taken(sim: Simulation, near: list[str]) -> str:
    """One of some things, drawn; it then has a rest."""
    prop = sim.draw(near)
    sim.used[f"lift {prop}"] = sim.slot
    return prop


def _lamp(sim: Simulation) -> bool:
    """Somebody lights a light when it is dark, and puts it out by day."""
    dark = sim.state.value(f"light({sim.place})") in ("night", "dusk", "dawn")
    for prop, row in sim.words.props.items():
        if prop in sim.owned or not row.lights or sim.state.place_of_prop(prop) != sim.place:
            continue
        how, holder = location_parts(sim.state.location_of(prop))
        lit = sim.state.is_("lit", prop)
        if lit == dark or (how == "on" and not sim.state.in_sight(prop)) or how == "in":
            continue
        if not _fresh(sim, f"lamp {prop}", 2):
            continue
        person = holder if how == "held" else _somebody(sim)
        sim.do("douse" if lit else "light", person, prop=prop)
        return True
    return False


def _fallback(sim: Simulation) -> bool:
    """Always possible: change of posture, or look at another spot than the last time."""
    person = _somebody(sim)
    spots = [spot.id for spot in sim.words.places[sim.place].spots if not spot.hidden]
    key = f"spots {sim.place}"
    turn = sim.used.get(key, -1) + 1
    sim.used[key] = turn
    if sim.state.value(f"posture({person})") != "standing":
        sim.do("stand", person)
    elif turn % 3 == 2:
        sim.do("kneel" if turn % 2 else "sit", person)
    else:
        sim.do("look", person, spot=spots[turn % len(spots)])
    return True


_IDLE_ACTIONS: tuple[tuple[IdleAction, float], ...] = (
    (_react, 5),
    (_act, 3),
    (care, 3),
    (stray, 3),
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
