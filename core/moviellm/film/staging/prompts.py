"""A depiction in prose, for painters that read: nothing that the picture does not show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import location_parts
from moviellm.film.models.screenplay import Style
from moviellm.film.models.state import Entities
from moviellm.film.models.storyboard import Camera, Depiction, Figure, VisibleProp
from moviellm.film.portrait import portrait
from moviellm.film.verbs import SPEECH, VERBS

_SIZES = {
    "wide": "Wide shot",
    "full": "Full shot",
    "medium": "Medium shot",
    "close": "Close-up",
    "insert": "Insert",
}
_ANGLES = {"eye": "eye level", "low": "from below", "high": "from above"}
_LIGHTS = {"dawn": " at dawn", "day": " by day", "dusk": " at dusk", "night": " at night"}
_WEATHERS = {
    "cloudy": ("under a cloudy sky", "a cloudy sky outside the window"),
    "rain": ("in the rain", "rain at the window"),
    "snow": ("in the snow", "snow outside the window"),
    "storm": ("in a storm", "a storm outside the window"),
    "fog": ("in the fog", "fog outside the window"),
}
_FACES = {
    "calm": "a calm",
    "happy": "a happy",
    "sad": "a sad",
    "angry": "an angry",
    "afraid": "a frightened",
    "surprised": "a surprised",
    "determined": "a determined",
    "tender": "a tender",
    "suspicious": "a suspicious",
}
_POSES = {
    "looking": "watching",
    "holding out": "holding out a hand",
    "embracing": "embracing somebody",
    "opening": "reaching out with both hands",
    "reaching": "reaching out",
    "thinking": "lost in thought",
    "pointing": "pointing",
}
_WEATHER_WEAR = {
    "cold": "in a winter coat, a scarf and mittens",
    "rain": "with a cape against the rain",
    "heat": "with rolled-up sleeves",
}
_LONGEST = 300
"""A description of a person or a free sentence is cut after so many characters."""


def prompt_of(
    entities: Entities, style: Style, camera: Camera, seen: Depiction, shown: Sequence[Step]
) -> str:
    """The picture in prose: camera, place, who does what with which face, things, style.

    Args:
        entities: What the ids mean.
        style: Its emphasised phrases are set in double brackets, as in arXiv 2403.01422.
        camera: How the picture is framed.
        seen: What it shows.
        shown: The events that it shows; the last is what it is about.
    """
    wording = _Wording(entities, seen, shown)
    parts = [*(wording.figure(figure) for figure in seen.figures)]
    if seen.props:
        parts.append("; ".join(wording.prop(prop) for prop in seen.props))
    if shown and VERBS[shown[-1].event.verb].told_freely:
        parts.append(_clip(shown[-1].event.prose.rstrip(".")))
    head = f"{_SIZES[camera.size]}, {_ANGLES[camera.angle]}: {_where(entities, seen)}"
    body = ", ".join([head, "; ".join(part for part in parts if part)]) if parts else head
    return f"{body}. {style_phrase(style)}."[:4_000]


def style_phrase(style: Style) -> str:
    """The style as one phrase, the keyword first."""
    words = [f"(({phrase.text}))" if phrase.emphasised else phrase.text for phrase in style.phrases]
    return ", ".join([f"{style.keyword} style".capitalize(), *words])


def listing(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _where(entities: Entities, seen: Depiction) -> str:
    place = entities.places[seen.place]
    text = f"{'in' if place.indoors else 'at'} {place.name}{_LIGHTS[seen.light]}"
    if seen.weather == "clear":
        return text
    outside, window = _WEATHERS[seen.weather]
    return f"{text}, with {window}" if place.indoors else f"{text} {outside}"


def _clip(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0]


class _Wording:
    """How one picture names what is in it."""

    def __init__(self, entities: Entities, seen: Depiction, shown: Sequence[Step]) -> None:
        self.entities = entities
        self.seen = seen
        self.people = {figure.person: figure for figure in seen.figures}
        self.steps = {step.event.agent: step for step in shown}

    def name(self, prop: str) -> str:
        return f"the {self.entities.props[prop].name}"

    def figure(self, figure: Figure) -> str:
        """Who, looks, posture and action, hands, clothes, face, and where in the picture."""
        person = self.entities.persons[figure.person]
        step = self.steps.get(figure.person)
        words = [person.name, _clip(portrait(person)), f"is {self._doing(figure, step)}"]
        done = step.event.prop if step else None
        held = [self.name(prop) for prop in figure.holding if prop != done]
        worn = [self.name(prop) for prop in figure.wearing if prop != done]
        words += [f"holding {listing(held)}"] if held else []
        words += [f"wearing {listing(worn)}"] if worn else []
        words += [_WEATHER_WEAR[figure.dressed_for]] if figure.dressed_for != "any" else []
        words.append(f"with {_FACES[figure.expression]} expression")
        if len(self.seen.figures) > 1:
            words.append(_side(figure.x))
        return f"{words[0]}, {words[1]}, {', '.join(words[2:])}"

    def prop(self, prop: VisibleProp) -> str:
        """What it is, how it looks, where it lies."""
        facts = set(prop.facts)
        looks = [
            word
            for word, fact in (
                ("broken", f"whole({prop.prop})=no"),
                ("open", f"open({prop.prop})=yes"),
                ("closed", f"open({prop.prop})=no"),
                ("lit", f"lit({prop.prop})=yes"),
                ("unlit", f"lit({prop.prop})=no"),
            )
            if fact in facts
        ]
        name = self.entities.props[prop.prop].name
        return (
            f"{' '.join(['the', *looks, name])} {self._location(location_parts(prop.location)[1])}"
        )

    def _location(self, where: str) -> str:
        if where in self.entities.spots:
            spot = self.entities.spots[where]
            return f"{spot.preposition} the {spot.name}"
        return f"in {self.name(where)}"

    def _target(self, spot: str) -> str:
        return self._location(spot) if spot in self.entities.spots else f"into {self.name(spot)}"

    def _doing(self, figure: Figure, step: Step | None) -> str:
        posture = figure.pose in ("sitting", "kneeling", "lying")
        phrase = self._event(step) if step else None
        if phrase is None:
            return _POSES.get(figure.pose, figure.pose)
        return f"{figure.pose}, {phrase}" if posture else phrase

    def _event(self, step: Step) -> str | None:
        event = step.event
        phrase = VERBS[event.verb].doing
        if phrase is None:
            return None
        person = self.entities.persons[event.person].name if event.person else ""
        text = phrase.format(
            prop=self.name(event.prop) if event.prop else "",
            spot=self._target(event.spot) if event.spot else "",
            person=person,
            target=self._looked_at(step),
            along=self.name(event.prop) if event.prop else person,
        )
        addressed = event.person in self.people and event.verb in SPEECH
        return f"{text}, turned to {person}" if addressed else text

    def _looked_at(self, step: Step) -> str:
        event = step.event
        if event.prop:
            return f"at {self.name(event.prop)}"
        if event.person:
            return f"at {self.entities.persons[event.person].name}"
        if event.spot in self.entities.spots:
            return f"at the {self.entities.spots[event.spot].name}"
        return "around"


def _side(x: float) -> str:
    if 0.42 <= x <= 0.58:
        return "in the middle"
    return "on the left" if x < 0.5 else "on the right"
