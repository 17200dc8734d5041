"""What a task of each stage asks of its component, and what is checked of what it made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from pydantic import TypeAdapter

from moviellm.component import Context
from moviellm.engine.store.curation import write_left_out
from moviellm.engine.store.documents import summary_of_annotations
from moviellm.engine.store.export_folder import at_work_in
from moviellm.engine.store.parts import shape_problems, sound_fields, storyboard_problems
from moviellm.engine.workers.environment import WorkerEnvironment
from moviellm.engine.workers.painted import PaintedParts
from moviellm.engine.workers.tasks import Made, Task
from moviellm.errors import FilmError
from moviellm.film import (
    Animation,
    Annotations,
    Box,
    Brief,
    Film,
    HeardSound,
    Mixing,
    Painting,
    Picture,
    Problem,
    Screenplay,
    SeenEvent,
    ShotSlate,
    Slate,
    Storyboard,
    Track,
    Verdict,
    check,
    check_storyboard,
)
from moviellm.film.likeness import require_consent
from moviellm.plugins.answers import (
    checked_animation,
    checked_mix,
    checked_painting,
    checked_sound,
    checking,
    reread,
)

_SHOWN_PROBLEMS = 5
_SLATES = TypeAdapter(list[Slate])
_BOXES = TypeAdapter(tuple[Box, ...])
_TRACKS = TypeAdapter(tuple[Track, ...])
_HEARD = TypeAdapter(tuple[HeardSound, ...])
_SEEN = TypeAdapter(tuple[SeenEvent, ...])
_VERDICTS = TypeAdapter(tuple[Verdict, ...])


def _write(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    brief = Brief.model_validate_json(task.documents[0])
    require_consent(brief, environment.consent)
    answer = environment.components.write(brief, context)
    with _checking(task, environment):
        document, screenplay = reread(Screenplay, answer)
        problems = [*check(screenplay), *shape_problems(brief, screenplay)]
    _refuse(problems, "screenplay", task, environment)
    require_consent(screenplay, environment.consent)
    return Made(document)


def _direct(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    brief = Brief.model_validate_json(task.documents[0])
    screenplay = Screenplay.model_validate_json(task.documents[1])
    answer = environment.components.direct(brief, screenplay, context)
    with _checking(task, environment):
        document, storyboard = reread(Storyboard, answer)
        problems = [
            *check_storyboard(screenplay, storyboard),
            *storyboard_problems(screenplay, storyboard),
        ]
    _refuse(problems, "storyboard", task, environment)
    require_consent(storyboard, environment.consent)
    return Made(document)


def _checking(
    task: Task, environment: WorkerEnvironment, number: int = 0
) -> AbstractContextManager[None]:
    """Name the component of a task while its answer, or one of its pictures, is looked at."""
    where = [task.film, task.item, f"number {number}" if number else ""]
    plugin = environment.components.plugin(task.stage, task.name)
    return checking(plugin, where=f" for {', '.join(filter(None, where))}")


def _refuse(problems: list[Problem], what: str, task: Task, environment: WorkerEnvironment) -> None:
    if problems:
        more = len(problems) - _SHOWN_PROBLEMS
        title = environment.components.plugin(task.stage, task.name).record.title
        told = "; ".join(str(problem) for problem in problems[:_SHOWN_PROBLEMS])
        raise FilmError(
            f"The {what} of the {title} has "
            f"{len(problems)} problem{'s' if len(problems) > 1 else ''}: {told}"
            + (f"; and {more} more" if more > 0 else ""),
            hint=f"`moviellm plugins check {task.name}` shows whether the plugin is at fault.",
        )


def _voice(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    screenplay = Screenplay.model_validate_json(task.documents[0])
    storyboard = Storyboard.model_validate_json(task.documents[1])
    sounds = []
    for number, answer in enumerate(
        environment.components.voice(screenplay, storyboard, context), start=1
    ):
        with _checking(task, environment, number):
            sounds.append(checked_sound(answer))
    return Made(
        blobs=[sound.data for sound in sounds],
        results=tuple(sound_fields(sound) for sound in sounds),
    )


def _paint(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    slates = _slates(task.documents)
    parts = PaintedParts(len(slates), environment.part)
    with parts.kept():
        for number, answer in enumerate(
            environment.components.paint(slates, context, shot=task.item), start=1
        ):
            with _checking(task, environment, number):
                painting = checked_painting(answer)
            parts.add(painting.data, describe(painting))
            context.progress(number, len(slates))
    return parts.rest()


def describe(painting: Painting) -> str:
    """What is recorded of a painting beside its bytes: the JSON of a `Picture` less its place."""
    return (
        f'{{"sha256":"{hashlib.sha256(painting.data).hexdigest()}","format":"{painting.format}",'
        f'"width":{painting.width},"height":{painting.height},"bytes":{len(painting.data)},'
        f'"boxes":{_BOXES.dump_json(painting.boxes).decode()}}}'
    )


def _slates(documents: Sequence[bytes]) -> list[Slate]:
    return _SLATES.validate_json(b"[" + b",".join(documents) + b"]")


def _critique(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    count = len(task.blobs)
    slates = _slates(task.documents[:count])
    paintings = []
    for digest, text in zip(task.blobs, task.documents[count:], strict=True):
        seen = Picture.model_validate_json(text)
        data = environment.blobs.get(digest)
        paintings.append(Painting(data, seen.format, seen.width, seen.height, seen.boxes))
    verdicts = []
    answers = environment.components.critique(slates, paintings, context, shot=task.item)
    for number, answer in enumerate(answers, start=1):
        with _checking(task, environment, number):
            verdicts.append(reread(Verdict, answer)[1])
    return Made(_VERDICTS.dump_json(tuple(verdicts)))


def _animate(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    shot = ShotSlate.model_validate_json(task.documents[0])
    answer = environment.components.animate(shot, context)
    with _checking(task, environment):
        clip = checked_animation(answer, shot)
    return Made(blobs=[clip.data], results=(describe_clip(clip),))


def describe_clip(clip: Animation) -> str:
    """What is recorded of a clip beside its bytes: the JSON of a `Clip` less its place."""
    return (
        f'{{"sha256":"{hashlib.sha256(clip.data).hexdigest()}","media_type":"{clip.media_type}",'
        f'"rate":{clip.rate},"frames":{clip.frames},"width":{clip.width},"height":{clip.height},'
        f'"bytes":{len(clip.data)},"tracks":{_TRACKS.dump_json(clip.tracks).decode()},'
        f'"events":{_SEEN.dump_json(clip.events).decode()}}}'
    )


def _mix(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    film = Film.model_validate_json(task.documents[0])
    answer = environment.components.mix(film, context)
    with _checking(task, environment):
        mix = checked_mix(answer, film)
    return Made(blobs=[mix.data], results=(describe_mix(mix),))


def describe_mix(mix: Mixing) -> str:
    """What is recorded of a mix beside its bytes: the JSON of a `SoundMix` less its place."""
    return (
        f'{{"sha256":"{hashlib.sha256(mix.data).hexdigest()}","bytes":{len(mix.data)},'
        f'"rate":{mix.rate},"sounds":{_HEARD.dump_json(mix.sounds).decode()}}}'
    )


def _caption(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    film = Film.model_validate_json(task.documents[0])
    answer = environment.components.caption(film, context)
    with _checking(task, environment):
        document, annotations = reread(Annotations, answer)
    require_consent(annotations, environment.consent)
    note = json.dumps(summary_of_annotations(annotations))
    return Made(document, results=(note,))


def _curate(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    assert task.target is not None
    with at_work_in(task.target, resumes=False, check=context.check):
        questions = environment.finished.questions(task.target, context.check, environment.progress)
        context = replace(context, progress=questions.alive)
        said = environment.components.curate(questions, context)
        summary = write_left_out(task.target, questions, said)
        questions.forget()
    return Made(json.dumps(summary).encode())


def _export(task: Task, environment: WorkerEnvironment, context: Context) -> Made:
    assert task.target is not None
    resumes = environment.components.component("exporter", task.name).capabilities.resumes
    films, progress = environment.finished.counted(environment.progress)
    context = replace(context, blobs=environment.finished, progress=progress)
    with at_work_in(task.target, resumes=resumes, check=context.check):
        environment.components.export(task.name, films, task.target, context)
    return Made(b"{}")


WORK: dict[str, Callable[[Task, WorkerEnvironment, Context], Made]] = {
    "writer": _write,
    "director": _direct,
    "voice": _voice,
    "painter": _paint,
    "critic": _critique,
    "animator": _animate,
    "mixer": _mix,
    "captioner": _caption,
    "curator": _curate,
    "exporter": _export,
}
