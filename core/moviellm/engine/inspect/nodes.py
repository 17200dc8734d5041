"""The parts of one whole film as nodes, each with what it comes from."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from moviellm.engine.journal.records import FilmRow, Maker, StepRow
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.keys import step_seed
from moviellm.engine.store.documents import documents_of
from moviellm.errors import InputError
from moviellm.film import (
    Brief,
    Caption,
    Chapter,
    Clip,
    Cue,
    Event,
    Film,
    HeardSound,
    KeyFrame,
    Question,
    Scene,
    Shot,
)
from moviellm.stages import ROWS, Stage

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Node:
    """Something in a run, and what it comes from.

    Attributes:
        what: ``question``, ``caption``, ``frame``, ``picture``, ``storyboard``, ``brief``, ...
        id: Its id; for stored things their digest.
        facts: What there is to say of it, as JSON values.
        parents: What it comes from.
    """

    what: str
    id: str
    facts: Mapping[str, Any]
    parents: tuple[Node, ...] = ()


def did_you_mean(near: Sequence[str]) -> str:
    """A hint that names what was perhaps meant; empty when nothing is near."""
    return f"Did you mean {' or '.join(f'`{word}`' for word in near)}?" if near else ""


def brief_node(brief: Brief, journal: JournalReader) -> Node:
    """The node of a brief, above that of the pipeline."""
    header = journal.header()
    pipeline = Node(
        "pipeline",
        header.get("file", ""),
        {
            "moviellm": header.get("moviellm", ""),
            "seed": header.get("pipeline", {}).get("films", {}).get("seed"),
            "plugins": header.get("plugins", {}),
        },
    )
    facts = {
        "theme": brief.theme,
        "seed": brief.seed,
        "shape": brief.shape.model_dump(),
        "language": brief.language,
        "dials": brief.dials,
    }
    return Node("brief", brief.id, facts, (pipeline,))


class FilmTracer:
    """Knows one whole film and where its parts come from."""

    def __init__(self, journal: JournalReader, film: Film, row: FilmRow) -> None:
        self._journal = journal
        self._film = film
        self._row = row
        self._makers = journal.makers()
        self._steps = journal.steps_of(film.id)
        self._digests = documents_of(row)
        self._parts = dict(self._index())

    def node(self, name: str) -> Node:
        """The node of an id in the film."""
        if name not in self._parts:
            near = difflib.get_close_matches(name, list(self._parts), n=_SHOWN)
            raise InputError(f"The film {self._film.id} has no `{name}`.", hint=did_you_mean(near))
        return self._parts[name]()

    def _index(self) -> Iterator[tuple[str, Callable[[], Node]]]:
        film = self._film
        for sound in film.mix.sounds if film.mix else ():
            yield sound.id, partial(self._sound, sound)
        for chapter in film.screenplay.chapters:
            yield chapter.id, partial(self._chapter, chapter)
            for scene in chapter.scenes:
                yield scene.id, partial(self._scene, scene)
                for event in scene.events:
                    yield event.id, partial(self._event, event, alone=True)
        for shot in film.storyboard.shots:
            yield shot.id, partial(self._shot, shot)
            for frame in shot.frames:
                yield frame.id, partial(self._frame, frame)
        for cue in film.storyboard.cues:
            yield cue.id, partial(self._cue, cue)
        for caption in film.annotations.captions:
            yield caption.id, partial(self._caption, caption)
        for question in film.annotations.questions:
            yield question.id, partial(self._question, question)
        yield film.id, self._whole

    def _question(self, question: Question) -> Node:
        facts = question.model_dump(mode="json", exclude={"id"})
        frames = [self._frame(self._frame_of(name)) for name in question.evidence.frames]
        cues = [self.node(name) for name in question.evidence.cues]
        return Node("question", question.id, facts, (*frames, *cues, self._annotations()))

    def _caption(self, caption: Caption) -> Node:
        facts = caption.model_dump(mode="json", exclude={"id"})
        return Node("caption", caption.id, facts, (self.node(caption.target), self._annotations()))

    def _frame(self, frame: KeyFrame) -> Node:
        facts = frame.model_dump(mode="json", exclude={"id", "events"})
        shot = next(s for s in self._film.storyboard.shots if frame in s.frames)
        names = dict.fromkeys([*frame.events, *([frame.after] if frame.after else [])])
        events = [self._event(event) for name in names for event in [self._event_of(name)]]
        return Node("frame", frame.id, facts, (*events, self._picture(frame), self._shot(shot)))

    def _picture(self, frame: KeyFrame) -> Node:
        picture = next(p for p in self._film.footage.pictures if p.frame == frame.id)
        facts = {
            **picture.model_dump(mode="json", exclude={"frame", "digest"}),
            "seed": frame.seed,
            "prompt": frame.prompt,
            **self._made_by("painter", picture.digest),
        }
        return Node("picture", picture.digest, facts)

    def _cue(self, cue: Cue) -> Node:
        facts = cue.model_dump(mode="json", exclude={"id", "event"})
        sounds = self._film.soundtrack.recordings if self._film.soundtrack else ()
        spoken = [
            Node("recording", sound.digest, self._made_by("voice", sound.digest))
            for sound in sounds
            if sound.cue == cue.id
        ]
        event = self._event(self._event_of(cue.event))
        return Node("cue", cue.id, facts, (event, *spoken, self._storyboard(deep=True)))

    def _shot(self, shot: Shot) -> Node:
        facts = {
            "camera": shot.camera.model_dump(mode="json"),
            "frames": [frame.id for frame in shot.frames],
            **shot.span.model_dump(),
        }
        scene = next(s for s in self._film.screenplay.scenes() if s.id == shot.scene)
        clips = [self._clip(clip) for clip in self._clips() if clip.shot == shot.id]
        return Node("shot", shot.id, facts, (*clips, self._storyboard(), self._scene(scene)))

    def _clips(self) -> tuple[Clip, ...]:
        return self._film.clips.clips if self._film.clips else ()

    def _clip(self, clip: Clip) -> Node:
        facts = {
            **clip.model_dump(mode="json", exclude={"shot", "digest", "tracks"}),
            "tracks": [track.entity for track in clip.tracks],
            **self._made_by("animator", clip.digest),
        }
        return Node("clip", clip.digest, facts)

    def _event(self, event: Event, *, alone: bool = False) -> Node:
        facts = event.model_dump(mode="json", exclude={"id"}, exclude_none=True)
        if not alone:
            return Node("event", event.id, facts)
        facts["frames"] = [f.id for f in self._film.storyboard.frames() if event.id in f.events]
        causes = [self._event(self._event_of(name)) for name in event.because]
        scene = next(s for s in self._film.screenplay.scenes() if event in s.events)
        return Node("event", event.id, facts, (*causes, self._scene(scene)))

    def _scene(self, scene: Scene) -> Node:
        facts = scene.model_dump(mode="json", include={"title", "summary", "place"})
        chapter = next(c for c in self._film.screenplay.chapters if scene in c.scenes)
        return Node("scene", scene.id, facts, (self._chapter(chapter),))

    def _chapter(self, chapter: Chapter) -> Node:
        facts = chapter.model_dump(mode="json", include={"title", "summary"})
        return Node("chapter", chapter.id, facts, (self._screenplay(),))

    def _whole(self) -> Node:
        film = self._film
        facts = {
            "state": self._row.state,
            "title": film.screenplay.title,
            "duration_ms": film.storyboard.duration_ms,
            "frames": len(film.footage.pictures),
            "captions": len(film.annotations.captions),
            "questions": len(film.annotations.questions),
        }
        parents = (*self._mix(), self._annotations(), self._storyboard(deep=True))
        return Node("film", film.id, facts, parents)

    def _mix(self) -> Iterator[Node]:
        if mix := self._film.mix:
            facts = {
                **mix.model_dump(mode="json", exclude={"film", "digest", "sounds"}),
                "sounds": len(mix.sounds),
                **self._made_by("mixer", mix.digest),
            }
            yield Node("mix", mix.digest, facts)

    def _sound(self, sound: HeardSound) -> Node:
        facts = sound.model_dump(mode="json", exclude={"id"}, exclude_none=True)
        event = [self._event(self._event_of(sound.event))] if sound.event else []
        return Node("sound", sound.id, facts, (*event, *self._mix()))

    def _annotations(self) -> Node:
        name = self._digests["annotations"]
        return Node("annotations", name, self._made_by("captioner", name))

    def _storyboard(self, *, deep: bool = False) -> Node:
        name = self._digests["storyboard"]
        parents = (self._screenplay(),) if deep else ()
        return Node("storyboard", name, self._made_by("director", name), parents)

    def _screenplay(self) -> Node:
        name = self._digests["screenplay"]
        play = self._film.screenplay
        facts: dict[str, Any] = {"title": play.title}
        if play.fork is not None:
            facts["twin_of"] = play.fork.of
            facts["fork"] = play.fork.model_dump(mode="json", exclude={"of"}, exclude_none=True)
        elif play.rotated is not None:
            facts["rotation_of"] = play.rotated.of
            facts["rotation"] = play.rotated.model_dump(mode="json", exclude={"of"})
        else:
            facts |= self._made_by("writer", name)
        return Node("screenplay", name, facts, (brief_node(self._film.brief, self._journal),))

    def _made_by(self, stage: Stage, digest: str) -> dict[str, Any]:
        """Who made a blob: stage, component, distribution and version, and from which seed."""
        maker = self._maker(stage, digest)
        if maker is None:
            return {"made_by": None}
        facts = {"made_by": {"stage": stage, "component": maker.component, **maker.facts}}
        if ROWS[stage].unit != "film":
            return facts
        return {**facts, "stage_seed": step_seed(self._film.brief.seed, stage, "")}

    def _maker(self, stage: Stage, digest: str) -> Maker | None:
        """The maker of a blob. A picture may be another film's; a voice retimes a storyboard."""
        of_stage = [step for step in self._steps if self._makers[step.maker].stage == stage]
        made: list[StepRow] = [step for step in of_stage if digest in step.outputs]
        made = made or self._journal.steps_making(digest) or of_stage[-1:]
        return self._makers[made[-1].maker] if made else None

    def _frame_of(self, name: str) -> KeyFrame:
        return next(frame for frame in self._film.storyboard.frames() if frame.id == name)

    def _event_of(self, name: str) -> Event:
        return next(event for event in self._film.screenplay.events() if event.id == name)
