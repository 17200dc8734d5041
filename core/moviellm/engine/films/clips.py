"""Making a film's shots move: clips that the journal has are reused, the others are made now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from moviellm.engine.films.batches import outcomes
from moviellm.engine.films.draft import FilmDraft
from moviellm.engine.films.pictures import Take
from moviellm.engine.films.run_context import RunContext
from moviellm.engine.journal.records import StepRow
from moviellm.engine.keys import digest
from moviellm.engine.store.parts import read_clip
from moviellm.engine.workers.tasks import Stored, TaskResult
from moviellm.film import Footage, Screenplay, Slate, Soundtrack, Storyboard, shot_slates


@dataclass(frozen=True, slots=True)
class ShotJob:
    """One shot to be animated: what the animator is told, its pictures, the key of its step."""

    shot: str
    told: bytes
    pictures: tuple[str, ...]
    key: str


def animate(
    draft: FilmDraft, parts: Mapping[str, bytes], takes: Sequence[Take], sources: Sequence[str]
) -> bytes:
    """Return the JSON of a film's `Clips`.

    Args:
        draft: The film.
        parts: The JSON of what is made of it, its footage too.
        takes: Its pictures with the slates that they were painted from.
        sources: Recorded beside the pictures for `explain`.
    """
    jobs = list(_jobs(draft.run_context, parts, takes))
    steps = _animated(draft, jobs, sources)
    clips = ",".join(read_clip(steps[job.key], job.shot) for job in jobs)
    return f'{{"film":"{draft.brief.id}","clips":[{clips}]}}'.encode()


def _jobs(
    run_context: RunContext, parts: Mapping[str, bytes], takes: Sequence[Take]
) -> Sequence[ShotJob]:
    told = shot_slates(
        Screenplay.model_validate_json(parts["screenplay"]),
        Storyboard.model_validate_json(parts["storyboard"]),
        Footage.model_validate_json(parts["footage"]),
        Soundtrack.model_validate_json(parts["soundtrack"]) if "soundtrack" in parts else None,
        painted=[Slate.model_validate_json(take.job.slate) for take in takes],
    )
    found = []
    for shot in told:
        text = shot.model_dump_json().encode()
        key = run_context.recipe.key("animator", shot.seed, digest(text))
        pictures = tuple(frame.picture.digest for frame in shot.frames)
        found.append(ShotJob(shot.shot, text, pictures, key))
    return found


def _animated(
    draft: FilmDraft, jobs: Sequence[ShotJob], sources: Sequence[str]
) -> dict[str, StepRow]:
    """The steps of all jobs by key; those that are not in the journal are made now."""
    run_context, film = draft.run_context, draft.brief.id
    recorded = run_context.journal.steps({job.key for job in jobs})
    known = run_context.journal.known({name for step in recorded.values() for name in step.outputs})

    def read(step: StepRow) -> StepRow:
        if not known.issuperset(step.outputs):
            raise LookupError("a clip is lost")
        read_clip(step, "shot")
        return step

    steps = run_context.usable("animator", film, recorded, read)
    missing = list({job.key: job for job in jobs if job.key not in steps}.values())
    run_context.progress.reused("animator", len(jobs) - len(missing))

    def submit(batch: Sequence[ShotJob], stored: Stored) -> Future[TaskResult]:
        (job,) = batch
        return run_context.submit("animator", film, 0, [job.told], item=f"shot {job.shot}")

    def forget(batch: Sequence[ShotJob]) -> None:
        run_context.recorder.forget([job.key for job in batch])

    for (job,), outcome in outcomes([[job] for job in missing], submit, forget):
        step = StepRow(
            key=job.key,
            maker=run_context.maker("animator", outcome.facts),
            film=film,
            item=job.shot,
            outputs=outcome.digests,
            inputs=(*sources, *job.pictures),
            result=outcome.results[0],
            cpu_us=outcome.cpu_us,
            wall_us=outcome.wall_us,
        )
        draft.record(packs=outcome.packs, steps=[step])
        run_context.made("animator", film, 1, outcome)
        steps[job.key] = step
    return steps
