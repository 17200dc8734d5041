"""Moves that many plots are made of: keeping, stealing, missing, accusing, forgiving."""

from __future__ import annotations

from dataclasses import dataclass

from moviellm.studio.fable.lexicon.motives import Motive
from moviellm.studio.fable.prose import article, capital
from moviellm.studio.fable.telling import Telling


@dataclass(frozen=True, slots=True)
class Hiding:
    """Where a thing was kept and where it is hidden now."""

    thing: str
    kept: str
    hideout: str


def speak_motive(t: Telling, text: str, owner: str, thing: str) -> str:
    """Fill a motive's sentence with the owner's name and the thing."""
    the = t.words.the(thing)
    fields = {"owner": t.words.name(owner), "thing": the, "Thing": capital(the)}
    for key, value in fields.items():
        text = text.replace("{" + key + "}", value)
    return text


def unshut(t: Telling, person: str, container: str, **more: object) -> str:
    """Open a container unless it is open; returns the event or nothing."""
    if t.state.is_open(container):
        return ""
    return t.do("open", person, prop=container, **more)  # type: ignore[arg-type]


def shut(t: Telling, person: str, container: str) -> None:
    """Close a container if it closes and is open."""
    if t.words.props[container].opens and t.state.is_("open", container):
        t.do("close", person, prop=container)


def keep_safe(t: Telling, owner: str, thing: str, container: str, because: str = "") -> str:
    """Put a thing away into a container; returns the event of putting."""
    unshut(t, owner, container)
    put = t.do("put", owner, prop=thing, spot=container, weight=3, because=[because],
               why="it should be safe there")  # fmt: skip
    shut(t, owner, container)
    return put


def take_out(t: Telling, mover: str, hiding: Hiding, why: str, because: list[str]) -> str:
    """Take a thing out of where it was kept, in secret; returns the event of taking."""
    opened = unshut(t, mover, hiding.kept) if hiding.kept in t.words.props else ""
    taken = t.do("take", mover, prop=hiding.thing, weight=3, why=why,
                 because=[*because, opened])  # fmt: skip
    t.secret.add(taken)
    if hiding.kept in t.words.props and t.room > 3:
        shut(t, mover, hiding.kept)
    return taken


def hide_away(t: Telling, mover: str, hiding: Hiding, because: str, why: str) -> str:
    """Hide a thing that the mover holds."""
    hidden = t.do("hide", mover, prop=hiding.thing, spot=hiding.hideout, weight=3, why=why,
                  because=[because])  # fmt: skip
    t.secret.add(hidden)
    return hidden


def miss(t: Telling, owner: str, thing: str, kept: str) -> str:
    """Look for a thing where the owner believes it to be, in vain; returns the event."""
    belief = t.minds.source(owner, thing)
    why = f"{{they}} believe{{s}} that {t.words.the(thing)} is {t.words.where(kept)}"
    if kept in t.words.props and not t.state.is_open(kept):
        looked = t.do("open", owner, prop=kept, because=[belief], why=why, weight=3)
    else:
        looked = t.do("look", owner, spot=kept, because=[belief], why=why, weight=3)
    t.do("feel", owner, value="surprised", because=[looked], weight=1,
         why=f"{t.words.the(thing)} is not there")  # fmt: skip
    return looked


def lament(t: Telling, owner: str, thing: str, kept: str, looked: str, to: str | None) -> str:
    """Say that a thing is gone, and from where."""
    the, where = t.words.the(thing), t.words.where(kept)
    put = t.minds.source(owner, thing)
    lines = (
        f"{capital(the)} is gone. I left it {where}, I know it.",
        f"It was {where}. Somebody has taken {the}.",
        f"Empty. {capital(the)} should be {where}.",
    )
    return t.say(owner, t.rng.choice(lines), to, because=[looked, put], weight=1)


def confess(t: Telling, mover: str, owner: str, thing: str, motive: Motive, because: list[str]) -> str:
    """Own up and say why; the owner answers."""
    own = t.say(mover, f"It was me. {speak_motive(t, motive.confess, owner, thing)}", owner,
                because=because, weight=2)  # fmt: skip
    t.say(owner, speak_motive(t, motive.answer, owner, thing), mover, because=[own])
    return own


def forgive(t: Telling, one: str, other: str, because: list[str]) -> str:
    """Make peace, in the way that the state of the two allows."""
    if t.state.relation(one, other) in ("rivals", "enemies"):
        return t.do("reconcile", one, person=other, because=because, weight=3)
    if t.state.relation(one, other) == "strangers":
        return t.do("befriend", one, person=other, because=because, weight=3)
    return t.do("embrace", one, person=other, because=because, weight=2)


def free_spot(t: Telling, place: str) -> str:
    """A spot in plain sight with the fewest props."""
    spots = [spot for spot in t.words.places[place].spots if not spot.hidden]
    spots.sort(key=lambda spot: (len(t.state.at(f"on:{spot.id}")), spot.kind == "floor"))
    return spots[0].id


def a(t: Telling, thing: str) -> str:
    """A thing with its indefinite article, for exclamations."""
    return article(t.words.props[thing].name)
