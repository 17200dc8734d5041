"""Painting a film: frames that the journal has are reused, the rest go out in batches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from moviellm.engine.films.batches import outcomes
from moviellm.engine.films.draft import FilmDraft
from moviellm.engine.films.run_context import RunContext
from moviellm.engine.journal.records import StepRow
from moviellm.engine.keys import digest, step_seed
from moviellm.engine.store.parts import picture_fields, read_picture, read_verdict
from moviellm.engine.workers.tasks import Stored, TaskResult
from moviellm.errors import FilmError
from moviellm.film import Screenplay, Slate, Storyboard, Verdict
from moviellm.film.models.film import slate_texts

BATCH, GPU_BATCH = 64, 16
"""Pictures that go to a painter at most at once: a short film stays with one process, which keeps
what it has cut out. Those of a generator become durable as they come; for the others' sake a GPU,
which may take hours, gets fewer."""

ACCEPTED = 0.5
"""The critic's score from which a picture is taken as it is."""


@dataclass(frozen=True, slots=True)
class PictureJob:
    """One picture to be painted: its frame and shot, its slate as JSON, the key of its step."""

    frame: str
    shot: str
    slate: bytes
    key: str


@dataclass(frozen=True, slots=True)
class Take:
    """A picture that was kept: what it was painted from, its step, its verdict as JSON."""

    job: PictureJob
    step: StepRow
    verdict: str


def paint(
    draft: FilmDraft, screenplay: Screenplay, storyboard: Storyboard, sources: Sequence[str]
) -> list[Take]:
    """Return the picture of every key frame; ``sources`` are recorded for `explain`."""
    jobs = jobs_of(draft.run_context, screenplay, storyboard)
    steps = _painted(draft, jobs, sources)
    verdicts = ["null"] * len(jobs)
    if draft.run_context.recipe.has("critic"):
        jobs, steps, verdicts = _judged(draft, jobs, steps, sources)
    return [Take(job, steps[job.key], verdict) for job, verdict in zip(jobs, verdicts, strict=True)]


def footage_text(film: str, takes: Sequence[Take]) -> bytes:
    """The JSON of a film's `Footage`."""
    pictures = [
        f'{{"frame":"{take.job.frame}",{picture_fields(take.step)},"verdict":{take.verdict}}}'
        for take in takes
    ]
    return f'{{"film":"{film}","pictures":[{",".join(pictures)}]}}'.encode()


def jobs_of(
    run_context: RunContext, screenplay: Screenplay, storyboard: Storyboard
) -> list[PictureJob]:
    """The jobs of a storyboard, in order."""
    frames = [(frame, shot.id) for shot in storyboard.shots for frame in shot.frames]
    texts = slate_texts(screenplay, storyboard)
    return [
        _job(run_context, frame.id, shot, text, frame.seed)
        for (frame, shot), text in zip(frames, texts, strict=True)
    ]


def _job(run_context: RunContext, frame: str, shot: str, slate: bytes, seed: int) -> PictureJob:
    return PictureJob(frame, shot, slate, run_context.recipe.key("painter", seed, digest(slate)))


def _painted(
    draft: FilmDraft, jobs: Sequence[PictureJob], sources: Sequence[str]
) -> dict[str, StepRow]:
    """The steps of all jobs by key; those that are not in the journal are painted now."""
    run_context, film = draft.run_context, draft.brief.id
    recorded = run_context.journal.steps({job.key for job in jobs})
    known = run_context.journal.known({name for step in recorded.values() for name in step.outputs})

    def read(step: StepRow) -> StepRow:
        if not known.issuperset(step.outputs):
            raise LookupError("a picture is lost")
        return read_picture(step)

    steps = run_context.usable("painter", film, recorded, read)
    missing = list({job.key: job for job in jobs if job.key not in steps}.values())
    run_context.progress.reused("painter", len(jobs) - len(missing))

    def submit(batch: Sequence[PictureJob], stored: Stored) -> Future[TaskResult]:
        slates = [job.slate for job in batch]
        return run_context.submit("painter", film, 0, slates, item=_where(batch), stored=stored)

    def forget(batch: Sequence[PictureJob]) -> None:
        run_context.recorder.forget([job.key for job in batch])

    batches = list(_batches(missing, _batch_size(run_context, len(missing))))
    for batch, outcome in outcomes(batches, submit, forget):
        share = len(batch)
        made = [
            StepRow(
                key=job.key,
                maker=run_context.maker("painter", outcome.facts),
                film=film,
                item=job.frame,
                outputs=(blob,),
                inputs=tuple(sources),
                result=result,
                cpu_us=outcome.cpu_us // share,
                wall_us=outcome.wall_us // share,
            )
            for job, blob, result in zip(batch, outcome.digests, outcome.results, strict=True)
        ]
        draft.record(packs=outcome.packs, steps=made)
        run_context.made("painter", film, share, outcome)
        steps |= {step.key: step for step in made}
    return steps


