"""Captions on five levels, each with exactly the span of what it tells."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

from moviellm.film.captioning.frames import POSES, FrameWriter
from moviellm.film.ledger.ledger import Step
from moviellm.film.models.annotations import Caption, Level
from moviellm.film.models.facts import Fact
from moviellm.film.models.ids import derive_seed
from moviellm.film.models.storyboard import Shot
from moviellm.film.models.timeline import Span
from moviellm.film.prose.importance import film_events, key_events
from moviellm.film.prose.narration import Narrator, sentence, tidy
from moviellm.film.prose.wording import Wording, capital, listing
from moviellm.film.viewers import Screening

_SIZES = {
    "wide": "wide shot",
    "full": "full shot",
    "medium": "medium shot",
    "close": "close-up",
    "insert": "detail shot",
}


class CaptionWriter:
    """Writes all captions of a film.

    Args:
        screening: The film.
        words: Its wording.
        seed: Where the choice between phrasings comes from, for each caption anew: what a film and
            its twin have in common is said in the same words.
    """

    def __init__(self, screening: Screening, words: Wording, seed: int) -> None:
        self.screening, self.words, self.seed = screening, words, seed
        self.rng = random.Random()
        self._observations = {observation.id: observation for observation in screening.observations}
        self._heard: dict[str, list[str]] = {}
        self._count = 0
        self._place_cues()

    def write(self) -> tuple[Caption, ...]:
        """The captions: the film, then each chapter with its scenes, shots and frames."""
        frames = self._frames()
        shots = {shot.id: self._shot(shot) for shot in self.screening.storyboard.shots}
        scenes = self._scenes()
        chapters = list(self._chapters())
        made = [self._film(), *chapters, *scenes, *shots.values(), *frames]
        return tuple(c.model_copy(update={"id": f"k{i:04d}"}) for i, c in enumerate(made, start=1))

    def _caption(
        self, level: Level, target: str, span: Span, text: str,
        facts: Iterable[Fact] = (), steps: Iterable[Step] = (),
    ) -> Caption:  # fmt: skip
        return Caption(
            id="k0000", level=level, target=target, start_ms=span.start_ms, end_ms=span.end_ms,
            text=text,
            facts=tuple(dict.fromkeys(str(fact) for fact in facts)),
            events=tuple(dict.fromkeys(step.event.id for step in steps)),
        )  # fmt: skip

    def _begin(self, target: str) -> None:
        """Choose phrasings for this part, whatever was chosen before."""
        self.rng.seed(derive_seed(self.seed, target))

    def _frames(self) -> list[Caption]:
        writer = FrameWriter(self.words, Narrator(self.words, self.rng), self.rng)
        made, scene = [], ""
        for shot in self.screening.storyboard.shots:
            for frame in shot.frames:
                self._begin(frame.id)
                observation = self._observations[frame.id]
                opens, scene = shot.scene != scene, shot.scene
                text, facts = writer.write(frame, shot.camera, observation, opens=opens)
                made.append(
                    self._caption(
                        "frame", frame.id, frame.span, text, facts, self._steps(observation.events)
                    )
                )
        return made

    def _shot(self, shot: Shot) -> Caption:
        self._begin(shot.id)
        steps = self._shown(shot)
        camera, seen = shot.camera, shot.frames[0].depiction
        people = [self.words.names[figure.person] for figure in seen.figures]
        subject = camera.subject or ""
        about = self.words.names.get(subject) or self.words.props.get(subject, "")
        if not about and people and camera.size != "wide":
            about = listing(people)
        angle = {"low": " from below", "high": " from above"}.get(camera.angle, "")
        head = f"a {_SIZES[camera.size]}{angle}{f' of {about}' if about else ''}"
        place = self.words.at(seen.place)
        narrator = Narrator(self.words, self.rng, set(self.words.names))
        last = subject if subject in self.words.names else ""
        told = narrator.tell(steps, within=seen.place, last=last)
        facts = [Fact(f"light({seen.place})", seen.light)] if not told else []
        if not told:
            place = f"{place} {self.words.light(seen.light)}"
            facts += [Fact(f"place({figure.person})", seen.place) for figure in seen.figures]
            told = [sentence(_posing(self.words, shot))] if people else []
        text = tidy(f"{head} {place}. {' '.join(told)}".strip())
        return self._caption("shot", shot.id, shot.span, text, facts, steps)

    def _scenes(self) -> list[Caption]:
        narrator = Narrator(self.words, self.rng)
        made = []
        for scene in self.screening.screenplay.scenes():
            shots = [s for s in self.screening.storyboard.shots if s.scene == scene.id]
            if not shots:
                continue
            steps = [step for shot in shots for step in self._shown(shot)]
            steps = _once(steps)
            self._begin(scene.id)
            light = shots[0].frames[0].depiction.light
            changes = any(step.event.verb == "daylight" for step in steps)
            facts = [] if changes else [Fact(f"light({scene.place})", light)]
            told = narrator.tell(steps, quotes=4, within=scene.place)
            if told and steps[0].event.verb == "act":
                text = " ".join(told)
            elif told:
                head = self.words.at(scene.place)
                head += "" if changes else f" {self.words.light(light)}"
                text = f"{capital(head)}, {narrator.lower(told[0])} {' '.join(told[1:])}".strip()
            else:
                text, facts = self._still(shots)
            made.append(self._caption("scene", scene.id, _span(shots), text, facts, steps))
        return made

    def _still(self, shots: Sequence[Shot]) -> tuple[str, list[Fact]]:
        """Who is seen where, of a part in which nothing is seen to happen."""
        seen = [
            observation
            for shot in shots
            for f in shot.frames
            for observation in [self._observations[f.id]]
        ]
        facts = [
            Fact(sight.fluent, sight.value)
            for observation in seen
            for sight in observation.sights
            if sight.fluent.startswith("place(") and sight.value == observation.place
        ]
        names = list(dict.fromkeys(self.words.names[fact.fluent[6:-1]] for fact in facts))
        around = list(dict.fromkeys(self.words.at(observation.place) for observation in seen))
        places, view = listing(around), "Quiet views" if len(around) > 1 else "A quiet view"
        verb = "is" if len(names) == 1 else "are"
        text = f"{listing(names)} {verb} seen {places}." if names else f"{view} {places}."
        return text, facts

    def _chapters(self) -> Iterator[Caption]:
        for chapter in self.screening.screenplay.chapters:
            ids = {scene.id for scene in chapter.scenes}
            shots = [s for s in self.screening.storyboard.shots if s.scene in ids]
            if not shots:
                continue
            self._begin(chapter.id)
            steps = key_events(self.screening, ids, 8)
            text = Narrator(self.words, self.rng).summary(steps, quotes=3)
            facts: list[Fact] = []
            if not text:
                text, facts = self._still(shots)
            yield self._caption("chapter", chapter.id, _span(shots), text, facts, steps)

    def _film(self) -> Caption:
        self._begin("film")
        steps = film_events(self.screening, 12)
        text = Narrator(self.words, self.rng).summary(steps)
        facts: list[Fact] = []
        if not text:
            text, facts = self._still(self.screening.storyboard.shots)
        span = Span(start_ms=0, end_ms=self.screening.storyboard.duration_ms)
        return self._caption("film", self.screening.screenplay.film, span, text, facts, steps)

    def _place_cues(self) -> None:
        shots = self.screening.storyboard.shots
        at = 0
        for cue in sorted(self.screening.storyboard.cues, key=lambda cue: cue.start_ms):
            while at + 1 < len(shots) and shots[at].span.end_ms <= cue.start_ms:
                at += 1
            self._heard.setdefault(shots[at].id, []).append(cue.event)

    def _shown(self, shot: Shot) -> list[Step]:
        """What is seen and heard to happen in a shot, in the order of the story."""
        events = [event for frame in shot.frames for event in self._observations[frame.id].events]
        return self._steps([*events, *self._heard.get(shot.id, ())])

    def _steps(self, events: Iterable[str]) -> list[Step]:
        moments = self.screening.moments
        return [
            self.screening.ledger.by_event[event]
            for event in sorted(dict.fromkeys(events), key=moments.__getitem__)
        ]


def _once(steps: Sequence[Step]) -> list[Step]:
    return list({step.event.id: step for step in steps}.values())


def _span(shots: Sequence[Shot]) -> Span:
    return Span(start_ms=shots[0].span.start_ms, end_ms=shots[-1].span.end_ms)


def _posing(words: Wording, shot: Shot) -> str:
    figures = shot.frames[0].depiction.figures
    poses: dict[str, list[str]] = {}
    for figure in figures:
        poses.setdefault(figure.pose, []).append(words.names[figure.person])
    return listing(
        f"{listing(names)} {POSES[pose][len(names) > 1][0]}" for pose, names in poses.items()
    )
