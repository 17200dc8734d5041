"""Captions of single key frames: exactly what the depiction shows."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import Fact, location_parts
from moviellm.film.models.storyboard import (
    Camera,
    Depiction,
    DressedFor,
    Figure,
    KeyFrame,
    VisibleProp,
)
from moviellm.film.prose.narration import Narrator, sentence, tidy
from moviellm.film.prose.wording import POSSESSIVE, Wording, capital, is_sky, listing
from moviellm.film.verbs import VERBS
from moviellm.film.viewers import Observation

POSES = {
    "standing": (("stands", "is standing", "stands there"), ("stand",)),
    "sitting": (("sits", "is sitting", "sits there"), ("sit",)),
    "kneeling": (("kneels", "is kneeling"), ("kneel",)),
    "lying": (("lies there", "is lying down"), ("lie there",)),
    "walking": (("walks", "is walking"), ("walk",)),
    "reaching": (("reaches out", "is reaching out"), ("reach out",)),
    "holding out": (("holds out a hand", "is holding out a hand"), ("hold out their hands",)),
    "pointing": (("points", "is pointing"), ("point",)),
    "talking": (("is talking", "talks"), ("are talking",)),
    "listening": (("is listening", "listens"), ("are listening",)),
    "looking": (("looks on", "is watching"), ("look on",)),
    "opening": (("reaches out with both hands",), ("reach out with both hands",)),
    "embracing": (("is in an embrace",), ("embrace",)),
    "thinking": (("is lost in thought", "is thinking"), ("are lost in thought",)),
}
"""Each pose as it is said of one person, and of several."""

_LOOKS = {
    "calm": ("calm", "a calm face"),
    "happy": ("happy", "a smile"),
    "sad": ("sad", "a sad face"),
    "angry": ("angry", "an angry face"),
    "afraid": ("afraid", "fear in {their} face"),
    "surprised": ("surprised", "a look of surprise"),
    "determined": ("determined", "a determined look"),
    "tender": ("tender", "a tender look"),
    "suspicious": ("suspicious", "a suspicious look"),
}


_WEATHER_WEAR: Mapping[DressedFor, str] = {
    "cold": "in a winter coat and a scarf",
    "rain": "in a cape against the rain",
    "heat": "with rolled-up sleeves",
}

_PARTICLES = ("in", "on", "off", "out", "back", "up", "down")
"""After a clause that ends with one of these, where it happens would be read as its direction;
after a reason, as a part of that.
"""

_PLACED = re.compile(r"(?:In|At|On|Inside|Outside|Near|Under) ")
"""How free prose begins that says itself where it happens."""


class FrameWriter:
    """Writes the captions of a film's key frames in order, and what facts each one states.

    Args:
        words: The film's wording.
        narrator: Knows who was introduced already.
        rng: Chooses between phrasings.
    """

    def __init__(self, words: Wording, narrator: Narrator, rng: random.Random) -> None:
        self.words, self.narrator, self.rng = words, narrator, rng
        self._sky: dict[str, tuple[str, str]] = {}
        self._dressed: dict[str, DressedFor] = {}
        self._place = self._now = ""

    def write(
        self, frame: KeyFrame, camera: Camera, observation: Observation, *, opens: bool
    ) -> tuple[str, list[Fact]]:
        """The caption of one key frame and the facts that it states.

        Args:
            frame: The key frame.
            camera: How it is framed.
            observation: What is really seen of it: what its picture does not show is not told.
            opens: Whether it is the first of its scene.
        """
        seen = frame.depiction
        self._now = seen.place
        facts: list[Fact] = []
        known = {(sight.fluent, sight.value) for sight in observation.sights}
        steps = [self.words.screening.ledger.by_event[event] for event in observation.events]
        figures = [f for f in seen.figures if (f"place({f.person})", seen.place) in known]
        setting = self._setting(seen, camera, facts, opens=opens)
        clauses, told = self._people(figures, steps, known, facts)
        text = self._join(setting, clauses, camera)
        props = [p for p in seen.props if (f"location({p.prop})", p.location) in known]
        things = self._things(
            [p for p in props if p.prop not in told], known, facts, camera, opens=opens
        )
        self._place = seen.place
        return tidy(f"{text} {things}".strip()), facts

    def _setting(self, seen: Depiction, camera: Camera, facts: list[Fact], *, opens: bool) -> str:
        place = seen.place
        sky = (seen.light, seen.weather)
        changed = self._sky.get(place) not in (None, sky)
        self._sky[place] = sky
        text = self.words.at(place)
        if not (opens or changed or (camera.size == "wide" and self._place != place)):
            return text
        facts.append(Fact(f"light({place})", seen.light))
        text = f"{text} {self.words.light(seen.light)}"
        weather = self.words.weather(seen.weather, place)
        if weather:
            facts.append(Fact(f"weather({place})", seen.weather))
            text = f"{text}, {weather}"
        return text

    def _people(
        self,
        figures: Sequence[Figure],
        steps: Sequence[Step],
        known: set[tuple[str, str]],
        facts: list[Fact],
    ) -> tuple[list[str], set[str]]:
        told: set[str] = set()
        clauses: list[str] = []
        acting = [step for step in steps if not is_sky(step.event.verb)]
        for step in steps:
            told.update(i for i in (step.event.prop,) if i)
        busy = {step.event.agent for step in acting}
        for figure in sorted(figures, key=lambda f: f.person not in busy):
            who = figure.person
            facts.append(Fact(f"place({who})", self._now))
            mine = [s for s in acting if s.event.agent == who]
            clauses.append(self._figure(figure, mine, told, known, facts))
        for step in steps:
            shown = step.event.agent in {f.person for f in figures}
            if is_sky(step.event.verb):
                clauses.append(self.words.sky(step, within=self._now))
            elif step.event.agent is None or not shown:
                clauses.append(self._absent(step))
        return [clause for clause in clauses if clause], told

    def _absent(self, step: Step) -> str:
        if VERBS[step.event.verb].told_freely:
            return self.words.prose(step)
        name = self.narrator.name(step.event.agent or "")
        return f"{name} {self.words.phrase(step, 's', within=self._now)}"

    def _figure(
        self,
        figure: Figure,
        steps: Sequence[Step],
        told: set[str],
        known: set[tuple[str, str]],
        facts: list[Fact],
    ) -> str:
        who = figure.person
        name = self.narrator.name(who)
        acts = [s for s in steps if s.event.verb == "act"]
        deeds = [s for s in steps if s.event.verb not in ("act", "feel")]
        if deeds:
            form = self.rng.random() < 0.4
            phrase = listing(
                self.words.phrase(s, "ing" if form else "s", within=self._now) for s in deeds
            )
            text = f"{name} {'is ' if form else ''}{phrase}"
        elif acts:
            return self.words.prose(acts[0])
        else:
            text = f"{name} {self.rng.choice(POSES[figure.pose][0])}"
        held = [p for p in figure.holding if (f"location({p})", f"held:{who}") in known]
        held = [p for p in held if p not in told]
        facts += [Fact(f"location({p})", f"held:{who}") for p in held]
        told.update(held)
        extras = [*self._dress(figure), *self._look(figure, text, known, facts)]
        if held:
            props = listing(self.words.props[p] for p in held)
            extras.append(f"holding {props}")
        worn = [p for p in figure.wearing if (f"location({p})", f"worn:{who}") in known]
        if worn and not set(worn) & told:
            facts += [Fact(f"location({p})", f"worn:{who}") for p in worn]
            extras.append(f"wearing {listing(self.words.props[p] for p in worn)}")
        return f"{text}, {', '.join(extras)}," if extras else text

    def _dress(self, figure: Figure) -> list[str]:
        """What somebody has on for the weather, told when they are seen in it first."""
        before = self._dressed.get(figure.person, "any")
        self._dressed[figure.person] = figure.dressed_for
        if figure.dressed_for in ("any", before) or figure.wearing:
            return []
        return [_WEATHER_WEAR[figure.dressed_for]]

    def _look(
        self, figure: Figure, text: str, known: set[tuple[str, str]], facts: list[Fact]
    ) -> list[str]:
        mood = figure.expression
        if (f"mood({figure.person})", mood) not in known:
            return []
        if mood == "calm" and self.rng.random() < 0.7:
            return []
        facts.append(Fact(f"mood({figure.person})", mood))
        adjective, noun = _LOOKS[mood]
        with_ = " with " in text
        if with_ or ("look" not in text and self.rng.random() < 0.5):
            return [f"looking {adjective}"]
        their = POSSESSIVE[self.words.person(figure.person).pronoun]
        return [f"with {noun.format(their=their)}"]

    def _join(self, setting: str, clauses: Sequence[str], camera: Camera) -> str:
        if not clauses:
            view = {"insert": "A close view", "close": "A close view", "wide": "A wide view"}
            subject = self.words.props.get(camera.subject or "")
            sky = setting.removeprefix(self.words.at(self._now))
            about = f"{subject} {setting}" if subject else f"{self.words.places[self._now]}{sky}"
            return f"{view.get(camera.size, 'A view')} of {about}."
        first, rest = clauses[0], clauses[1:]
        if _PLACED.match(first):
            return " ".join(sentence(clause) for clause in clauses)
        if self.rng.random() < 0.6 or "," in setting:
            text = f"{capital(setting)}, {first}"
        else:
            directed = first.endswith((",", *(f" {word}" for word in _PARTICLES)))
            closed = directed or ", because " in first
            text = f"{capital(setting)}, {first}" if closed else f"{first} {setting}"
        if not rest:
            return f"{capital(text)}."
        if len(rest) == 1 and self.rng.random() < 0.7:
            return f"{capital(text)} while {rest[0]}."
        return f"{capital(text)}. {capital(listing(rest))}."

    def _things(
        self,
        props: Sequence[VisibleProp],
        known: set[tuple[str, str]],
        facts: list[Fact],
        camera: Camera,
        *,
        opens: bool,
    ) -> str:
        fixed = {p.prop for p in props if self.words.entities.props[p.prop].fixed}
        subject = camera.subject
        ranked = sorted(props, key=lambda p: (p.prop != subject, p.prop in fixed))
        groups: dict[str, list[str]] = {}
        for prop in ranked[: 3 if opens else 2]:
            facts.append(Fact(f"location({prop.prop})", prop.location))
            groups.setdefault(prop.location, []).append(self._thing(prop, known, facts))
        said = []
        for location, names in groups.items():
            verb = "are" if len(names) > 1 else "is"
            where = self.words.location(location, full=False)
            if self.rng.random() < 0.4 and location_parts(location)[0] == "on":
                said.append(f"{where} {verb} {listing(names)}")
            else:
                said.append(f"{listing(names)} {verb} {where}")
        return f"{capital(listing(said))}." if said else ""

    def _thing(self, prop: VisibleProp, known: set[tuple[str, str]], facts: list[Fact]) -> str:
        name = self.words.props[prop.prop]
        words = (("open", "yes", "open"), ("open", "no", "closed"), ("lit", "yes", "burning"),
                 ("whole", "no", "broken"))  # fmt: skip
        looks = []
        for fluent, value, word in words:
            fact = (f"{fluent}({prop.prop})", value)
            if fact in known:
                looks.append(word)
                facts.append(Fact(*fact))
        return " ".join([name[:3], *looks, name[4:]]) if looks else name