def _batch_size(run_context: RunContext, jobs: int) -> int:
    most = (
        GPU_BATCH if run_context.recipe.components.component("painter").capabilities.gpus else BATCH
    )
    return min(most, max(1, -(-jobs // run_context.painters_a_film)))


def _batches(jobs: Sequence[PictureJob], most: int) -> Iterator[Sequence[PictureJob]]:
    """Batches of about equal size, none larger than ``most``."""
    count = -(-len(jobs) // most)
    for number in range(count):
        yield jobs[number * len(jobs) // count : (number + 1) * len(jobs) // count]


def _where(batch: Sequence[PictureJob]) -> str:
    first, last = batch[0].shot, batch[-1].shot
    return f"shot {first}" if first == last else f"shots {first} to {last}"


def _judged(
    draft: FilmDraft, jobs: Sequence[PictureJob], steps: dict[str, StepRow], sources: Sequence[str]
) -> tuple[list[PictureJob], dict[str, StepRow], list[str]]:
    """Let the critic judge; repaint what it rejects with new seeds and keep the best of each."""
    best = list(jobs)
    verdicts = _verdicts(draft, best, steps)
    for attempt in range(1, draft.run_context.limits.repaints + 1):
        rejected = [n for n, verdict in enumerate(verdicts) if verdict.score < ACCEPTED]
        if not rejected:
            break
        again = [_reseeded(draft.run_context, jobs[n], attempt) for n in rejected]
        steps |= _painted(draft, again, sources)
        for n, job, verdict in zip(rejected, again, _verdicts(draft, again, steps), strict=True):
            if verdict.score > verdicts[n].score:
                best[n], verdicts[n] = job, verdict
    _refuse(best, verdicts, draft.run_context.limits.least_score)
    return best, steps, [verdict.model_dump_json() for verdict in verdicts]


def _refuse(jobs: Sequence[PictureJob], verdicts: Sequence[Verdict], least: float | None) -> None:
    """Give the film up when the best of some picture is not good enough."""
    if least is None:
        return
    poor = [(t, v) for t, v in zip(jobs, verdicts, strict=True) if v.score < least]
    if poor:
        job, verdict = poor[0]
        raise FilmError(
            f"{len(poor)} of {len(jobs)} pictures score less than {least:g} after all repaints; "
            f"the first is {job.frame} with {verdict.score:g}: {verdict.comment or 'no comment'}.",
            hint="Raise `limits.repaints`, lower `limits.least_score`, or use another painter.",
        )


def _reseeded(run_context: RunContext, job: PictureJob, attempt: int) -> PictureJob:
    slate = Slate.model_validate_json(job.slate)
    seed = step_seed(slate.seed, "repaint", attempt)
    text = slate.model_copy(update={"seed": seed}).model_dump_json().encode()
    return _job(run_context, job.frame, job.shot, text, seed)


def _verdicts(
    draft: FilmDraft, jobs: Sequence[PictureJob], steps: dict[str, StepRow]
) -> list[Verdict]:
    """What the critic says of each job, from the journal or asked now."""
    run_context, film = draft.run_context, draft.brief.id
    keys = [
        run_context.recipe.key("critic", 0, digest(job.slate), steps[job.key].outputs[0])
        for job in jobs
    ]
    known = run_context.usable("critic", film, run_context.journal.steps(set(keys)), read_verdict)
    new = [(key, job) for key, job in zip(keys, jobs, strict=True) if key not in known]
    run_context.progress.reused("critic", len(jobs) - len(new))

    def submit(batch: Sequence[tuple[str, PictureJob]], stored: Stored) -> Future[TaskResult]:
        pictures = [
            f'{{"frame":"{job.frame}",{picture_fields(steps[job.key])}}}'.encode()
            for _, job in batch
        ]
        documents = [*(job.slate for _, job in batch), *pictures]
        blobs = [steps[job.key].outputs[0] for _, job in batch]
        where = _where([job for _, job in batch])
        return run_context.submit("critic", film, 0, documents, blobs=blobs, item=where)

    def forget(batch: Sequence[tuple[str, PictureJob]]) -> None:
        run_context.recorder.forget([key for key, _ in batch])

    batches = [new[start : start + BATCH] for start in range(0, len(new), BATCH)]
    for batch, outcome in outcomes(batches, submit, forget):
        said = json.loads(outcome.document)
        made = [
            StepRow(
                key=key,
                maker=run_context.maker("critic", outcome.facts),
                film=film,
                item=job.frame,
                inputs=steps[job.key].outputs,
                result=json.dumps(verdict),
                cpu_us=outcome.cpu_us // len(batch),
                wall_us=outcome.wall_us // len(batch),
            )
            for (key, job), verdict in zip(batch, said, strict=True)
        ]
        draft.record(packs=outcome.packs, steps=made)
        run_context.made("critic", film, len(batch), outcome)
        known |= {step.key: read_verdict(step) for step in made}
    return [known[key] for key in keys]
