"""Things of a film change places: in events and facts by their ids, in prose by their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property

from moviellm.film.ledger.ledger import Ledger
from moviellm.film.models.screenplay import Chapter, Event, Scene, Screenplay
from moviellm.film.models.storyboard import Depiction, KeyFrame, Storyboard
from moviellm.film.prose.states import FEELINGS
from moviellm.film.prose.wording import article
from moviellm.film.rotations.exchangeable import drawn_moods

_TOKEN = re.compile(r"[a-z0-9._-]+")
_DETERMINED = r"(?<=\bthe )|(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=\ban )|(?<=\ba )"
_REASON = re.compile(r", because .*$", re.DOTALL)


class Exchange:
    """Lets each of some things stand where another one stood.

    Args:
        play: The film.
        ids: What stands where: ids of props by ids of props.
        felt: Events in which somebody comes into another of the moods that were drawn from.
        by: Which of them, counted on from the one in the film.
    """

    def __init__(
        self, play: Screenplay, ids: Mapping[str, str], felt: Collection[str] = (), by: int = 0
    ) -> None:
        self.play, self.ids, self.felt, self.by = play, ids, felt, by
        self._people = {person.id: person.name for person in play.cast}
        names = {prop.id: prop.name for prop in play.props}
        words = {names[one]: names[other] for one, other in ids.items() if one != other}
        nouns = Counter(name.split()[-1] for name in names.values())
        short = {
            one.split()[-1]: other.split()[-1]
            for one, other in words.items()
            if nouns[one.split()[-1]] == 1
        }
        self._words = {one.lower(): other for one, other in {**short, **words}.items()}
        full = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        noun = "|".join(map(re.escape, sorted(short, key=len, reverse=True)))
        forms = [rf"\b(an? )?({full})\b"]
        if noun:
            forms.append(rf"(?:{_DETERMINED})({noun})\b")
        self._names = re.compile("|".join(forms), re.IGNORECASE) if words else None

    @cached_property
    def screenplay(self) -> Screenplay:
        """The film in which they have changed places; people, places and things are the same.

        The things change places in the list of props, too, by which whoever lists them goes.
        """
        props = {prop.id: prop for prop in self.play.props}
        return self.play.model_copy(
            update={
                "props": tuple(props[self.ids.get(prop, prop)] for prop in props),
                "overview": self.words(self.play.overview),
                "opening": tuple(map(self.fact, self.play.opening)),
                "chapters": tuple(map(self._chapter, self.play.chapters)),
            }
        )

    def storyboard(self, board: Storyboard) -> Storyboard:
        """A storyboard of the film in which they have changed places."""
        shots = []
        for shot in board.shots:
            frames = tuple(
                frame.model_copy(update={"depiction": self._depiction(frame)})
                for frame in shot.frames
            )
            shots.append(shot.model_copy(update={"frames": frames}))
        return board.model_copy(update={"shots": tuple(shots)})

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger(self.screenplay)

    def _face(self, person: str, after: str | None) -> str:
        """The mood on somebody's face after an event."""
        told = self._ledger
        state = told.opening if after is None else told.by_event[after].after
        return state.value(f"mood({person})") or "calm"

    def fact(self, text: str) -> str:
        """A fact, a fluent or a location with its ids exchanged."""
        return _TOKEN.sub(lambda token: self.ids.get(token[0], token[0]), text)

    def words(self, text: str) -> str:
        """A text in which one thing is named for the other."""
        return text if self._names is None else self._names.sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        before, name = found[1] or "", found[2]
        if name is None:  # a noun alone, after its article
            return self._words[found[0].lower()]
        other = self._words[name.lower()]
        if name[:1].isupper():
            other = other[:1].upper() + other[1:]
        if not before:
            return other
        told = article(other)
        return told[0].upper() + told[1:] if before[0].isupper() else told

    def _chapter(self, chapter: Chapter) -> Chapter:
        return chapter.model_copy(
            update={
                "title": self.words(chapter.title)[:120],
                "summary": self.words(chapter.summary),
                "scenes": tuple(map(self._scene, chapter.scenes)),
            }
        )

    def _scene(self, scene: Scene) -> Scene:
        return scene.model_copy(
            update={
                "title": self.words(scene.title)[:120],
                "summary": self.words(scene.summary),
                "events": tuple(map(self._event, scene.events)),
            }
        )

    def _event(self, event: Event) -> Event:
        changed: dict[str, object] = {"prose": self.words(event.prose)}
        for role in ("prop", "spot"):
            if (one := getattr(event, role)) in self.ids:
                changed[role] = self.ids[one]
        if event.fact is not None:
            changed["fact"] = self.fact(event.fact)
        if event.instead:
            drawn = event.instead.items()
            changed["instead"] = {
                slot: tuple(self.ids.get(one, one) for one in others) for slot, others in drawn
            }
        if event.id in self.felt:
            changed |= self._felt(event)
        return event.model_copy(update=changed)

    def _felt(self, event: Event) -> Mapping[str, object]:
        moods = drawn_moods(event)
        mood = moods[(moods.index(event.value or "") + self.by) % len(moods)]
        head, rest = FEELINGS[mood]
        who, reason = self._people[event.agent or ""], _REASON.search(event.prose)
        prose = f"{who} {head.s} {rest}".rstrip() + (reason[0] if reason else ".")
        others = tuple(other for other in moods if other != mood)
        return {
            "value": mood,
            "prose": prose if event.prose else "",
            "instead": {**event.instead, "value": others},
        }

    def _depiction(self, frame: KeyFrame) -> Depiction:
        ids, depiction = self.ids, frame.depiction
        figures = tuple(
            figure.model_copy(
                update={
                    "expression": self._face(figure.person, frame.after)
                    if self.felt
                    else figure.expression,
                    "holding": tuple(ids.get(one, one) for one in figure.holding),
                    "wearing": tuple(ids.get(one, one) for one in figure.wearing),
                    "looks_at": ids.get(figure.looks_at or "", figure.looks_at),
                }
            )
            for figure in depiction.figures
        )
        props = tuple(
            prop.model_copy(
                update={
                    "prop": ids.get(prop.prop, prop.prop),
                    "location": self.fact(prop.location),
                    "facts": tuple(map(self.fact, prop.facts)),
                }
            )
            for prop in depiction.props
        )
        facts = tuple(map(self.fact, depiction.facts))
        return depiction.model_copy(update={"figures": figures, "props": props, "facts": facts})
