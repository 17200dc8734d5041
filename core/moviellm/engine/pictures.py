"""Painting a film: frames that the journal has are reused, the rest go out in batches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moviellm.engine.draft import Draft
from moviellm.engine.hands import result_of
from moviellm.engine.keys import derive_seed, digest
from moviellm.engine.parts import picture_fields, read_picture, read_verdict
from moviellm.engine.records import Step
from moviellm.engine.workshop import Workshop
from moviellm.errors import FilmError
from moviellm.film import Screenplay, Slate, Storyboard, Verdict
from moviellm.film.film import slate_texts

BATCH, GPU_BATCH = 64, 16
"""Pictures that go to a painter at most at once, and become durable together: a short film stays
with one process, which keeps what it has cut out; a GPU's hours are made durable more often."""

ACCEPTED = 0.5
"""The critic's score from which a picture is taken as it is."""


@dataclass(frozen=True, slots=True)
class Take:
    """One picture to be painted: its frame and shot, its slate as JSON, the key of its step."""

    frame: str
    shot: str
    slate: bytes
    key: str


def paint(
    draft: Draft, screenplay: Screenplay, storyboard: Storyboard, sources: Sequence[str]
) -> bytes:
    """Return the JSON of a film's `Footage`; ``sources`` are recorded for `explain`."""
    takes = takes_of(draft.shop, screenplay, storyboard)
    steps = _painted(draft, takes, sources)
    verdicts = ["null"] * len(takes)
    if draft.shop.recipe.has("critic"):
        takes, steps, verdicts = _judged(draft, takes, steps, sources)
    pictures = [
        f'{{"frame":"{take.frame}",{picture_fields(steps[take.key])},"verdict":{verdict}}}'
        for take, verdict in zip(takes, verdicts, strict=True)
    ]
    return f'{{"film":"{draft.brief.id}","pictures":[{",".join(pictures)}]}}'.encode()


def takes_of(shop: Workshop, screenplay: Screenplay, storyboard: Storyboard) -> list[Take]:
    """The takes of a storyboard, in order."""
    frames = [(frame, shot.id) for shot in storyboard.shots for frame in shot.frames]
    texts = slate_texts(screenplay, storyboard)
    return [
        _take(shop, frame.id, shot, text, frame.seed)
        for (frame, shot), text in zip(frames, texts, strict=True)
    ]


def _take(shop: Workshop, frame: str, shot: str, slate: bytes, seed: int) -> Take:
    return Take(frame, shot, slate, shop.recipe.key("painter", seed, digest(slate)))


def _painted(draft: Draft, takes: Sequence[Take], sources: Sequence[str]) -> dict[str, Step]:
    """The steps of all takes by key; those that are not in the journal are painted now."""
    shop, film = draft.shop, draft.brief.id
    recorded = shop.journal.steps({take.key for take in takes})
    known = shop.journal.known({name for step in recorded.values() for name in step.outputs})

    def read(step: Step) -> Step:
        if not known.issuperset(step.outputs):
            raise LookupError("a picture is lost")
        return read_picture(step)

    steps = shop.usable("painter", film, recorded, read)
    missing = list({take.key: take for take in takes if take.key not in steps}.values())
    shop.tally.reused("painter", len(takes) - len(missing))
    waiting = [
        (batch, shop.order("painter", film, 0, [t.slate for t in batch], item=_where(batch)))
        for batch in _batches(missing, _batch_size(shop, len(missing)))
    ]
    for batch, future in waiting:
        outcome = result_of(future.result())
        share = len(batch)
        made = [
            Step(
                key=take.key,
                maker=shop.maker("painter", outcome.facts),
                film=film,
                item=take.frame,
                outputs=(blob,),
                inputs=tuple(sources),
                result=result,
                cpu_us=outcome.cpu_us // share,
                wall_us=outcome.wall_us // share,
            )
            for take, blob, result in zip(batch, outcome.digests, outcome.results, strict=True)
        ]
        draft.record(packs=outcome.packs, steps=made)
        shop.made("painter", film, share, outcome)
        steps |= {step.key: step for step in made}
    return steps


