"""What a film's parts must be, whether they were just made or an earlier run recorded them.

What is read here comes from the journal, where a version that looked less closely may have put it.
Readers raise ``ValueError`` (which pydantic's errors are) when it is not what the stage makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from moviellm.engine.journal.records import StepRow
from moviellm.film import (
    Annotations,
    Brief,
    Clip,
    Picture,
    Problem,
    Recording,
    Screenplay,
    Sound,
    SoundMix,
    Soundtrack,
    SpokenWord,
    Storyboard,
    Verdict,
    seen_props,
)


def read_screenplay(data: bytes, brief: Brief) -> Screenplay:
    """Read a screenplay of this film and shape."""
    screenplay = Screenplay.model_validate_json(data)
    _require_film(screenplay, brief.id)
    _require(shape_problems(brief, screenplay))
    return screenplay


def read_storyboard(data: bytes, screenplay: Screenplay) -> Storyboard:
    """Read a storyboard that fits a screenplay; its truth was checked when it was made."""
    storyboard = Storyboard.model_validate_json(data)
    _require_film(storyboard, screenplay.film)
    _require(storyboard_problems(screenplay, storyboard))
    return storyboard


def read_soundtrack(step: StepRow, film: str, storyboard: Storyboard) -> Soundtrack:
    """Read the soundtrack that a voice's step tells of: a recording a cue."""
    told = step.result.split(",") if step.result else []
    return Soundtrack(
        film=film,
        recordings=tuple(
            _recording(cue.id, sound, fields)
            for cue, sound, fields in zip(storyboard.cues, step.outputs, told, strict=True)
        ),
    )


def sound_fields(sound: Sound) -> str:
    """What is recorded of a sound beside its bytes: its duration, and its words where it has any.

    ``3000 0:5:0:310 6:3:320:900``: each word's place and length, and from when to when.
    """
    words = (f"{one.at}:{one.length}:{one.start_ms}:{one.end_ms}" for one in sound.words)
    return " ".join((str(sound.duration_ms), *words))


def _recording(cue: str, digest: str, fields: str) -> Recording:
    """Read the recording of a cue from what `sound_fields` wrote."""
    duration, *words = fields.split(" ")
    return Recording(
        cue=cue, digest=digest, duration_ms=int(duration), words=tuple(map(_word, words))
    )


def _word(text: str) -> SpokenWord:
    at, length, start, end = map(int, text.split(":"))
    return SpokenWord(at=at, length=length, start_ms=start, end_ms=end)


def read_annotations(data: bytes, note: str, film: str) -> Annotations:
    """Read annotations of this film, and see that the note on them is one."""
    annotations = Annotations.model_validate_json(data)
    _require_film(annotations, film)
    if not isinstance(json.loads(note), dict):
        raise ValueError("the note on it is none")
    return annotations


def picture_fields(step: StepRow) -> str:
    """The fields of a `Picture` that a painter's step tells, as JSON without braces."""
    return f'"digest":"{step.outputs[0]}",{step.result[1:-1]}'


def read_picture(step: StepRow) -> StepRow:
    """Return a painter's step that tells of a `Picture`."""
    Picture.model_validate_json(f'{{"frame":"frame",{picture_fields(step)}}}')
    return step


def read_clip(step: StepRow, shot: str) -> str:
    """Return the JSON of the `Clip` of a shot that an animator's step tells of."""
    text = f'{{"shot":"{shot}","digest":"{step.outputs[0]}",{step.result[1:-1]}}}'
    Clip.model_validate_json(text)
    return text


def read_mix(step: StepRow, film: str) -> bytes:
    """Return the JSON of the `SoundMix` of a film that a mixer's step tells of."""
    (name,) = step.outputs
    text = f'{{"film":"{film}","digest":"{name}",{step.result[1:-1]}}}'.encode()
    SoundMix.model_validate_json(text)
    return text


def read_verdict(step: StepRow) -> Verdict:
    """Read the verdict that a critic's step tells."""
    return Verdict.model_validate_json(step.result)


def shape_problems(brief: Brief, screenplay: Screenplay) -> Iterator[Problem]:
    """Tell whether a screenplay has other parts than were asked for."""
    shape = brief.shape
    counts = [len(chapter.scenes) for chapter in screenplay.chapters]
    if counts != [shape.scenes] * shape.chapters or any(
        scene.frames != shape.frames for scene in screenplay.scenes()
    ):
        asked = f"{shape.chapters} x {shape.scenes} x {shape.frames}"
        yield Problem(where="", rule="shape", hint=f"{asked} parts were asked for.")


def storyboard_problems(screenplay: Screenplay, storyboard: Storyboard) -> Iterator[Problem]:
    """Tell which scenes lack key frames, and what is seen of which there can be no slate."""
    frames = dict.fromkeys((scene.id for scene in screenplay.scenes()), 0)
    for shot in storyboard.shots:
        frames[shot.scene] = frames.get(shot.scene, 0) + len(shot.frames)
    for scene in screenplay.scenes():
        if frames[scene.id] != scene.frames:
            hint = f"It asks for {scene.frames} and has {frames[scene.id]}."
            yield Problem(where=scene.id, rule="key frames", hint=hint)
    known = {
        *(person.id for person in screenplay.cast),
        *(place.id for place in screenplay.places),
        *(prop.id for prop in screenplay.props),
    }
    for frame in storyboard.frames():
        seen = frame.depiction
        named = {seen.place, *(figure.person for figure in seen.figures), *seen_props(seen)}
        if unknown := named - known:
            yield Problem(where=frame.id, rule="unknown id", hint=f"No `{min(unknown)}`.")


def _require_film(part: Screenplay | Storyboard | Annotations, film: str) -> None:
    if part.film != film:
        raise ValueError(f"it is of {part.film}")


def _require(problems: Iterator[Problem]) -> None:
    for problem in problems:
        raise ValueError(str(problem))