def _batch_size(shop: Workshop, takes: int) -> int:
    most = GPU_BATCH if shop.recipe.crew.component("painter").capabilities.gpus else BATCH
    return min(most, max(1, -(-takes // shop.painters_a_film)))


def _batches(takes: Sequence[Take], most: int) -> Iterator[Sequence[Take]]:
    """Batches of about equal size, none larger than ``most``."""
    count = -(-len(takes) // most)
    for number in range(count):
        yield takes[number * len(takes) // count : (number + 1) * len(takes) // count]


def _where(batch: Sequence[Take]) -> str:
    first, last = batch[0].shot, batch[-1].shot
    return f"shot {first}" if first == last else f"shots {first} to {last}"


def _judged(
    draft: Draft, takes: Sequence[Take], steps: dict[str, Step], sources: Sequence[str]
) -> tuple[list[Take], dict[str, Step], list[str]]:
    """Let the critic judge; repaint what it rejects with new seeds and keep the best of each."""
    best = list(takes)
    verdicts = _verdicts(draft, best, steps)
    for attempt in range(1, draft.shop.limits.repaints + 1):
        rejected = [n for n, verdict in enumerate(verdicts) if verdict.score < ACCEPTED]
        if not rejected:
            break
        again = [_reseeded(draft.shop, takes[n], attempt) for n in rejected]
        steps |= _painted(draft, again, sources)
        for n, take, verdict in zip(rejected, again, _verdicts(draft, again, steps), strict=True):
            if verdict.score > verdicts[n].score:
                best[n], verdicts[n] = take, verdict
    _refuse(best, verdicts, draft.shop.limits.least_score)
    return best, steps, [verdict.model_dump_json() for verdict in verdicts]


def _refuse(takes: Sequence[Take], verdicts: Sequence[Verdict], least: float | None) -> None:
    """Give the film up when the best of some picture is not good enough."""
    if least is None:
        return
    poor = [(t, v) for t, v in zip(takes, verdicts, strict=True) if v.score < least]
    if poor:
        take, verdict = poor[0]
        raise FilmError(
            f"{len(poor)} of {len(takes)} pictures score less than {least:g} after all repaints; "
            f"the first is {take.frame} with {verdict.score:g}: {verdict.comment or 'no comment'}.",
            hint="Raise `limits.repaints`, lower `limits.least_score`, or use another painter.",
        )


def _reseeded(shop: Workshop, take: Take, attempt: int) -> Take:
    slate = Slate.model_validate_json(take.slate)
    seed = derive_seed(slate.seed, "repaint", attempt)
    text = slate.model_copy(update={"seed": seed}).model_dump_json().encode()
    return _take(shop, take.frame, take.shot, text, seed)


def _verdicts(draft: Draft, takes: Sequence[Take], steps: dict[str, Step]) -> list[Verdict]:
    """What the critic says of each take, from the journal or asked now."""
    shop, film = draft.shop, draft.brief.id
    keys = [
        shop.recipe.key("critic", 0, digest(take.slate), steps[take.key].outputs[0])
        for take in takes
    ]
    known = shop.usable("critic", film, shop.journal.steps(set(keys)), read_verdict)
    new = [(key, take) for key, take in zip(keys, takes, strict=True) if key not in known]
    shop.tally.reused("critic", len(takes) - len(new))
    waiting = []
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        pictures = [
            f'{{"frame":"{take.frame}",{picture_fields(steps[take.key])}}}'.encode()
            for _, take in batch
        ]
        documents = [*(take.slate for _, take in batch), *pictures]
        blobs = [steps[take.key].outputs[0] for _, take in batch]
        where = _where([take for _, take in batch])
        waiting.append((batch, shop.order("critic", film, 0, documents, blobs=blobs, item=where)))
    for batch, future in waiting:
        outcome = result_of(future.result())
        said = json.loads(outcome.document)
        made = [
            Step(
                key=key,
                maker=shop.maker("critic", outcome.facts),
                film=film,
                item=take.frame,
                inputs=steps[take.key].outputs,
                result=json.dumps(verdict),
                cpu_us=outcome.cpu_us // len(batch),
                wall_us=outcome.wall_us // len(batch),
            )
            for (key, take), verdict in zip(batch, said, strict=True)
        ]
        draft.record(packs=outcome.packs, steps=made)
        shop.made("critic", film, len(batch), outcome)
        known |= {step.key: read_verdict(step) for step in made}
    return [known[key] for key in keys]
